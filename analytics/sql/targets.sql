-- Question: how many grants were delivered where a target was set, for years that have begun by the as-of date?
-- Grain: one row per group of the chosen dimensions, for the dimensions that targets have
--   (programme, delivery, regency, regency_type, cohort_year).
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
-- A grant counts for the target of its budget year, else of the year in which it was disbursed.
with

everything as (
    select
        programme,
        regency_code,
        coalesce(budget_year, cohort_year) as target_year,
        count(*) as delivered,
        count(*) filter (where visit_count = 0) as unvisited
    from grants_at(
        $as_of::DATE,
        struct_pack(
            programme := (($picked)['programme'])::VARCHAR[], delivery := (($picked)['delivery'])::VARCHAR[],
            regency := (($picked)['regency'])::VARCHAR[], regency_type := (($picked)['regency_type'])::VARCHAR[],
            district := null::VARCHAR[], cohort_year := null::INTEGER[],
            business_category := null::VARCHAR[], amount_band := null::VARCHAR[],
            funding_source := null::VARCHAR[]
        ),
        []::VARCHAR[]
    )
    group by all
),

set_targets as (
    select
        targets.*,
        programmes.delivery,
        regencies.regency_type,
        struct_pack(
            programme := case when list_contains($by::VARCHAR[], 'programme') then programme end,
            delivery := case when list_contains($by::VARCHAR[], 'delivery') then programmes.delivery end,
            regency := case when list_contains($by::VARCHAR[], 'regency') then regency_code end,
            regency_type := case when list_contains($by::VARCHAR[], 'regency_type') then regencies.regency_type end,
            cohort_year := case when list_contains($by::VARCHAR[], 'cohort_year') then targets.year end
        ) as grouping
    from data.targets
    inner join reference.programmes using (programme)
    left join reference.regencies using (regency_code)
    where
        targets.year <= year($as_of::DATE)
        and (($picked)['programme'] is null or list_contains(($picked)['programme'], programme))
        and (($picked)['delivery'] is null or list_contains(($picked)['delivery'], programmes.delivery))
        and (($picked)['regency'] is null or list_contains(($picked)['regency'], regency_code))
        and (($picked)['regency_type'] is null or list_contains(($picked)['regency_type'], regencies.regency_type))
        and (($picked)['cohort_year'] is null or list_contains(($picked)['cohort_year'], targets.year))
)

select
    set_targets.grouping,
    list_sort(list(distinct set_targets.programme)) as programmes,
    coalesce(sum(everything.delivered), 0)::BIGINT as delivered,
    sum(set_targets.target_grants)::BIGINT as target,
    coalesce(sum(everything.unvisited), 0)::BIGINT as unvisited
from set_targets
left join everything
    on
        set_targets.programme = everything.programme
        and set_targets.regency_code = everything.regency_code
        and set_targets.year = everything.target_year
group by all
order by all
