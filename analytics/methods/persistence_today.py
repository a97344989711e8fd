"""The share that runs at the as-of date, seen or not: last sight brought up to date by the programme's own curve.

A grant last seen running at age L runs at its age a with probability S(a) / S(L); a closed one with 0; one never seen
has L = 0. Assumes that visiting tells nothing of closing, and that what closed stays closed. Beyond the age to which
the curve is known its last hazard carries on: the range of the figure were that hazard zero or three times as high
always joins the interval. The figure is of these very grants, so the interval carries the error of the curve and the
chance of each that is not known, not the drawing of the grants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from analytics.methods.intervals import (
    DESIGN_EFFECT_WHERE_UNKNOWN,
    LEVEL,
    LOGIT,
    MIN_REGENCIES,
    Floats,
    enough_regencies,
    jackknife_variance,
)
from analytics.methods.nowcast import FASTEST, WHAT_IF, NowcastCounts
from analytics.methods.piecewise_exponential import PiecewiseExponential, exposure_months
from analytics.methods.survival import MIN_CLOSURES, cutoff_months
from analytics.methods.survival_model import SurvivalModel, survival_model
from analytics.methods.targets import Ends, Z

BEYOND_CUT = (0.0, 3.0)
WIDEST_BEYOND_CUT = 0.02
NEARLY_NONE = 1e-9


@dataclass(frozen=True)
class Today:
    """The share that runs at the as-of date.

    - `in_places`: its interval for these places, by the model's own variance. `were_it_repeated`: by the jackknife over
      regencies, or the model's times a design effect where these are fewer than 8. Both joined with `beyond_cut`.
    - `beyond_cut`: the share were the hazard beyond the known part of the curve 0 and 3 times the last one's.
    - `what_if`: the share at each k, closing among the long unseen k times as fast; `turning_point`: the k at which it
      falls to the line, None where it lies on one side of the line whatever k is.
    """

    share: float
    in_places: Ends
    were_it_repeated: Ends
    beyond_cut: Ends
    what_if: dict[float, float]
    turning_point: float | None

    @property
    def hangs_on_beyond_cut(self) -> bool:
        """Whether what nobody has seen moves it by more than 2 points: to be said, and drawn hollow."""
        return self.beyond_cut[1] - self.beyond_cut[0] > WIDEST_BEYOND_CUT


@dataclass(frozen=True)
class TodayOfAll:
    """Programmes together: `today` where each has a curve; else None, and `range` alone stands, in which those without
    one (`without_curve`, indices of the strata) enter by their bounds on last sight."""

    today: Today | None
    range: Ends
    without_curve: tuple[int, ...]


def strata_without_curve(counts: NowcastCounts) -> tuple[int, ...]:
    """The programmes with fewer than 10 closures among their grants: of these alone there is no share today."""
    strata = np.unique(counts.intervals.stratum)
    closures = np.bincount(counts.intervals.stratum, counts.intervals.grants * counts.intervals.closed)
    return tuple(int(stratum) for stratum in strata if closures[stratum] < MIN_CLOSURES)


def today_of_all(
    counts: NowcastCounts, what_if: Sequence[float] = WHAT_IF, line: float = 0.5, is_whole_province: bool = True
) -> TodayOfAll | None:
    """The share of all grants at least 6 months old that runs today; None without a grant.

    `is_whole_province`: which of the two intervals the range rests on where some programme has no curve.
    """
    refused = strata_without_curve(counts)
    grants = counts.intervals.grants
    if not grants.sum():
        return None
    if not refused:
        today = share_today(counts, what_if, line)
        return TodayOfAll(today, today.were_it_repeated if is_whole_province else today.in_places, ())
    without = np.isin(counts.intervals.stratum, refused)
    seen_running = ~counts.intervals.closed & (counts.intervals.lower_months > 0)
    worst = float(grants[without] @ seen_running[without])
    best = float(grants[without] @ ~counts.intervals.closed[without])
    if not without.all():
        spoken = share_today(NowcastCounts(counts.intervals.where(~without), counts.age_months[~without]), (), line)
        ends = spoken.were_it_repeated if is_whole_province else spoken.in_places
        worst += ends[0] * float(grants[~without].sum())
        best += ends[1] * float(grants[~without].sum())
    return TodayOfAll(None, (worst / float(grants.sum()), best / float(grants.sum())), refused)


def share_today(counts: NowcastCounts, what_if: Sequence[float] = WHAT_IF, line: float = 0.5) -> Today:
    """The figure of grants whose every programme (`strata_without_curve`) has a curve."""
    running = _Running(counts)
    share = running.share()
    beyond = sorted(running.share(beyond_cut=factor) for factor in BEYOND_CUT)
    ends = (min(beyond[0], share), max(beyond[1], share))
    chance = running.chance_variance()
    own = running.fitted_variance()
    repeated, errors = own * DESIGN_EFFECT_WHERE_UNKNOWN, running.errors
    if enough_regencies(running.verdicts):
        repeated = float(np.fmax(jackknife_variance(running.without_one()), own))
    return Today(
        share,
        _joined(share, Z * float(np.sqrt(own + chance)), ends),
        _joined(share, errors * float(np.sqrt(repeated + chance)), ends),
        ends,
        {speed: running.share(speed=speed) for speed in what_if},
        running.turning_point(line),
    )


def _joined(share: float, half: float, beyond: Ends) -> Ends:
    """The interval around the share on the logit scale, joined with what lies beyond the cut."""
    inside = np.clip(np.array([share]), NEARLY_NONE, 1 - NEARLY_NONE)
    with np.errstate(over="ignore"):
        lower, upper = (float(LOGIT.backward(LOGIT.forward(inside) + sign * half)[0]) for sign in (-1, 1))
    return min(lower, beyond[0], share), max(upper, beyond[1], share)


@dataclass(frozen=True)
class _Programme:
    """Months that each row's grants are unseen, by piece of the curve, up to the cut and beyond it (rows, pieces)."""

    rows: NDArray[np.intp]
    within: Floats
    beyond: Floats
    model: SurvivalModel


