"""S(t) at one age: when it speaks, for which target, and how far it depends on what only old grants can tell.

Never withheld for the width of its interval, and never compared with bounds. It speaks where ten grants are old enough
and have a verdict of either kind: a gate that looks at what was found (ten seen running) keeps the figures that are too
high. Where few grants are old, the second year is told by other cohorts than the ones it is said of: `young_survival`
lets these close at another rate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LOG_MINUS_LOG, Clusters, Floats
from analytics.methods.piecewise_exponential import Observations, PiecewiseExponential, fit
from analytics.methods.survival_model import survival_model
from analytics.methods.targets import (
    Ends,
    ends_in_places,
    ends_of_one,
    ends_were_it_repeated,
    share_ends_in_places,
)

MIN_OLD_WITH_VERDICT = 10
MIN_CLOSURES = 10
WIDEST_HALF_WIDTH = 0.15
SHARE_OLD_FOR_THE_SECOND_YEAR = 0.2
NOTHING_LEFT = 1e-6


@dataclass(frozen=True)
class SurvivalAtAge:
    """S at an age with both its intervals: for these places (`model`), and were it repeated (`jackknife`, or `model`
    where regencies are fewer than 8)."""

    survival: float
    in_places: Ends
    were_it_repeated: Ends


def is_wide(ends: Ends) -> bool:
    """Whether a figure is to be said as wide and drawn hollow: half-width above 15 points."""
    return ends[1] - ends[0] > 2 * WIDEST_HALF_WIDTH


def survival_at_age_withheld(counts: IntervalCounts, old_grants: Floats) -> str | None:
    """Why S at an age does not speak, or None.

    `old_grants`: how many grants of each row are at least that old at the as-of date, (rows,). Codes:
    `too_few_old_enough` (under 10 of these with a verdict of either kind), `too_few_closures` (under 10 at any age).
    """
    if float(old_grants @ counts.has_verdict) < MIN_OLD_WITH_VERDICT:
        return "too_few_old_enough"
    return "too_few_closures" if counts.closures < MIN_CLOSURES else None


def first_year_leads(counts: IntervalCounts, old_grants: Floats) -> bool:
    """Whether S(12) stands before S(24): fewer than a fifth of the grants are 24 months old (`old_grants`, (rows,))."""
    return float(old_grants.sum()) < SHARE_OLD_FOR_THE_SECOND_YEAR * float(counts.grants.sum())


def survival_at_age(counts: IntervalCounts, age_months: float) -> SurvivalAtAge:
    """S at an age over the strata of the counts; those of `counts.pooled()` are the headline.

    Where nothing is left (S under one in a million) both intervals are Jeffreys' for none of the closed.
    Raises ValueError without a closure: `survival_at_age_withheld` says so before.
    """
    if counts.closures == 0:
        raise ValueError("no closure was seen")
    ages = np.array([float(age_months)])
    model = survival_model(counts)
    survival = model.survival(model.everywhere, ages)
    if survival[0] < NOTHING_LEFT:
        ends = share_ends_in_places(np.zeros(1), np.array([float(counts.closures)]), np.ones(1))
        return SurvivalAtAge(float(survival[0]), (0.0, ends[1]), (0.0, ends[1]))
    clusters = Clusters(
        np.diag(model.everywhere),
        counts.verdicts_by_regency(),
        lambda kept: model.log_minus_log(kept, ages),
        lambda kept: model.log_minus_log_variance(kept, ages),
    )
    return _at_age(clusters, survival)


def _at_age(clusters: Clusters, survival: Floats) -> SurvivalAtAge:
    places, repeated = (ends(clusters, survival, LOG_MINUS_LOG) for ends in (ends_in_places, ends_were_it_repeated))
    return SurvivalAtAge(float(survival[0]), ends_of_one(places), ends_of_one(repeated))


def by_age_group(counts: IntervalCounts, old_grants: Floats) -> IntervalCounts:
    """The same grants with two strata: 0 for the young, 1 for those of `old_grants` (rows,), 24 months old or more."""
    rows = len(old_grants)
    twice = counts.where(np.tile(np.arange(rows), 2))
    grants = np.concatenate([counts.grants - old_grants, old_grants])
    parted = replace(twice, grants=grants, stratum=np.repeat(np.arange(2), rows))
    return parted.where(grants > 0)


def young_survival(counts: IntervalCounts, age_months: float) -> SurvivalAtAge | None:
    """S of the young grants (stratum 0 of `by_age_group`) at an age that only the old ones (1) have reached.

    The old may close at another rate at every age: their ratio to the young is estimated at the ages that both have
    reached, and the young ones' second year is the old ones' over that ratio. The interval is that of kind
    sensitivity, to be joined with the figure of the pooled curve. None where either group has no closure.
    """
    closures = np.bincount(counts.stratum, counts.grants * counts.closed, 2)
    if not (closures > 0).all():
        return None
    model = _OldAndYoung(counts, float(age_months))
    clusters = Clusters(
        np.eye(counts.regencies), counts.verdicts_by_regency(), model.log_minus_log, model.log_minus_log_variance
    )
    return _at_age(clusters, LOG_MINUS_LOG.backward(clusters.centre()))


class _OldAndYoung:
    """PWE-IC proportional hazards of old and young, the young as the baseline, for any choice of regencies."""

    def __init__(self, counts: IntervalCounts, age_months: float) -> None:
        self._counts = counts
        self._ages = np.array([age_months])
        is_old = (counts.stratum == 1).astype(np.float64)[:, None]
        self._observations = Observations.of(counts.lower_months, counts.upper_months, is_old)

    @cached_property
    def _everywhere(self) -> PiecewiseExponential:
        return fit(self._observations, self._counts.grants)

    def _fitted(self, kept: Floats) -> PiecewiseExponential | None:
        if kept.all():
            return self._everywhere
        grants = self._counts.grants * kept[self._counts.regency]
        return fit(self._observations, grants, self._everywhere) if (grants @ self._counts.closed) > 0 else None

    def log_minus_log(self, kept: Floats) -> Floats:
        fitted = self._fitted(kept)
        n = float(self._counts.grants @ kept[self._counts.regency])
        if fitted is None:
            return LOG_MINUS_LOG.forward(np.array([(n + 0.5) / (n + 1)]))
        return np.asarray(np.log(fitted.cumulative_hazard(self._ages)))

    def log_minus_log_variance(self, kept: Floats) -> Floats:
        fitted = self._fitted(kept)
        return np.full(1, np.nan) if fitted is None else fitted.log_cumulative_hazard_variance(self._ages)


def lost_as_closed(counts: IntervalCounts, lost_months: Floats) -> IntervalCounts:
    """The same grants were the lost ones closed by then: `lost_months` (rows,) is the age at which a business not seen
    closed was found moved or not at all, nan where it was not. Of its rows `counts` must hold every lost month apart.
    """
    closed_by = np.where(np.isnan(lost_months) | counts.closed, counts.upper_months, lost_months)
    return replace(counts, upper_months=np.where(closed_by > counts.lower_months, closed_by, counts.upper_months))


def avoided_visits(counts: IntervalCounts, age_now: Floats, age_months: float, speed: float) -> float:
    """S at an age had the long unseen closed `speed` times as fast since they were last seen, and the others as said.

    `age_now` (rows,): at the as-of date. Long unseen: not known closed, no verdict within 12 months. The figure of the
    pooled curve, moved by as much as the mean of what each grant is expected to have done by that age.
    """
    model = survival_model(counts.pooled())
    fitted = model.fits(model.everywhere)[0]
    if fitted is None:
        raise ValueError("no closure was seen")
    expected = [_mean_at_age(counts, fitted, age_now, age_months, factor) for factor in (1.0, speed)]
    survival = float(fitted.survival(np.array([age_months]))[0])
    return float(np.clip(survival + expected[1] - expected[0], 0.0, 1.0))


def _mean_at_age(
    counts: IntervalCounts, fitted: PiecewiseExponential, age_now: Floats, age_months: float, speed: float
) -> float:
    """The mean over grants of the chance to run at an age, given what was seen."""
    lower = np.minimum(counts.lower_months, age_months)
    seen_gap = np.clip(age_now, lower, age_months)
    to_now, to_age = (
        fitted.cumulative_hazard(end) - fitted.cumulative_hazard(start)
        for start, end in ((lower, seen_gap), (seen_gap, np.full_like(lower, age_months)))
    )
    factor = np.where(_is_long_unseen(counts, age_now), speed, 1.0)
    upper = np.where(counts.closed, counts.upper_months, age_months)
    at_lower, at_age, at_upper = (fitted.survival(ages) for ages in (lower, np.full_like(lower, age_months), upper))
    among_closed = np.where(upper > age_months, (at_age - at_upper) / (at_lower - at_upper + (upper <= lower)), 0.0)
    chance = np.where(counts.closed, among_closed, np.exp(-factor * to_now - to_age))
    chance = np.where(counts.lower_months >= age_months, 1.0, chance)
    return float(counts.grants @ chance / counts.grants.sum())


def _is_long_unseen(counts: IntervalCounts, age_now: Floats) -> NDArray[np.bool_]:
    return ~counts.closed & (age_now - counts.lower_months > 12.0)
