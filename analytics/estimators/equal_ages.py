"""What a grant bought at equal ages: the cost of a business still running then, and months of business."""

from __future__ import annotations

import math
from collections.abc import Callable

from analytics.estimate import Context, Count, Estimate
from analytics.estimators.group import Group
from analytics.estimators.survival import interval_counts
from analytics.methods.business_months import cost_alive_idr, months_running, per_million
from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.survival_at_age import survival_at_age, survival_at_age_withheld
from analytics.methods.targets import Ends, both_targets

Found = tuple[float, Ends, Ends]
"""A figure, its ends in these places, and its ends were it repeated."""


def cost_per_business_alive(group: Group, *, age_months: int) -> Estimate:
    """A mean grant, in rupiah of `price_year`, over the share that runs at an age; n = all grants of the curve.

    The amount is a complete count, so the ends are those of survival turned over. Withheld as survival at that age is;
    `several_programmes`; `no_upper_end` where survival may be zero.
    """

    def cost(counts: IntervalCounts, amount_idr: float) -> Found:
        found = survival_at_age(counts, age_months)
        if found.survival == 0:
            return math.inf, (0.0, math.inf), (0.0, math.inf)
        value, places = cost_alive_idr(found.survival, found.in_places, amount_idr)
        return value, places, cost_alive_idr(found.survival, found.were_it_repeated, amount_idr)[1]

    return _at_equal_age(group, age_months, cost)


def business_months_per_million(group: Group, *, age_months: int) -> Estimate:
    """Mean months of business up to an age for each Rp 1 million of `price_year`; n = all grants of the curve.

    Ends: those of the restricted mean, over the mean grant. Withheld as survival at that age is; `several_programmes`.
    """

    def months(counts: IntervalCounts, amount_idr: float) -> Found:
        found = months_running(counts, age_months)
        value, places = per_million(found.months, found.in_places, amount_idr)
        return value, places, per_million(found.months, found.were_it_repeated, amount_idr)[1]

    return _at_equal_age(group, age_months, months)


def _at_equal_age(group: Group, age_months: int, figure: Callable[[IntervalCounts, float], Found]) -> Estimate:
    counts, n = interval_counts(group).pooled(), group.sum("grants")
    verdicts = counts.verdicts_by_regency()
    numbers: dict[Count, int] = {"known": int(verdicts.sum()), "closures": counts.closures}
    context: Context = {"price_year": group.first("prices_of_year")} if n else {}
    withheld = survival_at_age_withheld(counts, group.column(f"grants_{age_months}"))
    if group.rows["programme"].nunique() > 1:
        withheld = "several_programmes"
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=numbers, context=context)
    value, places, repeated = figure(counts, group.sum("real_amount_idr") / n)
    if not math.isfinite(max(places[1], repeated[1])):
        return group.estimate(n=n, withheld="no_upper_end", counts=numbers, context=context)
    intervals = both_targets(places, repeated, verdicts, is_of_places=group.question.is_of_places)
    return group.estimate(value, n=n, intervals=intervals, counts=numbers, context=context)
