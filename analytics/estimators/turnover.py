"""What the businesses that were lately seen running turn over, and hire."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analytics.estimate import Estimate, Interval
from analytics.estimators.asked import Asked
from analytics.estimators.groups import Key, by_regency, estimate, groups, province_rows, summed
from analytics.estimators.ratios import RatioColumns, ratio_interval
from analytics.methods.intervals import LEVEL, LOG, LOGIT, Floats, clustered_interval, share_interval

WORKERS = RatioColumns("workers", "businesses", "workers_squared", "workers", "businesses", "businesses")


def median_idr(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """The median of the indicator's column over businesses for which it was recorded, in rupiah of `price_year`.

    Columns: the numerator (rupiah, null: not recorded), businesses, price_year, regency_code. Intervals are Woodruff's
    (JASA 47 (1952) 635-646): those of the share below the median, Wilson's and clustered, read off the values.
    """
    return [_median(asked, key, group) for key, group in groups(rows, asked.by)]


def _median(asked: Asked, key: Key, rows: pd.DataFrame) -> Estimate:
    (column,) = asked.indicator.numerator
    recorded = rows[rows[column].notna()]
    n = summed(recorded, ("businesses",))
    counts: dict[str, int | float] = {"not_recorded": summed(rows, ("businesses",)) - n}
    if len(rows):
        counts["price_year"] = int(rows["price_year"].iloc[0])
    if n < asked.indicator.fewest:
        return estimate(asked, key, recorded, n=n, withheld=asked.indicator.withheld_as, counts=counts)
    values = np.repeat(recorded[column].to_numpy(dtype=np.float64), recorded["businesses"])
    median = float(np.median(values))
    shares = (share_interval(n / 2, n), _clustered_half(asked, key, recorded, column, median))
    counts["above_nought"] = int((values > 0).sum())
    return estimate(
        asked, key, recorded, n=n, value=median, intervals=tuple(_read_off(values, share) for share in shares),
        counts=counts,
    )  # fmt: skip


def _clustered_half(asked: Asked, key: Key, rows: pd.DataFrame, column: str, median: float) -> Interval | None:
    """The clustered interval of the share below the median, around one half whatever the ties at it."""

    def totals(of: pd.DataFrame) -> tuple[Floats, Floats]:
        below = (of[column] < median) + 0.5 * (of[column] == median)
        sums = by_regency(of.assign(below=below * of["businesses"]), ("below", "businesses"))
        return sums, sums[:, 1]

    def logit(sums: Floats) -> float:
        return float(LOGIT.forward((sums[0] + 0.5) / (sums[1] + 1)))

    def independent_variance(sums: Floats) -> float:
        return float(4 / sums[1])

    def everywhere() -> tuple[Floats, Floats]:
        wide = province_rows(asked, key)
        return totals(wide[wide[column].notna()])

    sums, businesses = totals(rows)
    around = logit(sums.sum(axis=0))
    return clustered_interval(
        sums, businesses, 0.5, lambda of: logit(of) - around, independent_variance, LOGIT, everywhere
    )


def _read_off(values: Floats, share: Interval | None) -> Interval | None:
    if share is None:
        return None
    assert share.lower is not None and share.upper is not None
    lower, upper = np.quantile(values, [share.lower, share.upper])
    return Interval("sampling", share.method, float(lower), float(upper), LEVEL)


def workers_employed(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """People hired a business, over businesses for which it was recorded; their sum is `workers` in the counts.

    Intervals: clustered on the log scale, and Garwood's for counts (Biometrika 28 (1936) 437-442), which also speaks
    where nobody hires or all hire alike; the page prints the wider.
    """
    answers = []
    for key, group in groups(rows, asked.by):
        counts = {name: summed(group, (name,)) for name in ("workers", "hiring", "not_recorded")}
        n, workers = summed(group, ("businesses",)), counts["workers"]
        if n < asked.indicator.fewest:
            answers.append(estimate(asked, key, group, n=n, withheld=asked.indicator.withheld_as, counts=counts))
            continue
        value = workers / n
        intervals = [_garwood(workers, n)]
        if workers:
            intervals.append(ratio_interval(asked, key, group, WORKERS, value, LOG))
        answers.append(estimate(asked, key, group, n=n, value=value, intervals=tuple(intervals), counts=counts))
    return answers


def _garwood(total: int, n: int) -> Interval | None:
    tail = (1 - LEVEL) / 2
    lower = stats.chi2.ppf(tail, 2 * total) / 2 if total else 0.0
    upper = stats.chi2.ppf(1 - tail, 2 * total + 2) / 2
    return Interval("sampling", "model", float(lower / n), float(upper / n), LEVEL)
