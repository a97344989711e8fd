-- Question: of the grants whose decile of welfare (DTSEN) was recorded, how many went to deciles 1 to 5?
-- Grain: one row per group of the chosen dimensions and regency.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(welfare_decile) as recorded,
    count(*) - count(welfare_decile) as not_recorded,
    count(*) filter (where welfare_decile <= 5) as deciles_1_to_5,
    count(*) filter (where visit_count = 0) as unvisited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
group by all
order by all
