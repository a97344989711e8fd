-- Question: what was paid, over grants whose state is known, for each business and each member still there?
-- Grain: one row per group of the chosen dimensions and regency.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- Sums over grants at least 6 months old with a verdict; those with `member` in the name leave running groups without a
-- count of members out.
with

judged as (
    select
        *,
        amount_idr::DOUBLE as amount,
        is_old_enough and verdict is not null as is_known,
        is_old_enough and verdict = 'running' as is_running,
        is_old_enough and verdict is not null and active_members is not null as has_member_count
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
)

select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(*) filter (where is_known) as known,
    count(*) filter (where is_old_enough and verdict is null) as unknown,
    count(*) filter (where is_old_enough and visit_count = 0) as unvisited,
    count(*) filter (where is_known and not has_member_count) as running_uncounted,
    count(*) filter (where is_running and has_member_count and delivery = 'group') as running_groups_counted,
    count(*) filter (where is_running) as running,
    coalesce(sum(amount_idr) filter (where is_known), 0)::BIGINT as amount_idr,
    coalesce(sum(amount * amount) filter (where is_known), 0) as amount_squared,
    coalesce(sum(amount) filter (where is_running), 0) as amount_running,
    count(*) filter (where has_member_count) as member_known,
    count(*) filter (where has_member_count and is_running) as member_running,
    coalesce(sum(active_members) filter (where has_member_count), 0)::BIGINT as member_active,
    coalesce(sum(family_count) filter (where has_member_count), 0)::BIGINT as member_founding,
    coalesce(sum(active_members * active_members) filter (where has_member_count), 0)::DOUBLE as member_active_squared,
    coalesce(sum(amount_idr) filter (where has_member_count), 0)::BIGINT as member_amount_idr,
    coalesce(sum(amount * amount) filter (where has_member_count), 0) as member_amount_squared,
    coalesce(sum(amount * active_members) filter (where has_member_count), 0) as member_amount_active
from judged
group by all
order by all
