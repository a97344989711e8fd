-- Question: what has been published about these programmes, when, and where?
-- Grain: one row per published figure, in the order of `data/reference/published_figures.csv`.
-- Parameters: none.
select
    figure_id,
    programme,
    period,
    as_of::DATE as as_of,
    value,
    unit,
    regency_codes,
    source_title,
    outlet,
    source_date
from reference.published_figures
