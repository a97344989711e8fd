-- Question: what may a large, clean export of monitoring visits look like?
-- Grain: one row per visit, the columns in the order of the contract; some quarters apart, and none running after a
--   closure.
-- Parameters: visits_per_grant INTEGER; prefix VARCHAR, before every id. made_grants holds the grants of grants.sql.
with

rounds as (
    select unnest(range(1, $visits_per_grant + 1)) as round
),

visited as (
    select
        *,
        (hash(grant_id) >> 1)::BIGINT as draw,
        (hash(grant_id, round) >> 1)::BIGINT as visit_draw,
        row_number() over () as visit_number
    from rounds
    cross join made_grants
),

found as (
    select *, if(round > draw % 24, 'closed', 'running') as status from visited
)

select
    format('{}V{:08d}', $prefix, visit_number) as visit_id,
    grant_id,
    disbursed_on + (round * 90 + visit_draw % 60)::INTEGER as visited_on,
    status,
    ['PSM', 'TKSK', 'PENDAMPING'][1 + visit_draw // 7 % 3] as officer_role,
    case
        when visit_draw % 10 > 0
            then format('PTG-{}-{:02d}', replace(regency_code, '.', ''), 1 + visit_draw // 11 % 40)
    end as officer_code,
    case when status = 'running' then greatest(1, members - visit_draw // 13 % 3) end as active_members,
    case when status = 'running' and visit_draw % 2 = 0 then visit_draw // 17 % 4 end as workers_employed,
    case when status = 'running' and visit_draw // 19 % 2 = 0 then 300000 + visit_draw // 23 % 90 * 50000 end
        as monthly_turnover_idr,
    case when visit_draw // 29 % 5 < 2 then 'routine' end as visit_reason,
    case when visit_draw // 31 % 3 = 0 then ['market', 'capital', 'materials', 'skill'][1 + visit_draw // 37 % 4] end
        as obstacle
from found
