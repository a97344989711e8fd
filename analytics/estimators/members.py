"""Who is still in the groups: a running group of one or two is a different success than one of five."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.estimate import Count, Estimate
from analytics.estimators.group import Group
from analytics.estimators.ratios import RatioColumns, ratio_interval, share_intervals
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
SIDE_COUNTS: tuple[Count, ...] = (
    "counted", "running_counted", "running_uncounted", "unknown", "members_missing", "active", "founding",
)  # fmt: skip


def member_persistence(group: Group) -> Estimate:
    """Active over founding members, over groups with a verdict (closed = 0 active) or over running groups.

    The indicator's denominator says over which. A running group without a count leaves both sums; where
    more running groups lack the count than have it, what is left is mostly the closed ones and the figure is
    withheld (`members_not_recorded`). Intervals: Wilson's with n the groups, as if the members of a group went
    together, and the clustered one on the logit scale; the page shows the wider.
    """
    (denominator,) = group.indicator.denominator
    columns = COLUMNS[denominator]
    counts = group.counts(*SIDE_COUNTS)
    n = group.sum(columns.grants)
    withheld = _withheld(group, n, counts)
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=counts)
    value = group.sum(columns.y) / group.sum(columns.x)
    intervals = (share_interval(value * n, n), ratio_interval(group, columns, value, LOGIT))
    return group.estimate(value, n=n, intervals=intervals, counts=counts)


def nearly_alone_rate(group: Group) -> Estimate:
    """Running groups whose last verdict had at most 2 active members, over running groups with the count."""
    counts = group.counts(*SIDE_COUNTS, "nearly_alone")
    n = counts["running_counted"]
    withheld = _withheld(group, n, counts)
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=counts)
    intervals = share_intervals(group, "nearly_alone", ("running_counted",))
    return group.estimate(counts["nearly_alone"] / n, n=n, intervals=intervals, counts=counts)


def _withheld(group: Group, n: int, counts: Mapping[Count, int]) -> str | None:
    if counts["running_uncounted"] > counts["running_counted"]:
        return "members_not_recorded"
    return group.indicator.withheld_as if n < group.indicator.fewest else None
