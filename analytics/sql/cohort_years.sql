-- Question: in which years was anything disbursed by the as-of date, or to be disbursed by a target?
-- Grain: one row per year.
-- Parameters: $as_of DATE.
select year(disbursed_on) as cohort_year
from data.grants
where disbursed_on <= $as_of::DATE
union
select year as cohort_year
from data.targets
where year <= year($as_of::DATE)
order by cohort_year
