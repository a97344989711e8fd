"""How many businesses still run t months after the grant: S(t) = P(T > t), from (L, R] counts by regency.

The headline is the pooled PWE-IC of `piecewise_exponential`, its band on the log(-log) scale one of the two of
`targets`. It assumes that the timing of visits says nothing of closing (within strata, where it is standardised): the
page that shows it says so every time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LOG, LOG_MINUS_LOG, Clusters, Floats
from analytics.methods.survival_model import SurvivalModel, survival_model
from analytics.methods.targets import ends_in_places, ends_were_it_repeated, jackknife_speaks

MIN_AT_RISK = 10
MIN_CLOSURES = 10
WIDEST_HALF_WIDTH = 0.15
UNVISITED_GAP_THAT_ASKS_FOR_STRATA = 0.15


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
    def is_wide(self) -> NDArray[np.bool_]:
        """Where the band is more than 30 points from end to end, (k,)."""
        return self.upper - self.lower > 2 * WIDEST_HALF_WIDTH


def cutoff_months(counts: IntervalCounts) -> float:
    """The highest age at which 10 grants are known at risk; 0 where there is none."""
    return counts.age_with_at_risk(MIN_AT_RISK)


def curve_withheld(counts: IntervalCounts) -> str | None:
    """Why there is no curve: `too_few_at_risk` (10 at no age), `too_few_closures` (under 10), or None."""
    if cutoff_months(counts) == 0:
        return "too_few_at_risk"
    return "too_few_closures" if counts.closures < MIN_CLOSURES else None


def survival_curve(counts: IntervalCounts, ages_months: Floats, is_of_places: bool = False) -> SurvivalCurve:
    """PWE-IC with its 95% band at each age (k,), ages >= 0.

    Strata of the counts are fitted apart and averaged over all grants, seen or not (direct standardisation);
    `counts.pooled()` gives the pooled curve. The band is that of a choice of places, by the model's own variance, or
    of the whole province were it repeated, as `targets` says.
    """
    model = survival_model(counts)
    survival = model.survival(model.everywhere, ages_months)
    clusters = _clusters(counts, model, ages_months)
    with np.errstate(all="ignore"):
        ends = (ends_in_places if is_of_places else ends_were_it_repeated)(clusters, survival, LOG_MINUS_LOG)
    bounds_later = 1.0 if counts.closures else np.nan
    lower, upper = (np.where(ages_months == 0, 1.0, bounds_later * end) for end in ends)
    method: Literal["jackknife", "model"] = "jackknife" if jackknife_speaks(clusters) and not is_of_places else "model"
    return SurvivalCurve(ages_months, survival, lower, upper, method, cutoff_months(counts))


def median_withheld(counts: IntervalCounts) -> str | None:
    """Why there is no median, or None: `too_few_closures` (under 10), `median_not_reached` (not by the age at which 10
    are known at risk)."""
    if counts.closures < MIN_CLOSURES:
        return "too_few_closures"
    median = float(LOG.backward(median_clusters(counts).centre())[0])
    return "median_not_reached" if median > cutoff_months(counts) else None


def strata_to_standardise_over(counts: IntervalCounts) -> IntervalCounts | None:
    """The counts with strata fit for standardising, or None where the pooled curve serves.

    It is asked for where the share never visited differs by more than 15 points between strata that have 10
    closures each. Strata with fewer are joined to one, and this to the smallest other where it still has fewer.
    """
    strata = int(counts.stratum.max()) + 1 if len(counts.stratum) else 0
    closures = np.bincount(counts.stratum, counts.grants * counts.closed, strata)
    enough = closures >= MIN_CLOSURES
    never_visited = np.bincount(counts.stratum, counts.unvisited, strata) / np.bincount(
        counts.stratum, counts.grants, strata
    )
    if enough.sum() < 2 or np.ptp(never_visited[enough]) <= UNVISITED_GAP_THAT_ASKS_FOR_STRATA:
        return None
    smallest = int(np.flatnonzero(enough)[np.argmin(closures[enough])])
    joined = smallest if closures[~enough].sum() < MIN_CLOSURES else strata
    relabelled = np.where(enough[counts.stratum], counts.stratum, joined)
    return replace(counts, stratum=np.unique(relabelled, return_inverse=True)[1])


def _clusters(counts: IntervalCounts, model: SurvivalModel, ages_months: Floats) -> Clusters:
    return Clusters(
        np.diag(model.everywhere),
        counts.verdicts_by_regency(),
        lambda kept: model.log_minus_log(kept, ages_months),
        lambda kept: model.log_minus_log_variance(kept, ages_months),
    )


def median_clusters(counts: IntervalCounts) -> Clusters:
    """The age in months by which half of the pooled grants have closed, on the log scale."""
    counts = counts.pooled()
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
