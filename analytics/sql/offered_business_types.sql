-- Question: of the business types that a programme is published to offer, how many grants went to each?
-- Grain: one row per programme and offered category, in the published order, and one with category null for its grants
--   outside the offer.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- Types that fall in one category (fishing, aquaculture) are listed and counted together.
with

offers as (
    select
        programme,
        cohort_year,
        business_category,
        min(position) as position,
        list(offered_type order by position) as offered_types,
        any_value(source) as source
    from reference.offered_business_types
    group by programme, cohort_year, business_category
),

programmes_offering as (
    select distinct programme, cohort_year, source from offers
),

counted as (
    select
        programmes_offering.programme,
        programmes_offering.cohort_year,
        offers.business_category,
        count(*) as grants
    from grants_at($as_of::DATE, $picked, $by::VARCHAR[]) as picked_grants
    inner join programmes_offering
        on
            picked_grants.programme = programmes_offering.programme
            and (programmes_offering.cohort_year is null or picked_grants.cohort_year = programmes_offering.cohort_year)
    left join offers
        on
            programmes_offering.programme = offers.programme
            and programmes_offering.cohort_year is not distinct from offers.cohort_year
            and picked_grants.business_category = offers.business_category
    group by all
),

listed as (
    select * from offers
    union all by name
    select programme, cohort_year, source, 99 as position, []::VARCHAR[] as offered_types from programmes_offering
)

select
    listed.programme,
    listed.cohort_year,
    listed.business_category as category,
    listed.offered_types,
    listed.source,
    coalesce(counted.grants, 0) as grants
from listed
left join counted
    on
        listed.programme = counted.programme
        and listed.cohort_year is not distinct from counted.cohort_year
        and listed.business_category is not distinct from counted.business_category
order by listed.programme desc, listed.position
