-- Question: how old is a grant, in months, on a day?
-- Grain: macros of one value each.
-- Parameters (of the macros): from_on DATE, to_on DATE, closed_on DATE; null where either day is.
-- Whole calendar months completed, plus the days since the last anniversary over the days from it to the next: an
--   anniversary is exactly 12. One that its month lacks is that month's last day: 31 January, 28 February, 31 March.
--   age_months of analytics/methods/ages.py is the same in Python.
-- Not additive: the time between two days of one grant is the difference of its ages on them.
-- closing_age_months: the age at which a business was seen closed, half a day where that was the day of disbursement.
create or replace macro age_months(from_on, to_on) as
    datesub('month', from_on, to_on)
    + date_diff('day', (from_on + to_months(datesub('month', from_on, to_on)))::DATE, to_on)
    / date_diff(
        'day',
        (from_on + to_months(datesub('month', from_on, to_on)))::DATE,
        (from_on + to_months(datesub('month', from_on, to_on) + 1))::DATE
    );

create or replace macro closing_age_months(from_on, closed_on) as case
    when closed_on is not null
        then
            greatest(
                age_months(from_on, closed_on), 0.5 / date_diff('day', from_on, (from_on + interval 1 month)::DATE)
            )
end;
