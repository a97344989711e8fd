-- Question: when was each group (KUBE) and each individual grant (UEP) last seen running and first seen closed?
-- Grain: one row per group of the chosen dimensions and distinct (delivery, year, business category, regency type,
--   regency, lower_months, upper_months, lost_months); grants at least 6 months old. WRSE is left out: women only,
--   another amount.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- lost_months: age at the first visit after the last running one that found the business moved or not at all, half a
--   day where that was the day of disbursement; null if none, or where it was seen closed.
-- median_gap_months: between two visits to a grant of the row's group and delivery, or from disbursement to the first.
with

arms as (
    select *
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
    where is_old_enough and programme in ('KUBE', 'UEP')
),

gaps as (
    select grouping, delivery, median(gap_months) as median_gap_months
    from visit_gaps_at($as_of::DATE, $picked, $by::VARCHAR[])
    where programme in ('KUBE', 'UEP')
    group by all
)

select
    arms.grouping,
    arms.programme,
    arms.delivery,
    arms.cohort_year as year,
    coalesce(arms.business_category, 'missing') as business_category,
    arms.regency_type,
    arms.regency_code,
    arms.lower_months,
    arms.upper_months,
    closing_age_months(arms.disbursed_on, lost.lost_on) as lost_months,
    gaps.median_gap_months,
    count(*) as grants,
    count(*) filter (where arms.visit_count = 0) as unvisited
from arms
left join lost_at($as_of::DATE) as lost using (grant_id)
left join gaps on arms.delivery = gaps.delivery and arms.grouping is not distinct from gaps.grouping
group by all
order by all
