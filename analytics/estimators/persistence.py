"""Persistence at a date: of the grants whose state is known, the share that runs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.estimate import Estimate, Interval
from analytics.estimators.asked import Asked
from analytics.estimators.groups import Key, by_regency, estimate, groups, province_rows, summed
from analytics.methods.intervals import LOGIT, Floats, clustered_interval, share_interval

UNKNOWN_SHARE_THAT_YIELDS_TO_BOUNDS = 0.4


def share_intervals(
    asked: Asked, key: Key, rows: pd.DataFrame, successes: str, trials: tuple[str, ...]
) -> tuple[Interval, Interval | None]:
    """Wilson's interval and the clustered one of a share of counts; the page prints the wider.

    Replicates are (x + 1/2) / (n + 1) on the logit scale, so that a regency of 0 or n does not break them.
    """

    def totals(of: pd.DataFrame) -> tuple[Floats, Floats]:
        sums = by_regency(of, (successes, *trials))
        n = sums[:, 1:].sum(axis=1)
        return np.column_stack([sums[:, 0], n]), n

    def logit(sums: Floats) -> float:
        return float(LOGIT.forward((sums[0] + 0.5) / (sums[1] + 1)))

    def independent_variance(sums: Floats) -> float:
        p = (sums[0] + 0.5) / (sums[1] + 1)
        return float(1 / (sums[1] * p * (1 - p)))

    x, n = summed(rows, (successes,)), summed(rows, trials)
    sums, verdicts = totals(rows)
    clustered = clustered_interval(
        sums, verdicts, x / n, logit, independent_variance, LOGIT, lambda: totals(province_rows(asked, key))
    )
    return share_interval(x, n), clustered


def persistence_rate(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Running / (running + closed) among grants at least 6 months old, n = grants with a verdict.

    Columns: running, closed, unknown, unvisited, too_young, reopened, a row a regency. Intervals: Wilson,
    clustered, and bounds on last sight [running / N, (N - closed) / N] with N = grants at least 6 months
    old. Assumes of the sampling intervals that who was visited says nothing of who closed; the bounds assume
    nothing but that what ran when last seen runs still. `bounds_lead` is 1 where more than 40% are unknown.
    """
    answers = []
    for key, group in groups(rows, asked.by):
        counts = {name: summed(group, (name,)) for name in ("running", "closed", "unknown", "too_young", "reopened")}
        running, closed = counts["running"], counts["closed"]
        old_enough = running + closed + counts["unknown"]
        n = running + closed
        unknown_share = counts["unknown"] / old_enough if old_enough else 0.0
        counts |= {"old_enough": old_enough, "bounds_lead": int(unknown_share > UNKNOWN_SHARE_THAT_YIELDS_TO_BOUNDS)}
        if n < asked.indicator.fewest:
            answers.append(estimate(asked, key, group, n=n, withheld=asked.indicator.withheld_as, counts=counts))
            continue
        bounds = Interval("bounds", "last_sight", running / old_enough, (old_enough - closed) / old_enough)
        sampling = share_intervals(asked, key, group, "running", asked.indicator.denominator)
        answers.append(
            estimate(asked, key, group, n=n, value=running / n, intervals=(*sampling, bounds), counts=counts)
        )
    return answers
