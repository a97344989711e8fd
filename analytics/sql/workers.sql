-- Question: how many people do the businesses hire that were lately seen running?
-- Grain: one row per group of the chosen dimensions and regency; running grants at least 6 months old whose verdict is
--   at
--   most 12 months old.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- Sums over the businesses whose number of workers was recorded at the verdict; the others are in not_recorded.
select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(workers_employed) as businesses,
    count(*) - count(workers_employed) as not_recorded,
    count(*) filter (where workers_employed > 0) as hiring,
    coalesce(sum(workers_employed), 0)::BIGINT as workers,
    coalesce(sum(workers_employed * workers_employed), 0)::DOUBLE as workers_squared,
    0 as unvisited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
where is_old_enough and verdict = 'running' and verdict_on >= $as_of::DATE - interval 12 month
group by all
order by all
