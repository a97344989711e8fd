"""What S(24) hangs on: visits that avoid closed businesses, and those found moved or not at all."""

from __future__ import annotations

from analytics.estimate import Context, Count, Estimate, Sensitivity
from analytics.estimators.group import Group
from analytics.estimators.survival import interval_counts
from analytics.methods.survival_at_age import avoided_visits, lost_as_closed, survival_at_age, survival_at_age_withheld

AGE_MONTHS = 24
SPEEDS = (0.5, 2.0, 3.0)


def survival_24_what_if(group: Group) -> Estimate:
    """S(24) between the lowest and the highest that it would be were the long unseen to close half, twice or three
    times as fast, or were the lost closed when they were not found; n = all grants of the curve.

    Kind sensitivity. `slow`, `twice`, `thrice` and `lost_as_closed` in the context, how many were `lost` in the counts.
    Withheld as S at an age is.
    """
    counts, n = interval_counts(group).pooled(), group.sum("grants")
    lost = group.rows["lost_months"].notna()
    numbers: dict[Count, int] = {"closures": counts.closures, "lost": group.where(lost).sum("grants")}
    withheld = survival_at_age_withheld(counts, group.column("grants_24"))
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=numbers)
    value = survival_at_age(counts, AGE_MONTHS).survival
    slow, twice, thrice = (avoided_visits(counts, group.column("age_months"), AGE_MONTHS, speed) for speed in SPEEDS)
    closed = survival_at_age(lost_as_closed(counts, group.column("lost_months")), AGE_MONTHS).survival
    context: Context = {"slow": slow, "twice": twice, "thrice": thrice, "lost_as_closed": closed}
    every = (value, slow, twice, thrice, closed)
    interval = Sensitivity("model", min(every), max(every))
    return group.estimate(value, n=n, intervals=(interval,), counts=numbers, context=context)
