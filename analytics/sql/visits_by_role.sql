-- Question: how many visits did each role of officer make, where and when?
-- Grain: one row per year, regency and role (null: not recorded); visits until the as-of date.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- Roles only: no officer's code or name leaves the store here.
select
    year(visits.visited_on) as year,
    picked_grants.regency_code,
    visits.officer_role,
    count(*) as visits
from data.visits
inner join grants_at($as_of::DATE, $picked, []::VARCHAR[]) as picked_grants using (grant_id)
where visits.visited_on <= $as_of::DATE
group by all
order by all
