-- Question: how do grants and families of the selected places compare with the poor people who live there?
-- Grain: one row a group of the chosen dimensions.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- poor_people: of the places in the group (all selected places where the group names none);
-- families_everywhere, poor_people_everywhere: the same selection without its places.
with

places as (
    select *
    from regencies
    where
        (($picked)['regency'] is null or list_contains(($picked)['regency'], regency_code))
        and (($picked)['regency_type'] is null or list_contains(($picked)['regency_type'], regency_type))
),

everywhere as (
    select *
    from grants_at(
        $as_of::DATE,
        struct_pack(
            programme := (($picked)['programme'])::VARCHAR[], delivery := (($picked)['delivery'])::VARCHAR[],
            regency := null::VARCHAR[], regency_type := null::VARCHAR[], district := null::VARCHAR[],
            cohort_year := (($picked)['cohort_year'])::INTEGER[],
            business_category := (($picked)['business_category'])::VARCHAR[],
            amount_band := (($picked)['amount_band'])::VARCHAR[]
        ),
        $by::VARCHAR[]
    )
),

groups as (
    select
        grouping,
        list_sort(list(distinct programme)) as programmes,
        count(*) as grants,
        sum(family_count)::BIGINT as families,
        count(*) filter (where visit_count = 0) as unvisited
    from everywhere
    where regency_code in (select regency_code from places)
    group by grouping
),

families_by_rest as (
    select
        struct_pack(
            programme := grouping.programme, delivery := grouping.delivery, cohort_year := grouping.cohort_year,
            business_category := grouping.business_category, amount_band := grouping.amount_band
        ) as rest,
        sum(family_count)::BIGINT as families_everywhere
    from everywhere
    group by all
)

select
    groups.grouping,
    groups.programmes,
    groups.grants,
    groups.families,
    groups.unvisited,
    (
        select sum(places.poor_people)::BIGINT
        from places
        where
            (groups.grouping.regency is null or places.regency_code = groups.grouping.regency)
            and (groups.grouping.regency_type is null or places.regency_type = groups.grouping.regency_type)
    ) as poor_people,
    (select sum(poor_people)::BIGINT from regencies) as poor_people_everywhere,
    (select max(poor_people_year) from regencies) as poor_people_year,
    families_by_rest.families_everywhere
from groups
inner join families_by_rest
    on
        families_by_rest.rest = struct_pack(
            programme := groups.grouping.programme, delivery := groups.grouping.delivery,
            cohort_year := groups.grouping.cohort_year,
            business_category := groups.grouping.business_category, amount_band := groups.grouping.amount_band
        )
order by all
