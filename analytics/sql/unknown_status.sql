-- Question: why is the state of a grant unknown: never visited, moved, or not found?
-- Grain: one row per group of the chosen dimensions; grants at least 6 months old.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- lost_since: grants whose state is known, but which a later visit found moved or not at all.
with

last_seen as (
    select grant_id, arg_max(status, struct_pack(visited_on, status)) as last_status
    from data.visits
    where visited_on <= $as_of::DATE
    group by grant_id
)

select
    grouping,
    count(*) filter (where verdict is null and last_status is null) as never_visited,
    count(*) filter (where verdict is null and last_status = 'moved') as moved,
    count(*) filter (where verdict is null and last_status = 'not_found') as not_found,
    count(*) filter (where verdict is not null and last_status in ('moved', 'not_found')) as lost_since
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
left join last_seen using (grant_id)
where is_old_enough
group by all
order by all
