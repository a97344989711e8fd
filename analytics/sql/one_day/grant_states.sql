-- Question: in what state was every grant on one day? Reckoned once for all the questions of that day.
-- Grain: that of grant_states_at.
-- Parameters: $as_of DATE.
create table grant_states as
from grant_states_at($as_of::DATE)
