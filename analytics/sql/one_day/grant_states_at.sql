-- Question: that of grant_states_at, of the one day that was reckoned: no other day is asked where this stands.
-- Grain: that of grant_states_at.
-- Parameters (of the macro): as_of_date DATE.
create or replace macro grant_states_at(as_of_date) as table
from grant_states
