-- Question: how old is each grant, when was it last seen running, first seen closed, and when first lost?
-- Grain: one row per group of the chosen dimensions and distinct (programme, regency, lower_months, upper_months,
--   age_months, lost_months); all grants, the young too.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- age_months: at the as-of date. lost_months: age at the first visit after the last running one that found the business
--   moved or not at all, half a day where that was the day of disbursement; null if none, or where it was seen closed.
with

picked_grants as (
    select * from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
),

lost as (
    select picked_grants.grant_id, min(visits.visited_on) as lost_on
    from picked_grants
    inner join data.visits using (grant_id)
    where
        visits.status in ('moved', 'not_found')
        and visits.visited_on <= $as_of::DATE
        and picked_grants.upper_months is null
        and (picked_grants.last_running_on is null or visits.visited_on > picked_grants.last_running_on)
    group by picked_grants.grant_id
)

select
    picked_grants.grouping,
    [picked_grants.programme] as programmes,
    picked_grants.programme,
    picked_grants.regency_type,
    picked_grants.regency_code,
    picked_grants.lower_months,
    picked_grants.upper_months,
    age_months(picked_grants.disbursed_on, $as_of::DATE) as age_months,
    closing_age_months(picked_grants.disbursed_on, lost.lost_on) as lost_months,
    count(*) as grants,
    count(*) filter (where picked_grants.visit_count = 0) as unvisited,
    count(*) filter (where picked_grants.disbursed_on + interval 24 month <= $as_of::DATE) as grants_24
from picked_grants
left join lost using (grant_id)
group by all
order by all
