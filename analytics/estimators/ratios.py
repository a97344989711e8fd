"""The clustered interval of a ratio of sums, for members and costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.estimate import Interval
from analytics.estimators.asked import Asked
from analytics.estimators.groups import Key, by_regency, province_rows
from analytics.methods.intervals import LOG, LOGIT, Floats, Scale, clustered_interval


@dataclass(frozen=True)
class RatioColumns:
    """Names of the query's columns: the sums of y and x, of their squares and product, and how many grants."""

    y: str
    x: str
    y_squared: str
    y_times_x: str
    x_squared: str
    grants: str


def ratio_interval(
    asked: Asked, key: Key, rows: pd.DataFrame, columns: RatioColumns, value: float, scale: Scale
) -> Interval | None:
    """Delete-one-regency jackknife of y / x on the LOGIT (shares) or LOG (costs) scale.

    Replicates of shares are (y + 1/2) / (x + 1). The model's own variance, used where regencies are few, is the
    linearised one of a ratio of sums with grants as independent (Cochran 1977, section 2.11). Where all that runs is in
    one regency a cost has no replicate without it: then the model's own variance with the design effect of the unknown.
    """

    def totals(of: pd.DataFrame) -> tuple[Floats, Floats]:
        sums = by_regency(of, (columns.y, columns.x, columns.y_squared, columns.y_times_x, columns.x_squared))
        grants = by_regency(of, (columns.grants,))
        return np.column_stack([sums, grants]), grants[:, 0]

    def on_scale(sums: Floats) -> float:
        return float(scale.forward(np.asarray(ratio_of(sums))))

    def ratio_of(sums: Floats) -> float:
        y, x = sums[:2]
        return float((y + 0.5) / (x + 1) if scale is LOGIT else y / x)

    def independent_variance(sums: Floats) -> float:
        _, x, yy, xy, xx, n = sums
        ratio = ratio_of(sums)
        variance = (yy - 2 * ratio * xy + ratio**2 * xx) / x**2 * n / (n - 1)
        slope = ratio if scale is LOG else ratio * (1 - ratio)
        return float(variance / slope**2)

    def clustered(verdicts: Floats, province: Callable[[], tuple[Floats, Floats]]) -> Interval | None:
        return clustered_interval(sums, verdicts, value, on_scale, independent_variance, scale, province)

    sums, verdicts = totals(rows)
    none_known = np.zeros_like(verdicts)
    return clustered(verdicts, lambda: totals(province_rows(asked, key))) or clustered(
        none_known, lambda: (sums, none_known)
    )
