-- Question: what do other programmes for poor families grant?
-- Grain: one row per programme and amount, the smallest first.
-- Parameters: none.
select programme, amount_idr, source
from reference.outside_amounts
order by programme, amount_idr
