-- Question: which business types has each programme offered, as published?
-- Grain: one row per offered type; cohort_year is null where the offer is not of one year.
-- Parameters: $file, the shipped table.
create table reference.offered_business_types as
select
    * replace (
        cohort_year::SMALLINT as cohort_year,
        position::SMALLINT as position,
        published_year::SMALLINT as published_year
    )
from read_csv($file, all_varchar = true)
