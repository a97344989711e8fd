"""How many businesses still run t months after the grant: S(t) = P(T > t), from (L, R] counts by regency.

The headline is the pooled PWE-IC of `piecewise_exponential`, its band the jackknife of `intervals` on the
log(-log) scale. It assumes that the timing of visits says nothing of closing (within strata, where it is
standardised): the page that shows it says so every time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LOG, LOG_MINUS_LOG, Band, Clusters, Floats, fitted_band
from analytics.methods.result import Result
from analytics.methods.survival_model import SurvivalModel, survival_model

FEWEST_AT_RISK = 10
FEWEST_CLOSURES = 10
WIDEST_HALF_WIDTH = 0.15
UNVISITED_GAP_THAT_ASKS_FOR_STRATA = 0.15

Province = Callable[[], IntervalCounts]
"""The counts of the same question without its choice of places; called only where regencies are too few."""


@dataclass(frozen=True)
class SurvivalCurve:
    """S with its band at `ages_months` (k,). Without a closure the band is nan beyond age 0.

    `cutoff_months`: the highest age at which 10 grants are known at risk; the curve is to be drawn up to there.
    """

    ages_months: Floats
    survival: Floats
    lower: Floats
    upper: Floats
    method: Literal["jackknife", "model"]
    cutoff_months: float

    @property
    def has_point(self) -> NDArray[np.bool_]:
        """Where the band is narrow enough for a point to be shown in it, (k,)."""
        return self.upper - self.lower <= 2 * WIDEST_HALF_WIDTH


def cutoff_months(counts: IntervalCounts) -> float:
    """The highest age at which 10 grants are known at risk; 0 where there is none."""
    return counts.age_with_at_risk(FEWEST_AT_RISK)


def curve_withheld(counts: IntervalCounts) -> str | None:
    """Why there is no curve: `too_few_at_risk` (10 at no age), `too_few_closures` (under 10), or None."""
    if cutoff_months(counts) == 0:
        return "too_few_at_risk"
    return "too_few_closures" if counts.closures < FEWEST_CLOSURES else None


def survival_curve(counts: IntervalCounts, ages_months: Floats, province: Province) -> SurvivalCurve:
    """PWE-IC with its 95% band at each age (k,), ages >= 0.

    Strata of the counts are fitted apart and averaged over all grants, seen or not (direct standardisation);
    `counts.pooled()` gives the pooled curve. With fewer than 8 regencies of 5 verdicts each the band is the model's
    own, widened by the design effect of `province()`.
    """
    model = survival_model(counts)
    survival = model.survival(model.everywhere, ages_months)
    band = fitted_band(
        _clusters(counts, model, ages_months),
        survival,
        LOG_MINUS_LOG,
        lambda: _clusters(wide := province(), survival_model(wide), ages_months),
    )
    bounds_later = 1.0 if counts.closures else np.nan
    lower, upper = (np.where(ages_months == 0, 1.0, bounds_later * ends) for ends in (band.lower, band.upper))
    return SurvivalCurve(ages_months, survival, lower, upper, band.method, cutoff_months(counts))


def survival_at(counts: IntervalCounts, age_months: float, province: Province) -> Result:
    """S at one age, over the strata of the counts: survival_12, _24, _36 are those of `counts.pooled()`.

    Withheld: `too_few_at_risk` (under 10 known at risk at that age), `too_few_closures` (none: nothing to fit),
    `interval_too_wide` (half-width above 15 points: the interval is shown, the point is not).
    """
    ages = np.array([float(age_months)])
    if counts.at_risk(ages)[0] < FEWEST_AT_RISK:
        return Result(None, withheld="too_few_at_risk")
    if counts.closures == 0:
        return Result(None, withheld="too_few_closures")
    curve = survival_curve(counts, ages, province)
    interval = Band(curve.method, curve.lower, curve.upper).interval(0)
    if interval is None or curve.upper[0] - curve.lower[0] > 2 * WIDEST_HALF_WIDTH:
        return Result(None, interval, "interval_too_wide")
    return Result(float(curve.survival[0]), interval)


def survival_standardised_at(counts: IntervalCounts, age_months: float, province: Province) -> Result:
    """S at one age over strata of programme and regency type (survival_24_standardised), where these were seen unlike.

    Withheld as `survival_at` is, and `strata_seen_alike` where `strata_to_standardise_over` asks for no strata.
    """
    strata = strata_to_standardise_over(counts)
    if strata is None:
        return Result(None, withheld="strata_seen_alike")
    return survival_at(strata, age_months, lambda: strata_to_standardise_over(wide := province()) or wide.pooled())


def median_survival(counts: IntervalCounts, province: Province) -> Result:
    """The age in months by which half have closed, pooled; jackknife on the log scale.

    Withheld: `too_few_closures` (under 10), `median_not_reached` (not by the age at which 10 are known at risk).
    """
    if counts.closures < FEWEST_CLOSURES:
        return Result(None, withheld="too_few_closures")
    pooled = counts.pooled()
    clusters = _median_clusters(pooled)
    value = LOG.backward(clusters.centre())
    if value[0] > cutoff_months(counts):
        return Result(None, withheld="median_not_reached")
    band = fitted_band(clusters, value, LOG, lambda: _median_clusters(province().pooled()))
    return Result(float(value[0]), band.interval(0))


def strata_to_standardise_over(counts: IntervalCounts) -> IntervalCounts | None:
    """The counts with strata fit for standardising, or None where the pooled curve serves.

    It is asked for where the share never visited differs by more than 15 points between strata that have 10
    closures each. Strata with fewer are joined to one, and this to the smallest other where it still has fewer.
    """
    strata = int(counts.stratum.max()) + 1 if len(counts.stratum) else 0
    closures = np.bincount(counts.stratum, counts.grants * counts.closed, strata)
    enough = closures >= FEWEST_CLOSURES
    never_visited = np.bincount(counts.stratum, counts.unvisited, strata) / np.bincount(
        counts.stratum, counts.grants, strata
    )
    if enough.sum() < 2 or np.ptp(never_visited[enough]) <= UNVISITED_GAP_THAT_ASKS_FOR_STRATA:
        return None
    smallest = int(np.flatnonzero(enough)[np.argmin(closures[enough])])
    joined = smallest if closures[~enough].sum() < FEWEST_CLOSURES else strata
    relabelled = np.where(enough[counts.stratum], counts.stratum, joined)
    return replace(counts, stratum=np.unique(relabelled, return_inverse=True)[1])


def _clusters(counts: IntervalCounts, model: SurvivalModel, ages_months: Floats) -> Clusters:
    return Clusters(
        np.diag(model.everywhere),
        counts.verdicts_by_regency(),
        lambda kept: model.log_minus_log(kept, ages_months),
        lambda kept: model.log_minus_log_variance(kept, ages_months),
    )


def _median_clusters(counts: IntervalCounts) -> Clusters:
    model = survival_model(counts)

    def log_median(kept: Floats) -> float:
        fitted = model.fits(kept)[0]
        return float("nan") if fitted is None else float(np.log(fitted.quantile_months(0.5)))

    def variance(kept: Floats) -> float:
        fitted = model.fits(kept)[0]
        if fitted is None:
            return float("nan")
        median = np.array([fitted.quantile_months(0.5)])
        elasticity = fitted.hazard(median) * median / fitted.cumulative_hazard(median)
        return float((fitted.log_cumulative_hazard_variance(median) / elasticity**2)[0])

    return Clusters(np.diag(model.everywhere), counts.verdicts_by_regency(), log_median, variance)
