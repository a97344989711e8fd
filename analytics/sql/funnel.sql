-- Question: of the grants not yet seen closed, how many did the next visit find running?
-- Grain: one row per distinct (programme, regency, age at the visit before, age at this visit, what it found).
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- Visits that said running or closed, up to and including the first that said closed; several on one day are one.
-- from_months: 0 at the first; to_months: half a day where it found a closure on the day of disbursement.
with

verdict_days as (
    select distinct
        grants.programme,
        grants.regency_code,
        grants.grant_id,
        grants.disbursed_on,
        visits.visited_on,
        visits.status = 'running' as survived
    from grants_at($as_of::DATE, $picked, []::VARCHAR[]) as grants
    inner join data.visits as visits using (grant_id)
    where visits.status in ('running', 'closed') and visits.visited_on <= $as_of::DATE
),

trials as (
    select
        *,
        lag(visited_on, 1, disbursed_on) over visits_in_order as visited_before_on,
        coalesce(bool_and(survived) over visits_before, true) as is_trial
    from verdict_days
    window
        visits_in_order as (partition by grant_id order by visited_on),
        visits_before as (
            partition by grant_id order by visited_on rows between unbounded preceding and 1 preceding
        )
)

select
    programme,
    regency_code,
    age_months(disbursed_on, visited_before_on) as from_months,
    case
        when survived then age_months(disbursed_on, visited_on) else closing_age_months(disbursed_on, visited_on)
    end as to_months,
    survived,
    count(*) as trials
from trials
where is_trial
group by all
order by all
