-- Question: what do other programmes for poor families grant?
-- Grain: one row per programme and amount.
-- Parameters: $file, the shipped table.
create table reference.outside_amounts as
select programme, amount_idr::BIGINT as amount_idr, unit, leaves_when, source
from read_csv($file, all_varchar = true)
