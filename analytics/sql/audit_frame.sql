-- Question: among which grants is the random audit drawn?
-- Grain: one row per grant at least 6 months old that is not known closed. Holds no personal data.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- Known closed is what visits say without the audit's own, so that a draw can be repeated after its visits came in.
select
    grants.grant_id,
    grants.programme,
    grants.regency_code,
    grants.district,
    grants.disbursed_on,
    grants.last_visited_on
from grants_at($as_of::DATE, $picked, []::VARCHAR[]) as grants
left join ordinary_verdicts_at($as_of::DATE) as ordinary using (grant_id)
where grants.is_old_enough and ordinary.verdict is distinct from 'closed'
order by grants.grant_id
