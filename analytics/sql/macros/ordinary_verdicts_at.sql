-- Question: what did all visits but those of the random audit say last, running or closed?
-- Grain: one row per grant with such a verdict by as_of_date.
-- Parameters (of the macro): as_of_date DATE.
-- The audit's own visits bear the reason audit and lie within 6 months of the as-of date. Who is known closed without
-- them is outside the audit's frame.
create or replace macro ordinary_verdicts_at(as_of_date) as table
select grant_id, arg_max(status, visited_on) as verdict
from data.visits
where
    visited_on <= as_of_date
    and status in ('running', 'closed')
    and not coalesce(visit_reason = 'audit' and visited_on >= as_of_date - interval 6 month, false)
group by grant_id;
