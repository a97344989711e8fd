-- Question: which grants stand behind a figure, and in what state are they?
-- Grain: one row per grant, the newest first; at most $most rows. Holds no personal data.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[], $most INTEGER.
select
    grant_id,
    programme,
    regency_code,
    district,
    business_type,
    business_category,
    amount_idr,
    members,
    disbursed_on,
    visit_count,
    last_visited_on,
    coalesce(verdict, 'unknown') as verdict,
    verdict_on,
    active_members
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
order by disbursed_on desc, grant_id
limit $most
