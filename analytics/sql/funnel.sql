-- Question: of the grants not yet seen closed, how many did the next visit find running?
-- Grain: one row per distinct (programme, regency, age at the visit before, age at this visit, what it found).
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- Visits that said running or closed, up to and including the first that said closed; several on one day are one.
-- from_months: 0 at the first; to_months: half a day where it found a closure on the day of disbursement.
select
    programme,
    regency_code,
    from_months,
    to_months,
    has_survived,
    count(*) as trials
from visit_trials_at($as_of::DATE, $picked, []::VARCHAR[])
group by all
order by all
