-- Question: how did the exports write the businesses, and which category was each taken for?
-- Grain: one row per business type as typed (null: the export names no business) and category, most frequent first.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    business_type,
    business_category as category,
    list_sort(list(distinct programme)) as programmes,
    count(*) as grants
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
group by all
order by grants desc, business_type
