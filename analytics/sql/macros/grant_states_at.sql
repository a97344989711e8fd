-- Question: in what state was every grant on the as-of date, as far as visits until then tell?
-- Grain: one row per grant disbursed by as_of_date.
-- Parameters (of the macro): as_of_date DATE.
-- verdict: status at the last visit that said running or closed; null is unknown.
-- is_old_enough: at least 6 calendar months since disbursement.
-- active_members, monthly_turnover_idr, workers_employed, kube_class: at the verdict, null where not recorded; so are
--   more active members than founding members.
-- active_members_at_most: of a running group whose count is null the most it can have: its own last count, else its
--   founding members.
-- lower_months, upper_months: the interval (L, R] in which the business closed. L is the age at the last running visit,
--   0
--   if none; R the age at the first closed visit after it, null if none, half a day where that was the day of
--   disbursement.
create or replace macro grant_states_at(as_of_date) as table
with

visits_until as (
    select *
    from data.visits
    where visited_on <= as_of_date
),

seen as (
    select
        grant_id,
        count(*) as visit_count,
        max(visited_on) as last_visited_on,
        arg_max(status, visited_on) filter (where status in ('running', 'closed')) as verdict,
        max(visited_on) filter (where status in ('running', 'closed')) as verdict_on,
        max(struct_pack(visited_on := visited_on, active_members := active_members)) filter (
            where status = 'running' and active_members is not null
        ) as last_count,
        max(visited_on) filter (where status = 'running') as last_running_on,
        min(visited_on) filter (where status = 'closed') as first_closed_on
    from visits_until
    group by grant_id
),

recorded as (
    select
        visits_until.grant_id,
        max(visits_until.active_members) as active_members,
        max(visits_until.monthly_turnover_idr) as monthly_turnover_idr,
        max(visits_until.workers_employed) as workers_employed,
        max(visits_until.kube_class) as kube_class
    from visits_until
    inner join seen
        on
            visits_until.grant_id = seen.grant_id
            and visits_until.visited_on = seen.verdict_on
            and visits_until.status = seen.verdict
    group by visits_until.grant_id
),

closures_after as (
    select visits_until.grant_id, min(visits_until.visited_on) as closed_seen_on
    from visits_until
    inner join seen using (grant_id)
    where
        visits_until.status = 'closed'
        and (seen.last_running_on is null or visits_until.visited_on > seen.last_running_on)
    group by visits_until.grant_id
),

disbursed as (
    select
        grants.*,
        programmes.delivery,
        programmes.unit_of_count,
        regencies.regency_type,
        year(grants.disbursed_on) as cohort_year,
        case
            when grants.amount_idr < 3000000 then 'under_3m'
            when grants.amount_idr < 5000000 then 'from_3m'
            when grants.amount_idr < 10000000 then 'from_5m'
            when grants.amount_idr < 20000000 then 'from_10m'
            else 'from_20m'
        end as amount_band,
        coalesce(grants.members, programmes.usual_members) as founding_members,
        case
            when programmes.delivery = 'group' then coalesce(grants.members, programmes.usual_members)
            else 1
        end as family_count,
        grants.disbursed_on + interval 6 month <= as_of_date as is_old_enough
    from data.grants
    inner join reference.programmes using (programme)
    left join reference.regencies using (regency_code)
    where grants.disbursed_on <= as_of_date
)

select
    disbursed.*,
    coalesce(seen.visit_count, 0) as visit_count,
    seen.last_visited_on,
    seen.verdict,
    seen.verdict_on,
    case
        when seen.verdict = 'closed' then 0
        when seen.verdict = 'running' and disbursed.delivery = 'individual' then 1
        when seen.verdict = 'running' and recorded.active_members <= disbursed.founding_members
            then recorded.active_members
    end as active_members,
    least(
        coalesce(seen.last_count.active_members, disbursed.founding_members), disbursed.founding_members
    ) as active_members_at_most,
    recorded.monthly_turnover_idr as monthly_turnover_idr,
    recorded.workers_employed as workers_employed,
    recorded.kube_class as kube_class,
    seen.last_running_on,
    closures_after.closed_seen_on,
    coalesce(age_months(disbursed.disbursed_on, seen.last_running_on), 0) as lower_months,
    closing_age_months(disbursed.disbursed_on, closures_after.closed_seen_on) as upper_months,
    coalesce(seen.first_closed_on < seen.last_running_on, false) as has_reopened
from disbursed
left join seen using (grant_id)
left join recorded using (grant_id)
left join closures_after using (grant_id);
