-- Question: which visits, otherwise in order, count more members than the group has, or find running what was closed?
-- Grain: one finding per visit and question; of a run of running visits after a closure, the first.
-- Parameters: none.
insert into findings by name
with

first_closures as (
    select grant_id, min(visited_on) as closed_on
    from staged_visits
    where status = 'closed'
    group by grant_id
),

reopened as (
    select distinct grant_id
    from staged_visits
    inner join first_closures using (grant_id)
    where status = 'running' and visited_on > closed_on
),

verdicts as (
    select part, row, grant_id, status,
        lag(status) over (partition by grant_id order by visited_on, part, row) as status_before
    from staged_visits
    where status in ('running', 'closed') and grant_id in (select reopened.grant_id from reopened)
)

select 'visits' as tbl, part, row, 'status' as col, status as found, 'running_after_closed' as problem,
    json_object('grant_id', grant_id)::VARCHAR as details
from verdicts
where status = 'running' and status_before = 'closed'

union all

select 'visits', part, row, 'active_members', active_members::VARCHAR, 'more_active_than_members',
    json_object('members', members)::VARCHAR
from staged_visits
inner join known_grants using (grant_id)
where active_members > members
