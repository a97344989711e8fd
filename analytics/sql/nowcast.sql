-- Question: how old is each grant, and when was it last seen running and first seen closed?
-- Grain: one row per group of the chosen dimensions and distinct (programme, regency, lower_months, upper_months, age);
--   grants at least 6
--   months old.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- age_months: at the as-of date.
select
    grouping,
    programme,
    regency_code,
    lower_months,
    upper_months,
    age_months(disbursed_on, $as_of::DATE) as age_months,
    count(*) as grants,
    count(*) filter (where visit_count = 0) as unvisited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
where is_old_enough
group by all
order by all
