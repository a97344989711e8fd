"""What the businesses that were lately seen running turn over, and hire."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.estimate import Context, Count, Estimate, Sampling
from analytics.estimators.group import Group
from analytics.estimators.ratios import RatioColumns, ratio_intervals
from analytics.estimators.two_targets import joined
from analytics.methods.intervals import LOG, LOGIT, Floats, garwood_interval, share_interval
from analytics.methods.ratios import half_clusters
from analytics.methods.targets import intervals_of_clusters

WORKERS = RatioColumns("workers", "businesses", "workers_squared", "workers", "businesses", "businesses")


def median_idr(group: Group) -> Estimate:
    """The median of the indicator's column over businesses for which it was recorded, in rupiah of `price_year`.

    Columns: the numerator (rupiah, null: not recorded), businesses, price_year, regency_code. Intervals are Woodruff's
    (JASA 47 (1952) 635-646): those of the share below the median, for both targets, read off the values.
    """
    (column,) = group.indicator.numerator
    recorded = _recorded(group, column)
    n = recorded.sum("businesses")
    counts: dict[Count, int] = {"not_recorded": group.sum("businesses") - n}
    context: Context = {"price_year": group.first("price_year")} if len(group.rows) else {}
    if n < group.indicator.fewest:
        return recorded.estimate(n=n, withheld=group.indicator.withheld_as, counts=counts, context=context)
    values = np.repeat(recorded.column(column), recorded.rows["businesses"])
    median = float(np.median(values))
    clusters = half_clusters(_below(recorded, column, median))
    of_half = intervals_of_clusters(clusters, 0.5, LOGIT, is_of_places=group.question.is_of_places)
    counts["above_nought"] = int((values > 0).sum())
    return recorded.estimate(
        median,
        n=n,
        intervals=tuple(_read_off(values, share) for share in joined(of_half, share_interval(n / 2, n))),
        counts=counts,
        context=context,
    )


def _recorded(group: Group, column: str) -> Group:
    return group.where(group.rows[column].notna())


def _below(group: Group, column: str, median: float) -> Floats:
    """Businesses below the median, half of those at it, and all businesses a regency, (G, 2)."""
    below = (group.rows[column] < median) + 0.5 * (group.rows[column] == median)
    weighed = group.rows.assign(below=below * group.rows["businesses"])
    return Group(group.question, group.key, weighed).by_regency("below", "businesses")


def _read_off(values: Floats, share: Sampling) -> Sampling:
    lower, upper = np.quantile(values, [share.lower, share.upper])
    return replace(share, lower=float(lower), upper=float(upper))


def workers_employed(group: Group) -> Estimate:
    """People hired a business, over businesses for which it was recorded; their sum is `workers` in the counts.

    Intervals on the log scale, and Garwood's for counts, which also speaks where nobody hires or all hire alike, and
    than which none is narrower.
    """
    counts = group.counts("workers", "hiring", "not_recorded")
    n, workers = group.sum("businesses"), counts["workers"]
    if n < group.indicator.fewest:
        return group.estimate(n=n, withheld=group.indicator.withheld_as, counts=counts)
    value = workers / n
    of_ratio = ratio_intervals(group, WORKERS, value, LOG) if workers else ()
    return group.estimate(value, n=n, intervals=joined(of_ratio, garwood_interval(workers, n)), counts=counts)
