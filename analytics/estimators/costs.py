"""What was paid for each business, and each person, that is still there: shared by group and individual grants."""

from __future__ import annotations

import pandas as pd

from analytics.estimate import Estimate, Interval
from analytics.estimators.asked import Asked
from analytics.estimators.groups import estimate, groups, summed
from analytics.estimators.ratios import RatioColumns, ratio_interval
from analytics.methods.intervals import LEVEL, LOG, share_interval

BUSINESS = RatioColumns("amount_idr", "running", "amount_squared", "amount_running", "running", "known")
MEMBER = RatioColumns(
    "member_amount_idr", "member_active", "member_amount_squared", "member_amount_active",
    "member_active_squared", "member_known",
)  # fmt: skip
SIDE_COUNTS = (
    "known", "running", "unknown", "running_uncounted", "running_groups_counted", "member_known", "member_running",
    "member_active", "member_founding",
)  # fmt: skip


def cost_per_surviving_business(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Rupiah of grants with a verdict / how many of them run.

    Intervals: the clustered one on the log scale, and the one that the share still running gives to a mean grant; the
    page prints the wider.
    """
    return _cost(rows, asked, BUSINESS, "running", "known")


def cost_per_active_member(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Rupiah of grants with a verdict / active members of them; a running individual is one.

    Running groups without a count of members leave both sums; where more lack the count than have it the figure is
    withheld (`members_not_recorded`). Intervals as above, by the share of members still active.
    """
    return _cost(rows, asked, MEMBER, "member_running", "member_founding")


def _cost(rows: pd.DataFrame, asked: Asked, columns: RatioColumns, still_running: str, at_first: str) -> list[Estimate]:
    answers = []
    for key, group in groups(rows, asked.by):
        counts = {name: summed(group, (name,)) for name in SIDE_COUNTS}
        n = summed(group, (columns.grants,))
        divisor = summed(group, (columns.x,))
        withheld = None
        if counts[still_running] < asked.indicator.fewest:
            withheld = asked.indicator.withheld_as
        elif divisor == 0:
            withheld = "no_active_members"
        if columns is MEMBER and counts["running_uncounted"] > counts["running_groups_counted"]:
            withheld = "members_not_recorded"
        if withheld:
            answers.append(estimate(asked, key, group, n=n, withheld=withheld, counts=counts))
            continue
        value = summed(group, (columns.y,)) / divisor
        intervals = (
            _by_share_left(value, divisor / counts[at_first], n),
            ratio_interval(asked, key, group, columns, value, LOG),
        )
        answers.append(estimate(asked, key, group, n=n, value=value, intervals=intervals, counts=counts))
    return answers


def _by_share_left(value: float, share: float, n: int) -> Interval:
    """The cost at either end of the share's own interval: wide where grants, or regencies, are all alike."""
    left = share_interval(share * n, n)
    assert left.lower and left.upper
    return Interval("sampling", left.method, value * share / left.upper, value * share / left.lower, LEVEL)
