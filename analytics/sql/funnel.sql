-- Question: of the grants not yet seen closed, how many did the next visit find running?
-- Grain: one row a distinct (programme, regency, age at the visit before, age at this visit, what it found).
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- Visits that said running or closed, up to and including the first that said closed; several on one day are one.
-- from_months: 0 at the first; to_months: half a day where it found a closure on the day of disbursement. A month is
--   30.4375 days.
with

verdict_days as (
    select distinct
        grants.programme,
        grants.regency_code,
        grants.grant_id,
        date_diff('day', grants.disbursed_on, visits.visited_on) as age_days,
        visits.status = 'running' as survived
    from grants_at($as_of::DATE, $picked, []::VARCHAR[]) as grants
    inner join data.visits as visits using (grant_id)
    where visits.status in ('running', 'closed') and visits.visited_on <= $as_of::DATE
),

trials as (
    select
        *,
        lag(age_days, 1, 0) over visits_in_order as from_days,
        coalesce(bool_and(survived) over visits_before, true) as is_trial
    from verdict_days
    window
        visits_in_order as (partition by grant_id order by age_days),
        visits_before as (
            partition by grant_id order by age_days rows between unbounded preceding and 1 preceding
        )
)

select
    programme,
    regency_code,
    from_days / 30.4375 as from_months,
    case when survived then age_days else greatest(age_days, 0.5) end / 30.4375 as to_months,
    survived,
    count(*) as trials
from trials
where is_trial
group by all
order by all
