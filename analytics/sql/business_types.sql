-- Question: what did the grants become, by business category?
-- Grain: one row per group of the chosen dimensions and business category (null: the export names no business).
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    grouping,
    business_category as category,
    list_sort(list(distinct programme)) as programmes,
    count(*) as grants,
    sum(amount_idr)::BIGINT as amount_idr,
    sum(family_count)::BIGINT as families,
    count(*) filter (where visit_count = 0) as unvisited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
group by all
order by all
