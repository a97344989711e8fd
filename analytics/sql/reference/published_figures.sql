-- Question: what has been published about these programmes?
-- Grain: one row per published figure.
-- Parameters: $file, the shipped table.
create table reference.published_figures as
select * replace (value::DOUBLE as value)
from read_csv($file, all_varchar = true)
