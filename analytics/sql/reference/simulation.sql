-- Question: how right was each method on made-up data whose truth is known?
-- Grain: one row per scenario, method and age.
-- Parameters: $file, the shipped table (written by `make simulate`).
create table reference.simulation as
select
    row_number() over () as position,
    scenario,
    method,
    age_months::DOUBLE as age_months,
    truth::DOUBLE as truth,
    bias_points::DOUBLE as bias_points,
    coverage_percent::DOUBLE as coverage_percent,
    is_met::BOOLEAN as is_met
from read_csv($file, all_varchar = true)
