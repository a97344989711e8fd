-- Question: which grant programmes are there, how is each delivered, and what does one grant of it count as?
-- Grain: one row per programme.
-- Parameters: $programmes, a list of STRUCT: those of analytics/programmes.py.
create table reference.programmes as
select
    programmes.programme.code::VARCHAR as programme,
    programmes.programme.delivery::VARCHAR as delivery,
    programmes.programme.unit_of_count::VARCHAR as unit_of_count,
    programmes.programme.usual_members::SMALLINT as usual_members
from (select unnest($programmes) as programme) as programmes
