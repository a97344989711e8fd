-- Question: which files name each member of a group under an id of its own, so that a group would be many grants?
-- Grain: one row per file of which every run of rows alike in all but the id is as long as the group has members.
-- Parameters: none. personal_parts lists the files with personal columns.
with

rows as (
    select
        part,
        row,
        grant_id,
        members,
        amount_idr,
        hash(
            programme, regency_code, district, village, business_type, amount_idr, disbursed_on, members
        ) as alike_hash,
        programmes.delivery = 'group' and coalesce(members, 0) > 1 as is_of_group
    from staged_grants
    left join programmes using (programme)
    where part in (select personal_parts.part from personal_parts)
),

marked as (
    select *, row_number() over (partition by part order by row)
    - row_number() over (partition by part, alike_hash order by row) as run
    from rows
),

runs as (
    select
        part,
        min(row) as first_row,
        min(grant_id) as grant_id,
        count(*) as row_count,
        any_value(members) as members,
        any_value(amount_idr) as amount_idr,
        bool_and(is_of_group) and count(distinct grant_id) = count(*) as is_of_group
    from marked
    group by part, alike_hash, run
)

select part, min(first_row) as first_row, arg_min(grant_id, first_row) as grant_id, any_value(members) as row_count,
    arg_min(amount_idr, first_row) as amount_idr
from runs
group by part
having bool_and(is_of_group and row_count % members = 0) and count(*) > 1
