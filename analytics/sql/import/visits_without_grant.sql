-- Question: which visits belong to no grant, or come before its disbursement?
-- Grain: one finding per visit.
-- Parameters: none. known_grants holds the grants as they will be after the import.
insert into findings by name
select
    'visits' as tbl,
    part,
    row,
    case when known_grants.grant_id is null then 'grant_id' else 'visited_on' end as col,
    case when known_grants.grant_id is null then staged_visits.grant_id else visited_on::VARCHAR end as found,
    case
        when known_grants.grant_id is not null then 'visit_before_disbursement'
        when
            staged_visits.grant_id in (select left_out.grant_id from left_out
where left_out.tbl = 'grants')
            then 'grant_left_out'
        when staged_visits.grant_id in (select rejected_grants.grant_id from rejected_grants) then 'grant_rejected'
        else 'unknown_grant'
    end as problem,
    json_object('grant_id', staged_visits.grant_id, 'disbursed_on', disbursed_on)::VARCHAR as details,
    true as is_rejection
from staged_visits
left join known_grants using (grant_id)
where known_grants.grant_id is null or visited_on < disbursed_on
