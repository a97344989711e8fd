-- Question: how many grants were mentored, and for how many does the export say what was given, by category of
--   business?
-- Grain: one row per business category (null: the export names no business).
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    business_category as category,
    count(*) as grants,
    count(*) filter (where mentored) as mentored,
    count(*) filter (where not mentored) as not_mentored,
    count(goods) as goods_named
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
group by all
order by all
