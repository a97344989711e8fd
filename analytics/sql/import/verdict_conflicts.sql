-- Question: which visits say running and closed of one grant on one day?
-- Grain: one finding per visit.
-- Parameters: none. repeated_days holds the hashes of (grant_id, visited_on) that occur more than once.
insert into findings by name
with

visits as (
    select * from staged_visits
    where
        status in ('running', 'closed')
        and hash(grant_id, visited_on) in (select repeated_days.day_hash from repeated_days)
),

conflicts as (
    select grant_id, visited_on, array_to_string(list(row order by part, row)[:40], ', ') as rows
    from visits
    group by grant_id, visited_on
    having count(distinct status) > 1
)

select 'visits' as tbl, part, row, 'status' as col, status as found, 'conflicting_verdicts' as problem,
    json_object('grant_id', grant_id, 'rows', rows)::VARCHAR as details, true as is_rejection
from visits
inner join conflicts using (grant_id, visited_on)
