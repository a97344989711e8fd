-- Question: how long after the visit before, or after disbursement, does a visit come?
-- Grain: one row per arm, groups (KUBE) and individuals (UEP); grants at least 6 months old that were visited.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- Visits of any status; several on one day are one.
select
    delivery,
    median(gap_months) as median_gap_months,
    count(*) as gaps
from visit_gaps_at($as_of::DATE, $picked, []::VARCHAR[])
where programme in ('KUBE', 'UEP')
group by all
order by all
