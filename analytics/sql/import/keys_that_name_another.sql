-- Question: which numbers that the data holds already are now of another grant, or of a visit on another day?
-- Grain: one row per record.
-- Parameters: none. stored_grants and stored_visits are the data to which records are added.
select
    'grants' as tbl,
    part,
    row,
    grant_id as key,
    concat_ws(' ', stored_grants.programme, stored_grants.regency_code, stored_grants.disbursed_on) as was,
    concat_ws(' ', staged_grants.programme, staged_grants.regency_code, staged_grants.disbursed_on) as is_now
from staged_grants
inner join stored_grants using (grant_id)
where
    staged_grants.programme <> stored_grants.programme
    or (
        staged_grants.regency_code <> stored_grants.regency_code
        and staged_grants.disbursed_on <> stored_grants.disbursed_on
    )

union all

select
    'visits', part, row, visit_id,
    concat_ws(' ', stored_visits.grant_id, stored_visits.visited_on),
    concat_ws(' ', staged_visits.grant_id, staged_visits.visited_on)
from staged_visits
inner join stored_visits using (visit_id)
where staged_visits.grant_id <> stored_visits.grant_id or staged_visits.visited_on <> stored_visits.visited_on
order by part, row
