-- Question: which obstacles were named at visits, year by year?
-- Grain: one row per year of visits and obstacle named in it; visits until the as-of date.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- named_share: of the visits of that year that name an obstacle; null where fewer than 20 do.
with

named as (
    select year(visits.visited_on) as year, visits.obstacle, count(*) as visits
    from data.visits
    inner join grants_at($as_of::DATE, $picked, []::VARCHAR[]) using (grant_id)
    where visits.visited_on <= $as_of::DATE and visits.obstacle is not null
    group by all
)

select
    year,
    obstacle,
    visits,
    sum(visits) over (partition by year)::BIGINT as visits_of_year,
    case when sum(visits) over (partition by year) >= 20 then visits / sum(visits) over (partition by year) end
        as named_share
from named
order by year, obstacle
