-- Question: how many months lie between two days?
-- Grain: macros of one value each.
-- Parameters (of the macros): from_on DATE, to_on DATE, closed_on DATE; null where either day is.
-- A month is 30.4375 days, a twelfth of 365.25, in every age, interval and gap of these files; DAYS_A_MONTH of
--   analytics/sample/visits.py is the same in Python.
-- closing_age_months: the age at which a business was seen closed, half a day where that was the day of disbursement.
create or replace macro age_months(from_on, to_on) as date_diff('day', from_on, to_on) / 30.4375;

create or replace macro closing_age_months(from_on, closed_on) as case
    when closed_on is not null then greatest(age_months(from_on, closed_on), 0.5 / 30.4375)
end;
