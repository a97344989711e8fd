-- Question: which grants not known closed have gone longest without a visit?
-- Grain: one row per grant last seen (visited, else disbursed) at least 12 months before the as-of date, the longest
--   unseen first; at most $most rows, `overdue_grants` says how many there are. Holds no personal data.
-- unseen_months: the difference of the grant's ages on the two days.
-- Parameters: $as_of DATE, $picked selection STRUCT, $most INTEGER.
select
    grant_id,
    programme,
    regency_code,
    district,
    disbursed_on,
    last_visited_on,
    age_months(disbursed_on, $as_of::DATE)
    - coalesce(age_months(disbursed_on, last_visited_on), 0) as unseen_months,
    count(*) over () as overdue_grants
from grants_at($as_of::DATE, $picked, []::VARCHAR[])
where
    verdict is distinct from 'closed'
    and coalesce(last_visited_on, disbursed_on) <= $as_of::DATE - interval 12 month
order by coalesce(last_visited_on, disbursed_on), grant_id
limit $most
