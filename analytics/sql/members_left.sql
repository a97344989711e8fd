-- Question: how many members are left in the groups that still run?
-- Grain: one row per number of active members at the last verdict, 5 standing for 5 and more (null: not recorded);
--   running group grants (KUBE) at least 6 months old.
-- Parameters: $as_of DATE, $picked selection STRUCT.
select
    case when active_members is not null then least(active_members, 5) end as members_left,
    count(*) as running_groups
from grants_at($as_of::DATE, $picked, []::VARCHAR[])
where is_old_enough and delivery = 'group' and verdict = 'running'
group by all
order by all
