-- Question: when was each grant last seen running, and when first seen closed?
-- Grain: one row per group of the chosen dimensions and distinct (programme, regency, lower_months, upper_months); all
--   grants, the young too.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- grants_6, grants_12, grants_24, grants_36, grants_48: those at least that many calendar months old.
-- real_amount_idr: summed, at prices of the last December that the shipped index has (prices_of_year); amounts of later
--   years stand as they are.
-- median_gap_months: between two visits to a grant of the row's group, or from disbursement to the first.
with

last_index as (
    select max(year) as prices_of_year, max_by(cpi_dec_2015_100, year) as cpi_dec_2015_100 from reference.price_index
),

gaps as (
    select grouping, median(gap_months) as median_gap_months
    from visit_gaps_at($as_of::DATE, $picked, $by::VARCHAR[])
    group by grouping
)

select
    grants.grouping,
    grants.programme,
    grants.regency_type,
    grants.regency_code,
    grants.lower_months,
    grants.upper_months,
    gaps.median_gap_months,
    count(*) as grants,
    count(*) filter (where grants.visit_count = 0) as unvisited,
    count(*) filter (where grants.disbursed_on + interval 6 month <= $as_of::DATE) as grants_6,
    count(*) filter (where grants.disbursed_on + interval 12 month <= $as_of::DATE) as grants_12,
    count(*) filter (where grants.disbursed_on + interval 24 month <= $as_of::DATE) as grants_24,
    count(*) filter (where grants.disbursed_on + interval 36 month <= $as_of::DATE) as grants_36,
    count(*) filter (where grants.disbursed_on + interval 48 month <= $as_of::DATE) as grants_48,
    any_value(last_index.prices_of_year) as prices_of_year,
    sum(
        round(
            grants.amount_idr * last_index.cpi_dec_2015_100
            / coalesce(price_index.cpi_dec_2015_100, last_index.cpi_dec_2015_100)
        )
    )::BIGINT as real_amount_idr
from grants_at($as_of::DATE, $picked, $by::VARCHAR[]) as grants
cross join last_index
left join reference.price_index as price_index on grants.cohort_year = price_index.year
left join gaps on grants.grouping is not distinct from gaps.grouping
group by all
order by all
