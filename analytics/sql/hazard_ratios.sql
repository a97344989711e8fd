-- Question: when was each grant last seen running and first seen closed, by what was known when it was given?
-- Grain: one row per group of the chosen dimensions and distinct (programme, regency, cohort year, business category,
--   regency type, poverty register, lower_months, upper_months); all grants, the young too.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    grouping,
    programme,
    regency_code,
    cohort_year,
    business_category,
    regency_type,
    poverty_register,
    lower_months,
    upper_months,
    count(*) as grants,
    count(*) filter (where visit_count = 0) as unvisited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
group by all
order by all
