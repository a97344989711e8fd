-- Question: of the grants not yet seen closed, which did the next visit find running?
-- Grain: one row per grant and visit that said running or closed, up to and including the first that said closed;
--   several on one day are one.
-- Parameters (of the macro): those of grants_at.
-- from_months: age at the visit before, 0 at the first; to_months: age at this one, half a day where it found a closure
--   on the day of disbursement. is_first: whether it is the grant's first such visit.
create or replace macro visit_trials_at(as_of_date, picked, by_dimensions) as table
with

verdict_days as (
    select distinct
        grants.grouping,
        grants.programme,
        grants.regency_code,
        grants.grant_id,
        grants.disbursed_on,
        visits.visited_on,
        visits.status = 'running' as has_survived
    from grants_at(as_of_date, picked, by_dimensions) as grants
    inner join data.visits as visits using (grant_id)
    where visits.status in ('running', 'closed') and visits.visited_on <= as_of_date
),

trials as (
    select
        *,
        lag(visited_on) over visits_in_order as visited_before_on,
        coalesce(bool_and(has_survived) over visits_before, true) as is_trial
    from verdict_days
    window
        visits_in_order as (partition by grant_id order by visited_on),
        visits_before as (
            partition by grant_id order by visited_on rows between unbounded preceding and 1 preceding
        )
)

select
    grouping,
    programme,
    regency_code,
    grant_id,
    coalesce(age_months(disbursed_on, visited_before_on), 0) as from_months,
    case
        when has_survived then age_months(disbursed_on, visited_on) else closing_age_months(disbursed_on, visited_on)
    end as to_months,
    has_survived,
    visited_before_on is null as is_first
from trials
where is_trial;
