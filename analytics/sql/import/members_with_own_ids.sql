-- Question: which files name each member of a group under an id of its own, so that a group would be many grants?
-- Grain: one row per row of a file of which every run of rows alike in all but the id is as long as the group has
--   members, with the id of the first row of its group. Where members are not counted, and a heading or the reader says
--   that rows are members, a run is a group.
-- Parameters: none. personal_parts lists the files with personal columns and whether these name members, said_parts
--   what the reader says of a row.
create or replace temp table member_ids as
with

member_parts as (
    select said_parts.part
    from said_parts
    where said_parts.said <> 'grant'
    union all
    select personal_parts.part
    from personal_parts
    where personal_parts.names_members
),

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
        programmes.delivery = 'group'
        and coalesce(members > 1, part in (select member_parts.part from member_parts)) as is_of_group
    from staged_grants
    left join programmes using (programme)
    where
        part in (
            select said_parts.part from said_parts
            where said_parts.said <> 'grant'
        )
        or (
            part in (select personal_parts.part from personal_parts)
            and part not in (select said_parts.part from said_parts)
        )
),

marked as (
    select *, row_number() over (partition by part order by row)
    - row_number() over (partition by part, alike_hash order by row) as run
    from rows
),

runs as (
    select
        *,
        count(*) over of_run as row_count,
        count(distinct grant_id) over of_run as id_count,
        row_number() over (partition by part, alike_hash, run order by row) - 1 as place
    from marked
    window of_run as (partition by part, alike_hash, run)
),

files as (
    select part
    from runs
    group by part
    having
        bool_and(
            is_of_group and id_count = row_count and row_count > 1 and row_count % coalesce(members, row_count) = 0
        )
        and count(distinct run) > 1
)

select
    part,
    row,
    grant_id,
    coalesce(members, row_count) as members,
    amount_idr,
    min_by(grant_id, row)
        over (partition by part, alike_hash, run, place // coalesce(members, row_count)) as group_id
from runs
where part in (select files.part from files)
