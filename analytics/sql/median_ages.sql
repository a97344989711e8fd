-- Question: how old, at the median, are the businesses whose status is known?
-- Grain: one row per programme; grants at least 6 months old that a visit found running or closed.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- Ages in months since disbursement, on the day of the figures and not of the visit.
select
    programme,
    median(age_months(disbursed_on, $as_of::DATE)) as median_age_months
from grants_at($as_of::DATE, $picked, []::VARCHAR[])
where is_old_enough and verdict is not null
group by all
order by all
