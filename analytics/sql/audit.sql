-- Question: what did the random audit find among the grants that were not known to have closed?
-- Grain: one row per group of the chosen dimensions and regency; grants at least 6 months old.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- The audit's visits bear the reason audit and lie within 6 months of the as-of date. Known closed, and so outside the
-- frame, is what the other visits say. A drawn grant of which the audit gave no verdict counts as not found.
with

drawn as (
    select grant_id, arg_max(status, visited_on) filter (where status in ('running', 'closed')) as found
    from data.visits
    where
        visit_reason = 'audit'
        and visited_on between $as_of::DATE - interval 6 month and $as_of::DATE
    group by grant_id
),

judged as (
    select
        grants.*,
        (ordinary.verdict is not distinct from 'closed') as is_known_closed,
        (drawn.grant_id is not null) as is_drawn,
        drawn.found
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[]) as grants
    left join ordinary_verdicts_at($as_of::DATE) as ordinary using (grant_id)
    left join drawn using (grant_id)
    where grants.is_old_enough
)

select
    grouping,
    regency_code,
    list_sort(list(distinct programme)) as programmes,
    count(*) filter (where is_known_closed) as known_closed,
    count(*) filter (where not is_known_closed) as frame,
    count(*) filter (where not is_known_closed and found = 'running') as running,
    count(*) filter (where not is_known_closed and found = 'closed') as closed,
    count(*) filter (where not is_known_closed and is_drawn and found is null) as not_found,
    count(*) filter (where visit_count = 0) as unvisited
from judged
group by all
order by all
