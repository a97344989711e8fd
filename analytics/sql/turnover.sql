-- Question: what do the businesses that were lately seen running turn over in a month, and what did they before?
-- Grain: one row per group of the chosen dimensions and distinct (regency, turnover, change); running grants at least 6
--   months old whose verdict is at most 12 months old.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- In rupiah of December of price_year, the last year of the price index: by the index of the year of the visit and, for
-- the turnover before the grant, of the year of disbursement. Years beyond the index are priced as its nearest year.
-- turnover_idr: null where not recorded. change_idr: against the turnover before the grant, null where that is not.
with

index_ends as (
    select
        min(year) as first_year,
        max(year) as last_year,
        arg_max(cpi_dec_2015_100, year) as last_index
    from reference.price_index
),

priced as (
    select
        grants.*,
        index_ends.last_year as price_year,
        round(grants.monthly_turnover_idr * index_ends.last_index / now_index.cpi_dec_2015_100) as turnover_idr,
        round(grants.baseline_turnover_idr * index_ends.last_index / then_index.cpi_dec_2015_100) as baseline_idr
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[]) as grants
    cross join index_ends
    inner join reference.price_index as now_index
        on now_index.year = least(greatest(year(grants.verdict_on), index_ends.first_year), index_ends.last_year)
    inner join reference.price_index as then_index
        on then_index.year = least(greatest(grants.cohort_year, index_ends.first_year), index_ends.last_year)
    where
        grants.is_old_enough
        and grants.verdict = 'running'
        and grants.verdict_on >= $as_of::DATE - interval 12 month
)

select
    grouping,
    programme,
    regency_code,
    price_year,
    turnover_idr,
    turnover_idr - baseline_idr as change_idr,
    count(*) as businesses,
    0 as unvisited
from priced
group by all
order by all
