-- Question: what was paid, over grants whose state is known, for each business and each member still there?
-- Grain: one row per group of the chosen dimensions and regency.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- Sums over grants at least 6 months old with a verdict. A running group without a count of active members is counted
--   in running_uncounted, its members at most in blank_at_most, and in no sum of active members.
with

judged as (
    select
        *,
        amount_idr::DOUBLE as amount,
        is_old_enough and verdict is not null as is_known,
        is_old_enough and verdict = 'running' as is_running,
        is_old_enough and verdict is not null and delivery = 'group' as is_known_group,
        is_old_enough and verdict = 'running' and delivery = 'group' as is_running_group
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
)

select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(*) filter (where is_known) as known,
    count(*) filter (where is_old_enough and verdict is null) as unknown,
    count(*) filter (where is_old_enough and visit_count = 0) as unvisited,
    count(*) filter (where is_running) as running,
    coalesce(sum(amount_idr) filter (where is_known), 0)::BIGINT as amount_idr,
    coalesce(sum(amount * amount) filter (where is_known), 0) as amount_idr_squared,
    coalesce(sum(amount) filter (where is_running), 0) as running_amount_idr,
    count(*) filter (where is_known_group) as groups,
    coalesce(sum(founding_members) filter (where is_known_group), 0)::BIGINT as founding,
    count(*) filter (where is_running_group and active_members is not null) as running_counted,
    coalesce(sum(active_members) filter (where is_running_group), 0)::BIGINT as active,
    coalesce(sum(active_members * active_members) filter (where is_running_group), 0)::DOUBLE as active_squared,
    count(*) filter (where is_running_group and active_members is null) as running_uncounted,
    coalesce(sum(active_members_at_most) filter (where is_running_group and active_members is null), 0)::BIGINT
        as blank_at_most,
    count(*) filter (where is_known and delivery = 'individual') as individuals,
    count(*) filter (where is_running and delivery = 'individual') as individuals_running
from judged
group by all
order by all
