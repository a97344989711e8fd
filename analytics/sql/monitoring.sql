-- Question: in what state are the grants, how many were never visited, and how old is what visits said of them?
-- Grain: one row per group of the chosen dimensions.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- running, closed, unknown, too_young add up to grants; the bands of the age of the verdict (calendar months since the
-- last visit that said running or closed) to running + closed.
with

judged as (
    select
        *,
        visit_count = 0 as is_never_visited,
        case
            when not is_old_enough or verdict is null then null
            when verdict_on > $as_of::DATE - interval 6 month then 'under_6'
            when verdict_on > $as_of::DATE - interval 12 month then 'from_6'
            when verdict_on > $as_of::DATE - interval 24 month then 'from_12'
            else 'from_24'
        end as verdict_age
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
)

select
    grouping,
    count(*) as grants,
    count(*) filter (where is_old_enough and verdict = 'running') as running,
    count(*) filter (where is_old_enough and verdict = 'closed') as closed,
    count(*) filter (where is_old_enough and verdict is null) as unknown,
    count(*) filter (where not is_old_enough) as too_young,
    count(*) filter (where is_never_visited) as never_visited,
    count(*) filter (where is_never_visited and not is_old_enough) as never_visited_too_young,
    count(*) filter (where verdict_age = 'under_6') as verdict_under_6_months,
    count(*) filter (where verdict_age = 'from_6') as verdict_6_to_12_months,
    count(*) filter (where verdict_age = 'from_12') as verdict_12_to_24_months,
    count(*) filter (where verdict_age = 'from_24') as verdict_over_24_months,
    count(*) filter (where verdict_age = 'under_6' and verdict = 'running') as running_under_6_months,
    count(*) filter (where verdict_age = 'from_6' and verdict = 'running') as running_6_to_12_months,
    count(*) filter (where verdict_age = 'from_12' and verdict = 'running') as running_12_to_24_months,
    count(*) filter (where verdict_age = 'from_24' and verdict = 'running') as running_over_24_months
from judged
group by all
order by all
