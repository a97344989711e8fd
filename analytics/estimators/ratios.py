"""The clustered interval of a ratio of sums, for members and costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.estimate import Interval
from analytics.estimators.asked import Asked
from analytics.estimators.groups import Key, by_regency, province_rows
from analytics.estimators.intervals import LOG, LOGIT, Floats, Scale, clustered_interval


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

    The model's own variance, used where regencies are few, is the linearised one of a ratio of sums with
    grants as independent (Cochran 1977, section 2.11). None where a replicate has nothing to divide by, or
    where a share is 0 or 1.
    """

    def totals(of: pd.DataFrame) -> tuple[Floats, Floats]:
        sums = by_regency(of, (columns.y, columns.x, columns.y_squared, columns.y_times_x, columns.x_squared))
        grants = by_regency(of, (columns.grants,))
        return np.column_stack([sums, grants]), grants[:, 0]

    def on_scale(sums: Floats) -> float:
        return float(scale.forward(np.asarray(sums[0] / sums[1])))

    def independent_variance(sums: Floats) -> float:
        y, x, yy, xy, xx, n = sums
        ratio = y / x
        variance = (yy - 2 * ratio * xy + ratio**2 * xx) / x**2 * n / (n - 1)
        slope = ratio if scale is LOG else ratio * (1 - ratio)
        return float(variance / slope**2)

    if scale is LOGIT and not 0 < value < 1:
        return None
    sums, verdicts = totals(rows)
    return clustered_interval(
        sums, verdicts, value, on_scale, independent_variance, scale, lambda: totals(province_rows(asked, key))
    )
