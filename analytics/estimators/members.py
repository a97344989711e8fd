"""Who is still in the groups: a running group of one or two is a different success than one of five."""

from __future__ import annotations

import pandas as pd

from analytics.estimate import Estimate
from analytics.estimators.asked import Asked
from analytics.estimators.groups import estimate, groups, summed
from analytics.estimators.persistence import share_intervals
from analytics.estimators.ratios import RatioColumns, ratio_interval
from analytics.methods.intervals import LOGIT, share_interval

COLUMNS = {
    "founding": RatioColumns(
        "active", "founding", "active_squared", "active_founding", "founding_squared", "counted"
    ),
    "running_founding": RatioColumns(
        "active", "running_founding", "active_squared", "running_active_founding", "running_founding_squared",
        "running_counted",
    ),
}  # fmt: skip
SIDE_COUNTS = ("counted", "running_counted", "running_uncounted", "unknown", "members_missing", "active", "founding")


def member_persistence(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Active over founding members, over groups with a verdict (closed = 0 active) or over running groups.

    The indicator's denominator says over which. A running group without a count leaves both sums; where
    more running groups lack the count than have it, what is left is mostly the closed ones and the figure is
    withheld (`members_not_recorded`). Intervals: Wilson's with n the groups, as if the members of a group went
    together, and the clustered one on the logit scale; the page prints the wider.
    """
    (denominator,) = asked.indicator.denominator
    columns = COLUMNS[denominator]
    answers = []
    for key, group in groups(rows, asked.by):
        counts = {name: summed(group, (name,)) for name in SIDE_COUNTS}
        n = summed(group, (columns.grants,))
        withheld = _withheld(n, counts, asked)
        if withheld:
            answers.append(estimate(asked, key, group, n=n, withheld=withheld, counts=counts))
            continue
        value = summed(group, (columns.y,)) / summed(group, (columns.x,))
        intervals = (share_interval(value * n, n), ratio_interval(asked, key, group, columns, value, LOGIT))
        answers.append(estimate(asked, key, group, n=n, value=value, intervals=intervals, counts=counts))
    return answers


def nearly_alone_rate(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Running groups whose last verdict had at most 2 active members, over running groups with the count."""
    answers = []
    for key, group in groups(rows, asked.by):
        counts = {name: summed(group, (name,)) for name in (*SIDE_COUNTS, "nearly_alone")}
        n = counts["running_counted"]
        withheld = _withheld(n, counts, asked)
        if withheld:
            answers.append(estimate(asked, key, group, n=n, withheld=withheld, counts=counts))
            continue
        intervals = share_intervals(asked, key, group, "nearly_alone", ("running_counted",))
        value = counts["nearly_alone"] / n
        answers.append(estimate(asked, key, group, n=n, value=value, intervals=intervals, counts=counts))
    return answers


def _withheld(n: int, counts: dict[str, int], asked: Asked) -> str | None:
    if counts["running_uncounted"] > counts["running_counted"]:
        return "members_not_recorded"
    return asked.indicator.withheld_as if n < asked.indicator.fewest else None
