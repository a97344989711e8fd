-- Question: how far did each method miss on made-up data, and how often did its interval hold the truth?
-- Grain: one row per scenario, method and age, in the order of `data/reference/simulation.csv`.
-- Parameters: none.
-- is_met: whether what is demanded of the method was met; null where nothing is.
select
    scenario,
    method,
    age_months,
    truth,
    bias_points,
    coverage_percent / 100 as coverage,
    is_met
from reference.simulation
order by position
