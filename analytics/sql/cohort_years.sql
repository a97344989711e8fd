-- Question: in which years was anything disbursed by the as-of date?
-- Grain: one row per year.
-- Parameters: $as_of DATE.
select distinct year(disbursed_on) as cohort_year
from data.grants
where disbursed_on <= $as_of::DATE
order by cohort_year
