-- Question: how many businesses run with and without mentoring, as far as is known?
-- Grain: one row for mentored and one for not mentored of each regency, where the export says which.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- old_enough: grants at least 6 months old. known, running: of these, those with a verdict.
select
    mentored,
    regency_code,
    count(*) filter (where is_old_enough) as old_enough,
    count(*) filter (where is_old_enough and verdict is not null) as known,
    count(*) filter (where is_old_enough and verdict = 'running') as running
from grants_at($as_of::DATE, $picked, []::VARCHAR[])
where mentored is not null
group by all
order by mentored desc, regency_code
