-- Question: what is the minimum wage a month in each regency or city?
-- Grain: one row per regency or city and year.
-- Parameters: $file, the shipped table.
create table reference.minimum_wage as
select regency_code, year::SMALLINT as year, minimum_wage_idr::DOUBLE as minimum_wage_idr, kind, source
from read_csv($file, all_varchar = true)
