-- Question: which regencies and cities are there, in official order?
-- Grain: one row per regency or city.
-- Parameters: none.
select * from reference.regencies
order by regency_code
