-- Question: what was the consumer price index in December of each year?
-- Grain: one row per year, the earliest first.
-- Parameters: none.
select year, cpi_dec_2015_100, source
from reference.price_index
order by year
