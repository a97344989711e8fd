"""From the columns of a query to the intervals of ratios of sums."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from analytics.estimators.group import Group
from analytics.methods.intervals import Scale
from analytics.methods.ratios import RatioSums, ratio_clusters
from analytics.methods.targets import Intervals, intervals_of_clusters


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


def ratio_intervals(group: Group, columns: RatioColumns, value: float, scale: Scale) -> Intervals:
    """The intervals of y / x for both targets; see `ratio_clusters`."""
    clusters = ratio_clusters(columns.sums(group), scale)
    return intervals_of_clusters(clusters, value, scale, is_of_places=group.question.is_of_places)
