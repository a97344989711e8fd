-- Question: what was paid, over grants whose state is known, for each business and each member still there?
-- Grain: one row a group of the chosen dimensions and regency; grants at least 6 months old only.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- Sums over grants with a verdict; those with `member` in the name leave running groups without a count of members out.
with judged as (
    select
        *,
        amount_idr::DOUBLE as amount,
        verdict is not null as is_known,
        verdict is not null and active_members is not null as has_member_count
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
    where is_old_enough
)

select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(*) filter (where is_known) as known,
    count(*) filter (where not is_known) as unknown,
    count(*) filter (where visit_count = 0) as unvisited,
    count(*) filter (where is_known and not has_member_count) as running_uncounted,
    count(*) filter (where verdict = 'running') as running,
    coalesce(sum(amount_idr) filter (where is_known), 0)::BIGINT as amount_idr,
    coalesce(sum(amount * amount) filter (where is_known), 0) as amount_squared,
    coalesce(sum(amount) filter (where verdict = 'running'), 0) as amount_running,
    count(*) filter (where has_member_count) as member_known,
    count(*) filter (where has_member_count and verdict = 'running') as member_running,
    coalesce(sum(active_members) filter (where has_member_count), 0)::BIGINT as member_active,
    coalesce(sum(active_members * active_members) filter (where has_member_count), 0)::DOUBLE as member_active_squared,
    coalesce(sum(amount_idr) filter (where has_member_count), 0)::BIGINT as member_amount_idr,
    coalesce(sum(amount * amount) filter (where has_member_count), 0) as member_amount_squared,
    coalesce(sum(amount * active_members) filter (where has_member_count), 0) as member_amount_active
from judged
group by all
order by all
