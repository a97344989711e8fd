-- Question: when was each group (KUBE) and each individual grant (UEP) last seen running and first seen closed?
-- Grain: one row a group of the chosen dimensions and distinct (delivery, year, business category, regency type,
--   regency, L, R); grants at least 6 months old. WRSE is left out: women only, another amount.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- median_gap_months: between two visits to a grant of the row's group and delivery, or from disbursement to the first.
with gaps as (
    select grouping, delivery, median(gap_days) / 30.4375 as median_gap_months
    from visit_gaps_at($as_of::DATE, $picked, $by::VARCHAR[])
    where programme in ('KUBE', 'UEP')
    group by all
)

select
    arms.grouping,
    [arms.programme] as programmes,
    arms.delivery,
    arms.cohort_year as year,
    coalesce(arms.business_category, 'missing') as business_category,
    arms.regency_type,
    arms.regency_code,
    arms.lower_months,
    arms.upper_months,
    gaps.median_gap_months,
    count(*) as grants,
    count(*) filter (where arms.visit_count = 0) as unvisited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[]) as arms
left join gaps on arms.delivery = gaps.delivery and arms.grouping is not distinct from gaps.grouping
where arms.is_old_enough and arms.programme in ('KUBE', 'UEP')
group by all
order by all
