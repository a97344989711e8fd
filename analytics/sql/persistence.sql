-- Question: of the grants old enough to be judged, how many run, have closed, or are not known?
-- Grain: one row per group of the chosen dimensions and regency.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(*) filter (where is_old_enough and verdict = 'running') as running,
    count(*) filter (where is_old_enough and verdict = 'closed') as closed,
    count(*) filter (where is_old_enough and verdict is null) as unknown,
    count(*) filter (where is_old_enough and visit_count = 0) as unvisited,
    count(*) filter (where not is_old_enough) as too_young,
    count(*) filter (where is_old_enough and has_reopened) as reopened
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
group by all
order by all
