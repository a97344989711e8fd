-- Question: how many grants did each programme disburse in each year, and of what amounts?
-- Grain: one row per programme and disbursement year.
-- Parameters: $as_of DATE.
select
    programme,
    year(disbursed_on) as cohort_year,
    count(*) as grants,
    min(amount_idr)::BIGINT as smallest_amount_idr,
    max(amount_idr)::BIGINT as largest_amount_idr
from data.grants
where disbursed_on <= $as_of::DATE
group by all
order by all
