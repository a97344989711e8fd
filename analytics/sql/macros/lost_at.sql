-- Question: when was each grant first lost, after it was last seen running?
-- Grain: one row per grant not seen closed by as_of_date that a visit after its last running one found moved or not at
--   all; lost_on is the day of the first such visit.
-- Parameters (of the macro): as_of_date DATE.
create or replace macro lost_at(as_of_date) as table
select states.grant_id, min(visits.visited_on) as lost_on
from grant_states_at(as_of_date) as states
inner join data.visits as visits using (grant_id)
where
    visits.status in ('moved', 'not_found')
    and visits.visited_on <= as_of_date
    and states.upper_months is null
    and (states.last_running_on is null or visits.visited_on > states.last_running_on)
group by states.grant_id;
