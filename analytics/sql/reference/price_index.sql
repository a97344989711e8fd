-- Question: what was the consumer price index of Indonesia in December of each year?
-- Grain: one row per year.
-- Parameters: $file, the shipped table.
create table reference.price_index as
select year::SMALLINT as year, cpi_dec_2015_100::DOUBLE as cpi_dec_2015_100, source
from read_csv($file, all_varchar = true)
