-- Question: of the grants not yet seen closed, how many did the next visit find closed, for rates of closing?
-- Grain: one row per group of the chosen dimensions and distinct (programme, regency, age at the visit before, age at
--   this visit, what it found); and one per group, programme and regency for the grants without such a visit: its
--   trials are 0 and its ages null.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- trials: visits that said running or closed, up to and including the first that said closed. grants: those whose first
--   such visit it is. unvisited: grants without a visit of any status.
with

trials as (
    select
        grouping,
        programme,
        regency_code,
        from_months,
        to_months,
        has_survived,
        count(*) as trials,
        count(*) filter (where is_first) as grants,
        0 as unvisited
    from visit_trials_at($as_of::DATE, $picked, $by::VARCHAR[])
    group by all
),

not_known as (
    select
        grouping,
        programme,
        regency_code,
        null::DOUBLE as from_months,
        null::DOUBLE as to_months,
        null::BOOLEAN as has_survived,
        0 as trials,
        0 as grants,
        count(*) filter (where visit_count = 0) as unvisited
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
    where verdict is null
    group by all
),

both_kinds as (
    select * from trials
    union all
    select * from not_known
)

select *
from both_kinds
order by all