class _Running:
    """The expected share that runs, for curves fitted to all regencies or to all but one, over all grants."""

    def __init__(self, counts: NowcastCounts) -> None:
        self._counts = counts
        self._grants = counts.intervals.grants
        self._weights: Floats = np.asarray(self._grants / self._grants.sum())
        self.verdicts = counts.intervals.verdicts_by_regency()
        self._everywhere: Floats = np.ones(counts.intervals.regencies)
        self._programmes = [self._programme(int(stratum)) for stratum in np.unique(counts.intervals.stratum)]

    def _programme(self, stratum: int) -> _Programme:
        intervals, ages = self._counts.intervals, self._counts.age_months
        rows = np.flatnonzero(intervals.stratum == stratum)
        of_programme = intervals.where(intervals.stratum == stratum)
        cut = cutoff_months(of_programme)
        lower, age = of_programme.lower_months, np.maximum(ages[rows], of_programme.lower_months)
        beyond = exposure_months(np.maximum(age, cut)) - exposure_months(np.maximum(lower, cut))
        within = exposure_months(age) - exposure_months(lower) - beyond
        return _Programme(rows, within, beyond, survival_model(of_programme.pooled()))

    @property
    def errors(self) -> float:
        """How many standard errors the interval over regencies reaches."""
        return float(stats.t.ppf((1 + LEVEL) / 2, max(int((self.verdicts > 0).sum()), MIN_REGENCIES) - 1))

    def share(self, speed: float = 1.0, beyond_cut: float = 1.0, kept: Floats | None = None) -> float:
        """The mean probability to run of all grants, by the curves of the regencies that are kept."""
        return float(self._weights @ self._probability(speed, beyond_cut, kept))

    def _probability(self, speed: float = 1.0, beyond_cut: float = 1.0, kept: Floats | None = None) -> Floats:
        rise = np.zeros(len(self._grants))
        for programme in self._programmes:
            fitted = self._fitted(programme, kept)
            if fitted is not None:
                rise[programme.rows] = (programme.within + beyond_cut * programme.beyond) @ np.exp(fitted.log_hazards)
        return np.where(self._counts.intervals.closed, 0.0, np.exp(-rise * self._speeds(speed)))

    def _speeds(self, speed: float) -> Floats:
        return np.where(self._counts.is_long_unseen, speed, 1.0)

    def _fitted(self, programme: _Programme, kept: Floats | None) -> PiecewiseExponential | None:
        return programme.model.fits(self._everywhere if kept is None else kept)[0]

    def without_one(self) -> Floats:
        """The share on the logit scale by the curves without one regency at a time, of those with verdicts, (G,)."""
        choices = np.eye(len(self.verdicts))[self.verdicts > 0]
        shares = np.array([self.share(kept=1 - left_out) for left_out in choices])
        return LOGIT.forward(np.clip(shares, NEARLY_NONE, 1 - NEARLY_NONE))

    @cached_property
    def _logit_slope(self) -> float:
        share = min(max(self.share(), NEARLY_NONE), 1 - NEARLY_NONE)
        return share * (1 - share)

    def chance_variance(self) -> float:
        """Of each grant that is not known, on the logit scale of the share: the Bernoulli variance of its state."""
        probability = self._probability()
        return float(self._weights / self._grants.sum() @ (probability * (1 - probability))) / self._logit_slope**2

    def fitted_variance(self) -> float:
        """From the curves' own covariance, on the logit scale, by the delta method: grants are taken as independent."""
        slope = self._weights * self._probability() / self._logit_slope
        variance = 0.0
        for programme in self._programmes:
            fitted = self._fitted(programme, None)
            if fitted is not None:
                by_piece = (programme.within + programme.beyond) * np.exp(fitted.log_hazards)
                variance += float(fitted.variance_along((slope[programme.rows] @ by_piece)[None, :])[0])
        return variance

    def turning_point(self, line: float) -> float | None:
        """The k at which the share falls to `line`."""

        def above(log_speed: float) -> float:
            return self.share(speed=float(np.exp(log_speed))) - line

        ends = -np.log(FASTEST), np.log(FASTEST)
        if above(ends[0]) * above(ends[1]) >= 0:
            return None
        return float(np.exp(optimize.brentq(above, *ends)))
