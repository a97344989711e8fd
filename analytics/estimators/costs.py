"""What was paid for each business, and each person, that is still there: shared by group and individual grants."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.estimate import Count, Estimate, Sampling
from analytics.estimators.group import Group
from analytics.estimators.ratios import RatioColumns, ratio_interval
from analytics.methods.intervals import LEVEL, LOG, share_interval

BUSINESS = RatioColumns("amount_idr", "running", "amount_squared", "amount_running", "running", "known")
MEMBER = RatioColumns(
    "member_amount_idr", "member_active", "member_amount_squared", "member_amount_active",
    "member_active_squared", "member_known",
)  # fmt: skip
SIDE_COUNTS: tuple[Count, ...] = (
    "known", "running", "unknown", "running_uncounted", "running_groups_counted", "member_known", "member_running",
    "member_active", "member_founding",
)  # fmt: skip


def cost_per_surviving_business(group: Group) -> Estimate:
    """Rupiah of grants with a verdict / how many of them run.

    Intervals: the clustered one on the log scale, and the one that the share still running gives to a mean grant; the
    page shows the wider.
    """
    counts = group.counts(*SIDE_COUNTS)
    withheld = group.indicator.withheld_as if counts["running"] < group.indicator.fewest else None
    return _cost(group, BUSINESS, counts, counts["known"], withheld)


def cost_per_active_member(group: Group) -> Estimate:
    """Rupiah of grants with a verdict / active members of them; a running individual is one.

    Running groups without a count of members leave both sums; where more lack the count than have it the figure is
    withheld (`members_not_recorded`). Intervals as above, by the share of members still active.
    """
    counts = group.counts(*SIDE_COUNTS)
    withheld = None
    if counts["running_uncounted"] > counts["running_groups_counted"]:
        withheld = "members_not_recorded"
    elif counts["member_running"] < group.indicator.fewest:
        withheld = group.indicator.withheld_as
    elif not counts["member_active"]:
        withheld = "no_active_members"
    return _cost(group, MEMBER, counts, counts["member_founding"], withheld)


def _cost(
    group: Group, columns: RatioColumns, counts: Mapping[Count, int], at_first: int, withheld: str | None
) -> Estimate:
    """`at_first`: how many businesses, or members, there were; the divisor is how many are left."""
    n, left = group.sum(columns.grants), group.sum(columns.x)
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=counts)
    value = group.sum(columns.y) / left
    intervals = (_by_share_left(value, left / at_first, n), ratio_interval(group, columns, value, LOG))
    return group.estimate(value, n=n, intervals=intervals, counts=counts)


def _by_share_left(value: float, share: float, n: int) -> Sampling:
    """The cost at either end of the share's own interval: wide where grants, or regencies, are all alike."""
    left = share_interval(share * n, n)
    return Sampling(left.method, value * share / left.upper, value * share / left.lower, LEVEL)
