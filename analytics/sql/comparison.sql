-- Question: when was each group (KUBE) and each individual grant (UEP) last seen running and first seen closed?
-- Grain: one row a distinct (delivery, year, business category, regency type, regency, L, R); grants at least
--   6 months old. WRSE is left out: women only, another amount.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- lower_months (L): age at the last running visit, 0 if none; upper_months (R): age at the first closed visit after
-- it, null if none, half a day where that was the day of disbursement. A month is 30.4375 days.
with arms as (
    select
        *,
        date_diff('day', disbursed_on, last_running_on) as last_running_day,
        date_diff('day', disbursed_on, closed_seen_on) as closed_seen_day
    from grants_at($as_of::DATE, $picked, []::VARCHAR[])
    where is_old_enough and programme in ('KUBE', 'UEP')
)

select
    delivery,
    cohort_year as year,
    coalesce(business_category, 'missing') as business_category,
    regency_type,
    regency_code,
    coalesce(last_running_day, 0) / 30.4375 as lower_months,
    case when closed_seen_day is not null then greatest(closed_seen_day, 0.5) end / 30.4375 as upper_months,
    count(*) as grants,
    count(*) filter (where visit_count = 0) as unvisited
from arms
group by all
order by all
