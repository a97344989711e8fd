-- Question: how long after the visit before, or after disbursement, does a visit come?
-- Grain: one row per day on which a grant at least 6 months old, which the selection picks, was visited.
-- Parameters (of the macro): those of grants_at.
-- Visits of any status count. A gap is the difference of the grant's ages at the two visits.
create or replace macro visit_gaps_at(as_of_date, picked, by_dimensions) as table
with

visit_days as (
    select distinct
        grants.grouping,
        grants.programme,
        grants.delivery,
        grants.grant_id,
        age_months(grants.disbursed_on, visits.visited_on) as age_at_visit_months
    from grants_at(as_of_date, picked, by_dimensions) as grants
    inner join data.visits as visits using (grant_id)
    where grants.is_old_enough and visits.visited_on <= as_of_date
)

select
    grouping,
    programme,
    delivery,
    age_at_visit_months
    - lag(age_at_visit_months, 1, 0) over (partition by grant_id order by age_at_visit_months) as gap_months
from visit_days;
