-- Question: how complete is each column, year by year?
-- Grain: one row per table, column and year (of disbursement for grants, of the visit for visits).
-- Parameters: none.
with

grant_years as (
    select year(disbursed_on) as year, count(*) as row_count, count(columns(*)) as '\0'
    from data.grants
    group by year(disbursed_on)
),

visit_years as (
    select year(visited_on) as year, count(*) as row_count, count(columns(*)) as '\0'
    from data.visits
    group by year(visited_on)
),

grant_columns as (
    unpivot grant_years on columns(* exclude (year, row_count)) into name column_name value filled
),

visit_columns as (
    unpivot visit_years on columns(* exclude (year, row_count)) into name column_name value filled
)

select 'grants' as table_name, column_name, year, filled / row_count as filled_share from grant_columns
union all
select 'visits' as table_name, column_name, year, filled / row_count as filled_share from visit_columns
order by table_name, year
