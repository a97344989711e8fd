-- Question: of which visits to be added does the data hold another visit of that grant on that day, with which verdict?
-- Grain: one row per visit to be added.
-- Parameters: none. stored_visits is the data to which visits are added; one with the same key is replaced and is none.
create or replace temp table visits_stored_that_day as
with

others as (
    select *
    from stored_visits
    where
        hash(grant_id, visited_on) in (select hash(staged_visits.grant_id, staged_visits.visited_on) from staged_visits)
        and not exists (
            from staged_visits as brought
            where
                brought.visit_id = stored_visits.visit_id
                or (
                    (brought.visit_id is null or stored_visits.visit_id is null)
                    and brought.grant_id = stored_visits.grant_id and brought.visited_on = stored_visits.visited_on
                )
        )
        and not exists (
            from left_out
where left_out.tbl = 'visits' and left_out.visit_id = stored_visits.visit_id
        )
)

select
    staged_visits.part,
    staged_visits.row,
    staged_visits.grant_id,
    staged_visits.visited_on,
    staged_visits.status,
    min(others.status) filter (
        where
            others.status in ('running', 'closed') and staged_visits.status in ('running', 'closed')
            and others.status <> staged_visits.status
    ) as contrary_status
from staged_visits
inner join others using (grant_id, visited_on)
group by all
