"""Regencies against what the provincial curve leads to expect of their grants at their own ages: a funnel.

Every visit to a grant not yet seen closed is a trial: seen running at one age, it runs at the next visit with
probability S(age then) / S(age before). A regency is flagged where its surviving trials are further from
expected than chance and the spread of the other regencies allow. Never a ranking. Spiegelhalter, Statistics
in Medicine 24 (2005) 1185-1202; overdispersion from the others only, as one's own outlier would hide itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analytics.estimators.interval_counts import IntervalCounts
from analytics.estimators.intervals import Floats
from analytics.estimators.survival_model import SurvivalModel

FLAG_AT = 3.09
"""Two-sided 99.8%."""


@dataclass(frozen=True)
class FunnelPoint:
    """One regency: visits that were trials, how many survived and were expected to, its limits on observed / expected,
    and whether it lies outside. `overdispersion` is phi, from the other regencies."""

    regency_code: str
    trials: int
    observed: int
    expected: float
    overdispersion: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    is_flagged: bool


@dataclass(frozen=True)
class Funnel:
    """All regencies in the order of their codes, and how many flags are to be expected with nothing amiss."""

    points: tuple[FunnelPoint, ...]
    false_flags_expected: float


def funnel(trials: pd.DataFrame, counts: Mapping[str, IntervalCounts]) -> Funnel:
    """The funnel of all regencies that have a trial whose end is not certain.

    `trials`: columns `programme`, `regency_code`, `from_months` (age at the running visit before, 0 if none),
    `to_months` (age at this visit), `survived` (whether it found the business running), `trials` (how many such).
    `counts`: the (L, R] counts of each programme in the whole province, for its curve. Assumes that the timing of
    visits says nothing of closing. Raises KeyError for a programme without counts.
    """
    probability = _probability(trials, counts)
    number = trials["trials"].to_numpy(dtype=np.float64)
    table = pd.DataFrame(
        {
            "regency_code": trials["regency_code"],
            "trials": number,
            "observed": number * trials["survived"].to_numpy(dtype=np.float64),
            "expected": number * probability,
            "variance": number * probability * (1 - probability),
        }
    )
    sums = table.groupby("regency_code").sum()
    sums = sums[sums["variance"] > 0]
    squared = ((sums["observed"] - sums["expected"]) ** 2 / sums["variance"]).to_numpy(dtype=np.float64)
    points = tuple(
        _point(str(code), row, _overdispersion(np.delete(squared, place)))
        for place, (code, row) in enumerate(sums.iterrows())
    )
    return Funnel(points, len(points) * 2 * float(stats.norm.sf(FLAG_AT)))


def _probability(trials: pd.DataFrame, counts: Mapping[str, IntervalCounts]) -> Floats:
    """S(to) / S(from) of each row by the curve of its programme, (rows,)."""
    probability = np.ones(len(trials))
    for programme in trials["programme"].unique():
        rows = (trials["programme"] == programme).to_numpy()
        model = SurvivalModel(counts[programme].pooled())
        before, after = (
            model.survival(model.everywhere, trials.loc[rows, column].to_numpy(dtype=np.float64))
            for column in ("from_months", "to_months")
        )
        probability[rows] = after / before
    return probability


def _overdispersion(squared_of_others: Floats) -> float:
    return max(1.0, float(squared_of_others.mean())) if len(squared_of_others) else 1.0


def _point(code: str, sums: pd.Series, overdispersion: float) -> FunnelPoint:
    observed, expected = float(sums["observed"]), float(sums["expected"])
    reach = FLAG_AT * float(np.sqrt(overdispersion * sums["variance"]))
    return FunnelPoint(
        regency_code=code,
        trials=int(sums["trials"]),
        observed=int(observed),
        expected=expected,
        overdispersion=overdispersion,
        ratio=observed / expected,
        ratio_lower=max(0.0, 1 - reach / expected),
        ratio_upper=1 + reach / expected,
        is_flagged=abs(observed - expected) > reach,
    )


def crude_limits(size: Floats, share: float, tail: float) -> Floats:
    """The share that `tail` of chance lies below where every unit has the same `share`, (k,) for sizes (k,).

    Interpolated exact binomial (Spiegelhalter 2005, A.1.1). Of use only where all grants are equally old: a crude
    funnel flags regencies for their age.
    """
    at = stats.binom.ppf(tail, size, share)
    reached = stats.binom.cdf(at, size, share)
    step = stats.binom.pmf(at, size, share)
    return np.asarray((at - (reached - tail) / step) / size, dtype=np.float64)
