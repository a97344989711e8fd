-- Question: of the groups with a verdict, how many members are still active, and how many run on one or two people?
-- Grain: one row per group of the chosen dimensions and regency; group grants (KUBE) only.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- Sums over groups at least 6 months old. groups, founding: those with a verdict. A running group without a count of
--   active members is counted in running_uncounted, its members at most in blank_at_most, and in no sum of active
--   members; blank_surely_alone: those of them that can have two at most.
with

group_grants as (
    select
        *,
        is_old_enough and verdict is not null as is_known,
        is_old_enough and verdict = 'running' and active_members is null as is_uncounted,
        is_old_enough and verdict is not null and active_members is not null as is_counted,
        is_old_enough and verdict = 'running' and active_members is not null as is_running_counted
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
    where delivery = 'group'
)

select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(*) filter (where is_known) as groups,
    count(*) filter (where is_uncounted) as running_uncounted,
    count(*) filter (where is_old_enough and verdict is null) as unknown,
    count(*) filter (where is_old_enough and visit_count = 0) as unvisited,
    count(*) filter (where is_known and members is null) as members_missing,
    coalesce(sum(active_members) filter (where is_counted), 0)::BIGINT as active,
    coalesce(sum(founding_members) filter (where is_known), 0)::BIGINT as founding,
    coalesce(sum(active_members * active_members) filter (where is_counted), 0)::DOUBLE as active_squared,
    coalesce(sum(active_members_at_most) filter (where is_uncounted), 0)::BIGINT as blank_at_most,
    coalesce(sum(founding_members) filter (where is_uncounted), 0)::BIGINT as blank_founding,
    count(*) filter (where is_uncounted and active_members_at_most <= 2) as blank_surely_alone,
    count(*) filter (where is_running_counted) as running_counted,
    coalesce(sum(founding_members) filter (where is_running_counted), 0)::BIGINT as running_founding,
    coalesce(sum(active_members * founding_members) filter (where is_running_counted), 0)::DOUBLE
        as running_active_founding,
    coalesce(sum(founding_members * founding_members) filter (where is_running_counted), 0)::DOUBLE
        as running_founding_squared,
    count(*) filter (where is_running_counted and active_members <= 2) as nearly_alone
from group_grants
group by all
order by all
