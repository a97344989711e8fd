-- Question: which amounts were granted side by side, and how many of these businesses run, as far as is known?
-- Grain: one row per programme, disbursement year, business category, amount and regency.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- real_amount_idr: at prices of the last December that the shipped index has (prices_of_year); amounts of later years
--   stand as they are. old_enough: grants at least 6 months old. known, running: of these, those with a verdict.
with

last_index as (
    select max(year) as prices_of_year, max_by(cpi_dec_2015_100, year) as cpi_dec_2015_100 from reference.price_index
)

select
    granted.programme,
    granted.cohort_year,
    coalesce(granted.business_category, 'missing') as business_category,
    granted.amount_idr,
    round(
        granted.amount_idr * last_index.cpi_dec_2015_100
        / coalesce(price_index.cpi_dec_2015_100, last_index.cpi_dec_2015_100)
    )::BIGINT as real_amount_idr,
    last_index.prices_of_year,
    granted.regency_code,
    count(*) filter (where granted.is_old_enough) as old_enough,
    count(*) filter (where granted.is_old_enough and granted.verdict is not null) as known,
    count(*) filter (where granted.is_old_enough and granted.verdict = 'running') as running
from grants_at($as_of::DATE, $picked, []::VARCHAR[]) as granted
cross join last_index
left join reference.price_index on granted.cohort_year = price_index.year
group by all
order by all
