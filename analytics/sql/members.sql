-- Question: of the groups with a verdict, how many members are still active, and how many run on one or two people?
-- Grain: one row a group of the chosen dimensions and regency; group grants (KUBE) at least 6 months old only.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- A running group without a count of active members leaves every sum and is counted in running_uncounted.
with judged as (
    select
        *,
        verdict = 'running' and active_members is null as is_uncounted
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
    where is_old_enough and delivery = 'group'
)

select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(*) filter (where verdict is not null and not is_uncounted) as counted,
    count(*) filter (where is_uncounted) as running_uncounted,
    count(*) filter (where verdict is null) as unknown,
    count(*) filter (where visit_count = 0) as unvisited,
    count(*) filter (where verdict is not null and not is_uncounted and members is null) as members_missing,
    coalesce(sum(active_members) filter (where verdict is not null and not is_uncounted), 0)::BIGINT as active,
    coalesce(sum(founding_members) filter (where verdict is not null and not is_uncounted), 0)::BIGINT as founding,
    coalesce(sum(active_members * active_members) filter (where verdict is not null and not is_uncounted), 0)::DOUBLE
        as active_squared,
    coalesce(sum(active_members * founding_members) filter (where verdict is not null and not is_uncounted), 0)::DOUBLE
        as active_founding,
    coalesce(sum(founding_members * founding_members) filter (where verdict is not null and not is_uncounted), 0)::DOUBLE
        as founding_squared,
    count(*) filter (where verdict = 'running' and not is_uncounted) as running_counted,
    coalesce(sum(founding_members) filter (where verdict = 'running' and not is_uncounted), 0)::BIGINT
        as running_founding,
    coalesce(sum(active_members * founding_members) filter (where verdict = 'running' and not is_uncounted), 0)::DOUBLE
        as running_active_founding,
    coalesce(sum(founding_members * founding_members) filter (where verdict = 'running' and not is_uncounted), 0)::DOUBLE
        as running_founding_squared,
    count(*) filter (where verdict = 'running' and active_members <= 2) as nearly_alone
from judged
group by all
order by all
