-- Question: of the businesses lately seen running, how many turn over at least the minimum wage of their regency?
-- Grain: one row per group of the chosen dimensions and regency; running grants at least 6 months old whose verdict is
--   at most 12 months old.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- The wage is that of the latest year on file up to the year of the visit, else of the first on file (wage_year is the
-- latest of those used); turnover as it was recorded, in rupiah of the day of the visit.
with

lately_running as (
    select *, year(verdict_on) as visit_year
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
    where is_old_enough and verdict = 'running' and verdict_on >= $as_of::DATE - interval 12 month
),

wages as (
    select
        lately_running.grant_id,
        coalesce(
            max(wage.year) filter (where wage.year <= lately_running.visit_year), min(wage.year)
        ) as wage_year
    from lately_running
    left join reference.minimum_wage as wage using (regency_code)
    group by lately_running.grant_id
),

compared as (
    select
        lately_running.*,
        wage.year as wage_year,
        lately_running.monthly_turnover_idr is not null and wage.year is not null as is_recorded,
        lately_running.monthly_turnover_idr >= wage.minimum_wage_idr as is_at_minimum_wage
    from lately_running
    inner join wages using (grant_id)
    left join reference.minimum_wage as wage
        on lately_running.regency_code = wage.regency_code and wages.wage_year = wage.year
)

select
    grouping,
    regency_code,
    programme,
    coalesce(max(wage_year), 0) as wage_year,
    count(*) as population,
    count(*) filter (where is_recorded) as recorded,
    count(*) filter (where not is_recorded) as not_recorded,
    count(*) filter (where is_recorded and is_at_minimum_wage) as at_minimum_wage,
    0 as unvisited
from compared
group by all
order by all
