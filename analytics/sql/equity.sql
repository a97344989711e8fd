-- Question: who was reached, as far as the export says: sex, poverty register, assessment before the grant, repeats?
-- Grain: one row per trait and its value (null: not recorded), counting grants. Sex and repeats are asked of
--   individuals,
--   women among the members of groups. Grants too young to be judged are in grants, not in running, closed or unknown.
-- recorded, asked: grants of the trait with a value, and all.
-- Parameters: $as_of DATE, $picked selection STRUCT.
-- repeat_recipient: whether the same recipient had an earlier grant, in the whole register.
with

picked_grants as (
    select * from grants_at($as_of::DATE, $picked, []::VARCHAR[])
),

recipients as (
    select grant_id, row_number() over (partition by recipient_id order by disbursed_on, grant_id) as place
    from data.grants
    where recipient_id is not null and disbursed_on <= $as_of::DATE
),

traits as (
    select 'recipient_sex' as trait, recipient_sex as value, verdict, is_old_enough
    from picked_grants
    where delivery = 'individual'
    union all
    select 'poverty_register', poverty_register, verdict, is_old_enough
    from picked_grants
    union all
    select
        'assessed',
        case when assessed_on <= disbursed_on then 'before' when assessed_on > disbursed_on then 'after' end,
        verdict,
        is_old_enough
    from picked_grants
    union all
    select
        'repeat_recipient',
        case when recipients.place > 1 then 'repeat' when recipients.place = 1 then 'first' end,
        verdict,
        is_old_enough
    from picked_grants
    left join recipients using (grant_id)
    where delivery = 'individual'
    union all
    select
        'women_of_groups',
        case
            when women_members is null or women_members > founding_members then null
            when women_members = 0 then 'none'
            when women_members < founding_members then 'some'
            else 'all'
        end,
        verdict,
        is_old_enough
    from picked_grants
    where delivery = 'group'
)

select
    trait,
    value,
    count(*) as grants,
    count(*) filter (where is_old_enough and verdict = 'running') as running,
    count(*) filter (where is_old_enough and verdict = 'closed') as closed,
    count(*) filter (where is_old_enough and verdict is null) as unknown,
    sum(count(value)) over (partition by trait)::BIGINT as recorded,
    sum(count(*)) over (partition by trait)::BIGINT as asked
from traits
group by trait, value
order by trait, value nulls last
