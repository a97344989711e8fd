-- Question: how do grants and families of the selected places compare with the poor people who live there?
-- Grain: one row per group of the chosen dimensions; a place that no grant reached has a row with 0.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- poor_people: of the places in the group (all selected places where the group names none);
-- families_everywhere, poor_people_everywhere: the same selection without its places.
with

places as (
    select
        struct_pack(
            regency := case when list_contains($by::VARCHAR[], 'regency') then regency_code end,
            regency_type := case when list_contains($by::VARCHAR[], 'regency_type') then regency_type end
        ) as place,
        sum(poor_people)::BIGINT as poor_people
    from reference.regencies
    where
        (($picked)['regency'] is null or list_contains(($picked)['regency'], regency_code))
        and (($picked)['regency_type'] is null or list_contains(($picked)['regency_type'], regency_type))
    group by place
),

everywhere as (
    select
        *,
        struct_pack(regency := grouping.regency, regency_type := grouping.regency_type) as place,
        struct_pack(
            programme := grouping.programme, delivery := grouping.delivery, cohort_year := grouping.cohort_year,
            business_category := grouping.business_category, amount_band := grouping.amount_band,
            funding_source := grouping.funding_source
        ) as rest
    from grants_at(
        $as_of::DATE,
        struct_pack(
            programme := (($picked)['programme'])::VARCHAR[], delivery := (($picked)['delivery'])::VARCHAR[],
            regency := null::VARCHAR[], regency_type := null::VARCHAR[], district := null::VARCHAR[],
            cohort_year := (($picked)['cohort_year'])::INTEGER[],
            business_category := (($picked)['business_category'])::VARCHAR[],
            amount_band := (($picked)['amount_band'])::VARCHAR[],
            funding_source := (($picked)['funding_source'])::VARCHAR[]
        ),
        $by::VARCHAR[]
    )
),

rests as (
    select rest, list_sort(list(distinct programme)) as programmes, sum(family_count)::BIGINT as families_everywhere
    from everywhere
    group by rest
    union all
    select
        struct_pack(
            programme := null::VARCHAR, delivery := null::VARCHAR, cohort_year := null::BIGINT,
            business_category := null::VARCHAR, amount_band := null::VARCHAR,
            funding_source := null::VARCHAR
        ) as rest,
        []::VARCHAR[] as programmes,
        0 as families_everywhere
    where
        not exists (select 1 from everywhere)
        and list_has_all(['regency', 'regency_type'], $by::VARCHAR[])
),

reached as (
    select
        rest,
        place,
        list_sort(list(distinct programme)) as programmes,
        count(*) as grants,
        sum(family_count)::BIGINT as families,
        count(*) filter (where visit_count = 0) as unvisited
    from everywhere
    where
        (($picked)['regency'] is null or list_contains(($picked)['regency'], regency_code))
        and (($picked)['regency_type'] is null or list_contains(($picked)['regency_type'], regency_type))
    group by rest, place
)

select
    struct_pack(
        programme := rests.rest.programme, delivery := rests.rest.delivery, regency := places.place.regency,
        regency_type := places.place.regency_type, cohort_year := rests.rest.cohort_year,
        business_category := rests.rest.business_category, amount_band := rests.rest.amount_band,
        funding_source := rests.rest.funding_source
    ) as grouping,
    coalesce(reached.programmes, rests.programmes) as programmes,
    coalesce(reached.grants, 0) as grants,
    coalesce(reached.families, 0) as families,
    coalesce(reached.unvisited, 0) as unvisited,
    places.poor_people,
    (select sum(poor_people)::BIGINT from reference.regencies) as poor_people_everywhere,
    (select max(poor_people_year) from reference.regencies) as poor_people_year,
    rests.families_everywhere
from rests
cross join places
left join reached
    on reached.rest is not distinct from rests.rest and reached.place is not distinct from places.place
order by all
