-- Question: how old is each grant, when was it last seen running, first seen closed, and when first lost?
-- Grain: one row per group of the chosen dimensions and distinct (programme, regency, lower_months, upper_months,
--   age_months, lost_months); all grants, the young too.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- age_months: at the as-of date. lost_months: age at the first visit after the last running one that found the business
--   moved or not at all, half a day where that was the day of disbursement; null if none, or where it was seen closed.
select
    grants.grouping,
    grants.programme,
    grants.regency_type,
    grants.regency_code,
    grants.lower_months,
    grants.upper_months,
    age_months(grants.disbursed_on, $as_of::DATE) as age_months,
    closing_age_months(grants.disbursed_on, lost.lost_on) as lost_months,
    count(*) as grants,
    count(*) filter (where grants.visit_count = 0) as unvisited,
    count(*) filter (where grants.disbursed_on + interval 24 month <= $as_of::DATE) as grants_24
from grants_at($as_of::DATE, $picked, $by::VARCHAR[]) as grants
left join lost_at($as_of::DATE) as lost using (grant_id)
group by all
order by all
