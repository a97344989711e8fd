-- Question: of the grants that the selection picks, in what state was each on the as-of date, and of which group is it?
-- Grain: one row per grant disbursed by as_of_date that the selection picks.
-- Parameters (of the macro): as_of_date DATE; picked, a STRUCT with one list (or null = all) a dimension;
--   by_dimensions VARCHAR[], the dimensions that `grouping` keeps, the others are null in it; 'grant_id' parts each
--   grant from the others, for who checks a figure row by row.
-- The other columns are those of grant_states_at.
create or replace macro grants_at(as_of_date, picked, by_dimensions) as table
select
    states.*,
    struct_pack(
        programme := case when list_contains(by_dimensions, 'programme') then states.programme end,
        delivery := case when list_contains(by_dimensions, 'delivery') then states.delivery end,
        regency := case when list_contains(by_dimensions, 'regency') then states.regency_code end,
        regency_type := case when list_contains(by_dimensions, 'regency_type') then states.regency_type end,
        district := case when list_contains(by_dimensions, 'district') then states.district end,
        cohort_year := case when list_contains(by_dimensions, 'cohort_year') then states.cohort_year end,
        business_category :=
            case when list_contains(by_dimensions, 'business_category') then states.business_category end,
        amount_band := case when list_contains(by_dimensions, 'amount_band') then states.amount_band end,
        funding_source := case when list_contains(by_dimensions, 'funding_source') then states.funding_source end,
        grant_id := case when list_contains(by_dimensions, 'grant_id') then states.grant_id end
    ) as grouping
from grant_states_at(as_of_date) as states
where
    ((picked)['programme'] is null or list_contains((picked)['programme'], states.programme))
    and ((picked)['delivery'] is null or list_contains((picked)['delivery'], states.delivery))
    and ((picked)['regency'] is null or list_contains((picked)['regency'], states.regency_code))
    and ((picked)['regency_type'] is null or list_contains((picked)['regency_type'], states.regency_type))
    and ((picked)['district'] is null or list_contains((picked)['district'], states.district))
    and ((picked)['cohort_year'] is null or list_contains((picked)['cohort_year'], states.cohort_year))
    and (
        (picked)['business_category'] is null
        or list_contains((picked)['business_category'], states.business_category)
    )
    and ((picked)['amount_band'] is null or list_contains((picked)['amount_band'], states.amount_band))
    and ((picked)['funding_source'] is null or list_contains((picked)['funding_source'], states.funding_source));
