-- Question: which obstacles were named at visits, by category of business?
-- Grain: one row per business category and obstacle (null: the visit names none); a count of visits until the as-of
--   date.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    picked_grants.business_category as category,
    visits.obstacle,
    count(*) as visits
from data.visits
inner join grants_at($as_of::DATE, $picked, $by::VARCHAR[]) as picked_grants using (grant_id)
where visits.visited_on <= $as_of::DATE
group by all
order by all
