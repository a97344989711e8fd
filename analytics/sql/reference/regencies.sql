-- Question: which regencies and cities are there, and how many poor people live in each?
-- Grain: one row per regency or city.
-- Parameters: $file, the shipped table; the agency's own, where it imported one, goes before it.
create table reference.regencies as
with shipped as (
    select
        regency_code,
        bps_code,
        regency_name,
        regency_type,
        capital,
        district_count::SMALLINT as district_count,
        poor_people::BIGINT as poor_people,
        poor_people_year::SMALLINT as poor_people_year
    from read_csv($file, all_varchar = true)
    where not exists (select 1 from data.regencies)
)

select * from shipped
union all by name
select * from data.regencies
