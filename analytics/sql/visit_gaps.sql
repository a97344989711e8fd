-- Question: how long after the visit before, or after disbursement, does a visit come?
-- Grain: one row an arm, groups (KUBE) and individuals (UEP); grants at least 6 months old that were visited.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- Visits of any status; several on one day are one. A month is 30.4375 days.
with

visit_days as (
    select distinct grants.delivery, grants.grant_id, grants.disbursed_on, visits.visited_on
    from grants_at($as_of::DATE, $picked, []::VARCHAR[]) as grants
    inner join data.visits as visits using (grant_id)
    where grants.is_old_enough and grants.programme in ('KUBE', 'UEP') and visits.visited_on <= $as_of::DATE
),

gaps as (
    select
        delivery,
        date_diff(
            'day', lag(visited_on, 1, disbursed_on) over (partition by grant_id order by visited_on), visited_on
        ) as gap_days
    from visit_days
)

select
    delivery,
    median(gap_days) / 30.4375 as median_gap_months,
    count(*) as gaps
from gaps
group by all
order by all
