"""Shares of what was recorded: the Ministry's classes, turnover against the minimum wage, deciles of welfare."""

from __future__ import annotations

from analytics.estimate import CompleteCount, Context, Estimate
from analytics.estimators.group import Group
from analytics.estimators.two_targets import of_share


def recorded_share(group: Group) -> Estimate:
    """The indicator's numerator over those recorded; n = recorded, the others are `not_recorded` in the counts.

    Columns: numerator, recorded, not_recorded, population, and wage_year where there is one. Assumes that whether
    something was recorded says nothing of what it was.
    """
    (successes,) = group.indicator.numerator
    n = group.sum("recorded")
    counts = group.counts("not_recorded")
    context: Context = (
        {"minimum_wage_year": int(group.rows["wage_year"].max())} if "wage_year" in group.rows and n else {}
    )
    if n < group.indicator.fewest:
        return group.estimate(n=n, withheld=group.indicator.withheld_as, counts=counts, context=context)
    intervals = of_share(group, successes, ("recorded",), ("population",))
    return group.estimate(group.sum(successes) / n, n=n, intervals=intervals, counts=counts, context=context)


def recorded_complete_share(group: Group) -> Estimate:
    """The same of a register: all that were recorded were counted, so nothing is bracketed."""
    (successes,) = group.indicator.numerator
    n, counts = group.sum("recorded"), group.counts("not_recorded")
    if n < group.indicator.fewest:
        return group.estimate(n=n, withheld=group.indicator.withheld_as, counts=counts)
    return group.estimate(group.sum(successes) / n, n=n, intervals=(CompleteCount(),), counts=counts)
