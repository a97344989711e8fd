"""From the columns of a query to the intervals of shares and ratios."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np

from analytics.estimate import Sampling
from analytics.estimators.group import Group
from analytics.methods.intervals import Floats, Scale, share_interval
from analytics.methods.ratios import RatioSums, clustered_ratio, clustered_share


@dataclass(frozen=True)
class RatioColumns:
    """Names of the query's columns: the sums of y and x, of their squares and product, and how many grants."""

    y: str
    x: str
    y_squared: str
    y_times_x: str
    x_squared: str
    grants: str

    def sums(self, group: Group) -> RatioSums:
        """These columns by regency."""
        return RatioSums(*group.by_regency(*astuple(self)).T)


def ratio_interval(group: Group, columns: RatioColumns, value: float, scale: Scale) -> Sampling | None:
    """The clustered interval of y / x; see `clustered_ratio`."""
    return clustered_ratio(columns.sums(group), value, scale, lambda: columns.sums(group.province()))


def share_intervals(group: Group, successes: str, trials: tuple[str, ...]) -> tuple[Sampling, Sampling | None]:
    """Wilson's interval and the clustered one of a share of counts; the page shows the wider."""

    def totals(of: Group) -> Floats:
        sums = of.by_regency(successes, *trials)
        return np.column_stack([sums[:, 0], sums[:, 1:].sum(axis=1)])

    x, n = group.sum(successes), group.sum(*trials)
    return share_interval(x, n), clustered_share(totals(group), x / n, lambda: totals(group.province()))
