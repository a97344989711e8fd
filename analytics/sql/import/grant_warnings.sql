-- Question: what is unusual about grants that are otherwise in order?
-- Grain: one finding per grant and question.
-- Parameters: none. counted_parts lists the files that have a column of members.
insert into findings by name
with

grants as (
    select staged_grants.*, programmes.*
    from staged_grants
    inner join programmes using (programme)
)

select 'grants' as tbl, part, row, 'amount_idr' as col, amount_idr::VARCHAR as found, 'amount_unusual' as problem,
    json_object('programme', programme, 'least', least_idr, 'most', most_idr)::VARCHAR as details
from grants
where amount_idr not between least_idr and most_idr

union all

select 'grants', part, row, 'members', members::VARCHAR, 'members_unusual',
    json_object('programme', programme, 'usual', usual_members)::VARCHAR
from grants
where members <> usual_members

union all

select 'grants', part, row, 'members', '', 'members_missing', json_object('usual', usual_members)::VARCHAR
from grants
where members is null and delivery = 'group' and part in (select part from counted_parts)

union all

select 'grants', part, row, 'programme', programme, 'programme_year_unusual',
    json_object('programme', programme, 'year', year(disbursed_on))::VARCHAR
from grants
where year(disbursed_on) not between first_year and last_year

union all

select 'grants', part, row, 'budget_year', budget_year::VARCHAR, 'budget_year_differs',
    json_object('year', year(disbursed_on))::VARCHAR
from grants
where budget_year <> year(disbursed_on)
