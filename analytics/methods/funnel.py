"""Regencies against what the provincial curve leads to expect of their grants at their own ages: a funnel.

Every visit to a grant not yet seen closed is a trial: seen running at one age, it runs at the next visit with
probability S(age then) / S(age before). A regency is flagged where its surviving trials are further from
expected than chance and the spread of the other regencies allow. Never a ranking. Spiegelhalter, Statistics
in Medicine 24 (2005) 1185-1202; overdispersion from the others only, as one's own outlier would hide itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import Floats
from analytics.methods.survival_model import SurvivalModel

FLAG_AT = 3.09
"""Two-sided 99.8%."""
WARN_AT = 1.96
"""Two-sided 95%."""
STEPS, BEYOND_THE_LAST = 80, 1.12
"""Of the lines to be drawn."""

Limits = tuple[float, float]


@dataclass(frozen=True)
class FunnelPoint:
    """One regency: visits that were trials, how many survived and were expected to, and their `ratio`.

    - `limits_95`, `limits_998`: on the ratio, as drawn: with the overdispersion of the regencies that are not flagged.
    - `is_beyond_95`: outside the former. `is_flagged`: outside the latter, judged by `overdispersion`, phi of the
      other regencies (among ten regencies or fewer the two agree).
    """

    regency_code: str
    trials: int
    observed: int
    expected: float
    overdispersion: float
    ratio: float
    limits_95: Limits
    limits_998: Limits
    is_beyond_95: bool
    is_flagged: bool

    @property
    def closings(self) -> int:
        """Trials that found a closure."""
        return self.trials - self.observed

    @property
    def closings_expected(self) -> float:
        """Trials that were expected to, at the province's curve and the regency's own ages."""
        return self.trials - self.expected

    def in_closings(self, limits: Limits) -> Limits:
        """Limits on the ratio as limits on the closings found."""
        return max(0.0, self.trials - limits[1] * self.expected), self.trials - limits[0] * self.expected


@dataclass(frozen=True)
class Funnel:
    """Regencies in the order of their codes. `variance_a_closing`: of the closings found, for each one expected, over
    all regencies, with the overdispersion of those that are not flagged."""

    points: tuple[FunnelPoint, ...]
    variance_a_closing: float = 1.0

    def closing_limits(self, closings_expected: Floats, errors: float) -> tuple[Floats, Floats]:
        """The smooth limits that many standard errors (`WARN_AT`, `FLAG_AT`) around closings found = expected, (k,)
        each. A regency's flag rests on its own variance and on the others' overdispersion, not on where these pass."""
        reach = errors * np.sqrt(self.variance_a_closing * closings_expected)
        return np.maximum(closings_expected - reach, 0.0), closings_expected + reach

    def limit_lines(self) -> pd.DataFrame:
        """The smooth limits from zero to beyond the last regency: columns lower_95, upper_95, lower_998, upper_998 by
        closings expected (the index)."""
        last = max((point.closings_expected for point in self.points), default=0.0)
        expected = np.linspace(0, BEYOND_THE_LAST * last, STEPS + 1)
        ends = [end for errors in (WARN_AT, FLAG_AT) for end in self.closing_limits(expected, errors)]
        columns = ("lower_95", "upper_95", "lower_998", "upper_998")
        return pd.DataFrame(dict(zip(columns, ends, strict=True)), index=pd.Index(expected))

    @property
    def false_flags_expected(self) -> float:
        """How many of them chance alone flags."""
        return len(self.points) * 2 * float(stats.norm.sf(FLAG_AT))

    @property
    def beyond_95_expected(self) -> float:
        """How many of them chance alone puts beyond the 95% limits."""
        return len(self.points) * 2 * float(stats.norm.sf(WARN_AT))

    def among(self, regency_codes: Collection[str]) -> Funnel:
        """These regencies alone, against the same limits."""
        return replace(self, points=tuple(point for point in self.points if point.regency_code in regency_codes))


def funnel(trials: pd.DataFrame, counts: Mapping[str, IntervalCounts]) -> Funnel:
    """The funnel of all regencies that have a trial whose end is not certain.

    `trials`: columns `programme`, `regency_code`, `from_months` (age at the running visit before, 0 if none),
    `to_months` (age at this visit), `has_survived` (whether it found the business running), `trials` (how many such).
    `counts`: the (L, R] counts of each programme in the whole province, for its curve. Assumes that the timing of
    visits says nothing of closing. Raises KeyError for a programme without counts.
    """
    probability = _probability(trials, counts)
    number = trials["trials"].to_numpy(dtype=np.float64)
    table = pd.DataFrame(
        {
            "regency_code": trials["regency_code"],
            "trials": number,
            "observed": number * trials["has_survived"].to_numpy(dtype=np.float64),
            "expected": number * probability,
            "variance": number * probability * (1 - probability),
        }
    )
    sums = table.groupby("regency_code").sum()
    sums = sums[sums["variance"] > 0]
    squared = ((sums["observed"] - sums["expected"]) ** 2 / sums["variance"]).to_numpy(dtype=np.float64)
    of_others = np.array([_overdispersion(np.delete(squared, place)) for place in range(len(squared))])
    is_flagged = squared > FLAG_AT**2 * of_others
    drawn = _overdispersion(squared[~is_flagged])
    closings_expected = float((sums["trials"] - sums["expected"]).sum())
    return Funnel(
        tuple(
            _point(str(code), row, of_others[place], drawn, bool(is_flagged[place]))
            for place, (code, row) in enumerate(sums.iterrows())
        ),
        drawn * float(sums["variance"].sum()) / closings_expected if closings_expected else 1.0,
    )


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


def _overdispersion(squared: Floats) -> float:
    return max(1.0, float(squared.mean())) if len(squared) else 1.0


def _point(code: str, sums: pd.Series, overdispersion: float, drawn: float, is_flagged: bool) -> FunnelPoint:
    observed, expected = float(sums["observed"]), float(sums["expected"])
    error = float(np.sqrt(drawn * sums["variance"])) / expected
    ratio = observed / expected
    return FunnelPoint(
        regency_code=code,
        trials=int(sums["trials"]),
        observed=int(observed),
        expected=expected,
        overdispersion=float(overdispersion),
        ratio=ratio,
        limits_95=_limits(WARN_AT * error),
        limits_998=_limits(FLAG_AT * error),
        is_beyond_95=abs(ratio - 1) > WARN_AT * error,
        is_flagged=is_flagged,
    )


def _limits(reach: float) -> Limits:
    return max(0.0, 1 - reach), 1 + reach
