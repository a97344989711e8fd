-- Question: how many grants were disbursed, for how many families and rupiah, and how many were ever visited?
-- Grain: one row per group of the chosen dimensions.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    grouping,
    list_sort(list(distinct programme)) as programmes,
    count(*) as grants,
    sum(amount_idr)::BIGINT as amount_idr,
    sum(family_count)::BIGINT as families,
    count(*) filter (where delivery = 'group' and members is null) as members_missing,
    count(*) filter (where visit_count > 0) as visited,
    count(*) filter (where visit_count = 0) as unvisited,
    count(*) filter (where is_old_enough) as old_enough,
    count(*) filter (where is_old_enough and visit_count > 0) as old_enough_visited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
group by all
order by all
