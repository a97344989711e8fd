"""The share that runs at the as-of date, with those not seen lately brought up to date by their survival curve.

A grant last seen running at age L runs at its age a with probability S(a) / S(L), S the curve of its programme;
a closed one with 0; one never seen has L = 0. Assumes that visiting tells nothing of closing. What if it does
is shown beside: closing among the long unseen k times as fast, S(a) / S(L) to the power k.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LOGIT, Clusters, Floats, fitted_band
from analytics.methods.result import Result
from analytics.methods.survival import curve_withheld, cutoff_months
from analytics.methods.survival_model import survival_model

LONG_UNSEEN_MONTHS = 12.0
MOST_BEYOND_CUTOFF = 0.05
WHAT_IF = (0.5, 2.0, 3.0)
FASTEST = 1000.0
"""Where closing a thousand times as fast does not bring the figure down to a line, nothing does."""


@dataclass(frozen=True)
class NowcastCounts:
    """Grants at least 6 months old by what is known of them and their age at the as-of date.

    `intervals` has the programme as its stratum; `age_months` (rows,).
    """

    intervals: IntervalCounts
    age_months: Floats

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> NowcastCounts:
        """From columns `programme`, `regency_code`, `lower_months`, `upper_months`, `age_months`, `grants`."""
        intervals = IntervalCounts.from_frame(frame.assign(stratum=frame["programme"]))
        return cls(intervals, frame["age_months"].to_numpy(dtype=np.float64))

    @property
    def is_long_unseen(self) -> NDArray[np.bool_]:
        """Not known closed, and without a verdict within 12 months."""
        return ~self.intervals.closed & (self.age_months - self.intervals.lower_months > LONG_UNSEEN_MONTHS)


@dataclass(frozen=True)
class Nowcast:
    """The figure; `what_if` at each k asked for; `turning_point`: the k at which the figure falls to the line, None
    where it lies on one side of the line whatever k is."""

    figure: Result
    what_if: dict[float, Result]
    turning_point: float | None = None


def persistence_nowcast(
    counts: NowcastCounts,
    province: Callable[[], NowcastCounts],
    what_if: Sequence[float] = WHAT_IF,
    line: float = 0.5,
) -> Nowcast:
    """The mean over all grants of the probability that they run; jackknife on the logit scale.

    Withheld where a programme has no curve (`too_few_at_risk`, `too_few_closures`) or more than 5% of its grants
    beyond the age to which the curve is drawn (`too_many_beyond_the_curve`). `line`: see `Nowcast`.
    """
    withheld = nowcast_withheld(counts)
    if withheld:
        return Nowcast(Result(None, withheld=withheld), {})
    speeds = np.array([1.0, *what_if])
    running = _Running(counts)
    values = np.array([running.share(running.everywhere, speed) for speed in speeds])
    band = fitted_band(running.clusters(speeds), values, LOGIT, lambda: _Running(province()).clusters(speeds))
    figure, *others = (Result(float(value), band.interval(i)) for i, value in enumerate(values))
    return Nowcast(figure, dict(zip(what_if, others, strict=True)), running.turning_point(line))


def nowcast_withheld(counts: NowcastCounts) -> str | None:
    """Why there is no nowcast, or None; it takes every programme to have one."""
    for programme in np.unique(counts.intervals.stratum):
        rows = counts.intervals.stratum == programme
        of_programme = counts.intervals.where(rows)
        reason = curve_withheld(of_programme)
        if reason:
            return reason
        beyond = counts.age_months[rows] > cutoff_months(of_programme)
        if of_programme.grants @ beyond > MOST_BEYOND_CUTOFF * of_programme.grants.sum():
            return "too_many_beyond_the_curve"
    return None if len(counts.intervals.grants) else "too_few_at_risk"


class _Running:
    """The expected share that runs, for any choice of regencies and any speed k of closing among the long unseen."""

    def __init__(self, counts: NowcastCounts) -> None:
        intervals = counts.intervals
        self._counts = counts
        self._models = [
            (intervals.stratum == programme, survival_model(intervals.where(intervals.stratum == programme).pooled()))
            for programme in np.unique(intervals.stratum)
        ]
        self.everywhere: Floats = np.ones(intervals.regencies)

    def share(self, kept: Floats, speed: float) -> float:
        """The mean probability to run among the grants of the regencies that are kept."""
        grants = self._counts.intervals.grants * kept[self._counts.intervals.regency]
        return float(grants @ self._probability(kept, speed) / grants.sum())

    def turning_point(self, line: float) -> float | None:
        """The k at which the share falls to `line`."""

        def above(log_speed: float) -> float:
            return self.share(self.everywhere, float(np.exp(log_speed))) - line

        ends = -np.log(FASTEST), np.log(FASTEST)
        if above(ends[0]) * above(ends[1]) >= 0:
            return None
        return float(np.exp(optimize.brentq(above, *ends)))

    def clusters(self, speeds: Floats) -> Clusters:
        """The share at each speed on the logit scale."""

        def logit(kept: Floats) -> Floats:
            return LOGIT.forward(np.array([self.share(kept, speed) for speed in speeds]))

        def variance(kept: Floats) -> Floats:
            return np.array([self._logit_variance(kept, speed) for speed in speeds])

        return Clusters(np.diag(self.everywhere), self._counts.intervals.verdicts_by_regency(), logit, variance)

    def _speeds(self, speed: float) -> Floats:
        return np.where(self._counts.is_long_unseen, speed, 1.0)

    def _probability(self, kept: Floats, speed: float) -> Floats:
        lower, ages = self._counts.intervals.lower_months, self._counts.age_months
        probability = np.zeros_like(ages)
        for rows, model in self._models:
            probability[rows] = model.survival(kept, ages[rows]) / model.survival(kept, lower[rows])
        return np.where(self._counts.intervals.closed, 0.0, probability ** self._speeds(speed))

    def _logit_variance(self, kept: Floats, speed: float) -> float:
        """From the model's own covariance by the delta method: grants are taken as independent."""
        intervals, ages = self._counts.intervals, self._counts.age_months
        grants = intervals.grants * kept[intervals.regency]
        share = self.share(kept, speed)
        slope = grants / grants.sum() * self._probability(kept, speed) * self._speeds(speed) / (share * (1 - share))
        variance = 0.0
        for rows, model in self._models:
            fitted = model.fits(kept)[0]
            if fitted is not None:
                rise = fitted.by_piece(ages[rows]) - fitted.by_piece(intervals.lower_months[rows])
                variance += float(fitted.variance_along((slope[rows] @ rise)[None, :])[0])
        return variance
