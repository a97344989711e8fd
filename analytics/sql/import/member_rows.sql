-- Question: which grants to groups stand in several rows, one a member, and what does each group's amount say?
-- Grain: one row per repeated grant of a file that has a row for each member.
-- Parameters: none. repeated_keys holds the hashes of repeated ids; personal_parts lists the files with personal
--   columns; said_parts what the reader says of a row and its amount (group_amount, member_amount, grant).
create or replace temp table member_rows as
with

rows as (
    select
        staged_grants.*,
        programmes.least_idr,
        programmes.most_idr,
        exists (
            from findings
            where
                findings.tbl = 'grants' and findings.part = staged_grants.part and findings.row = staged_grants.row
                and findings.col in ('programme', 'amount_idr', 'disbursed_on', 'regency', 'regency_code')
        ) as is_unreadable
    from staged_grants
    inner join programmes using (programme)
    where programmes.delivery = 'group'
),

grants as (
    select
        part,
        grant_id,
        min(row) as first_row,
        count(*) as row_count,
        count(amount_idr) as amount_count,
        min(amount_idr) as least_amount_idr,
        max(amount_idr) as most_amount_idr,
        sum(amount_idr)::BIGINT as sum_idr,
        min(members) as members,
        any_value(least_idr) as least_idr,
        any_value(most_idr) as most_idr,
        count(recipient_sex) as sex_count,
        count(distinct recipient_sex) > 1 or count(distinct recipient_id) > 1 as are_persons_told_apart,
        count(*) filter (where recipient_sex = 'F') as women,
        not bool_or(is_unreadable) and count(distinct programme) = 1 and count(distinct regency_code) = 1
        and count(distinct district) <= 1 and count(distinct village) <= 1 and count(distinct business_type) <= 1
        and count(distinct disbursed_on) = 1 and count(distinct members) <= 1 as is_one_grant
    from rows
    where hash('grant_id', grant_id) in (select repeated_keys.key_hash from repeated_keys)
    group by part, grant_id
    having count(*) > 1
),

grants_of_files as (
    select part, count(distinct grant_id) as grant_count from rows
group by part
),

files as (
    select part
    from grants
    inner join grants_of_files using (part)
    where is_one_grant
    group by part
    having
        part in (
            select said_parts.part from said_parts
            where said_parts.said <> 'grant'
        )
        or (
            part not in (select said_parts.part from said_parts)
            and count(*) * 2 >= any_value(grant_count)
            and count(*) filter (where row_count = coalesce(members, greatest(row_count, 3))) * 2 >= count(*)
            and (part in (select personal_parts.part from personal_parts) or bool_or(are_persons_told_apart))
        )
),

readings as (
    select
        grants.*,
        said_parts.said,
        amount_count = row_count and least_amount_idr = most_amount_idr as is_amount_repeated,
        most_amount_idr between least_idr and most_idr as is_usual_of_group,
        sum_idr between least_idr and most_idr and amount_count = row_count
        and row_count = coalesce(members, row_count) as is_sum_usual,
        most_amount_idr * row_count between least_idr and most_idr as is_product_usual
    from grants
    left join said_parts using (part)
    where is_one_grant and part in (select files.part from files)
)

select
    *,
    case
        when said = 'group_amount' then case when least_amount_idr = most_amount_idr then most_amount_idr end
        when said = 'member_amount' then sum_idr
        when amount_count = 1 and (is_usual_of_group or not is_product_usual) then most_amount_idr
        when is_amount_repeated and is_usual_of_group and not is_product_usual then most_amount_idr
        when is_sum_usual and not is_usual_of_group then sum_idr
    end as amount_idr,
    coalesce(
        said = 'member_amount', amount_count = row_count and is_sum_usual and not is_usual_of_group
    ) as is_summed
from readings
