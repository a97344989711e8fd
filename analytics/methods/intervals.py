"""The one way to an interval: a delete-one-regency jackknife, with its rule for few regencies.

Regencies share fate (officers, markets, floods), so intervals that take grants as independent are too
narrow: with ten regencies they cover 76-81% where 95% is promised. Leaving out one regency at a time keeps
what grants of a regency have in common (Quenouille 1956, Tukey 1958; for few clusters with t(G-1):
Bell and McCaffrey 2002).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analytics.estimate import Sampling

LEVEL = 0.95
NO_WIDTH = 1e-6
FEWEST_REGENCIES = 8
FEWEST_VERDICTS_A_REGENCY = 5
DESIGN_EFFECT_WHERE_UNKNOWN = 2.0

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], float | Floats]
"""Sums over regencies, shape (k,), to the figure (or figures) on the natural scale."""


@dataclass(frozen=True)
class Scale:
    """The scale on which a figure's errors are taken as symmetric, and the way back."""

    forward: Callable[[Floats], Floats]
    backward: Callable[[Floats], Floats]


def _logit(p: Floats) -> Floats:
    return np.asarray(np.log(p) - np.log1p(-p), dtype=np.float64)


def _inverse_logit(y: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-y)), dtype=np.float64)


def _log_minus_log(s: Floats) -> Floats:
    return np.asarray(np.log(-np.log(s)), dtype=np.float64)


def _inverse_log_minus_log(y: Floats) -> Floats:
    return np.asarray(np.exp(-np.exp(y)), dtype=np.float64)


IDENTITY = Scale(lambda v: v, lambda y: y)
LOGIT = Scale(_logit, _inverse_logit)
LOG = Scale(lambda v: np.asarray(np.log(v), dtype=np.float64), lambda y: np.asarray(np.exp(y), dtype=np.float64))
LOG_MINUS_LOG = Scale(_log_minus_log, _inverse_log_minus_log)


def share_interval(successes: float, n: int) -> Sampling:
    """Wilson's interval of a share; Jeffreys' at 0 and n, with the certain end at 0 or 1 (as R's binom does).

    Takes the n units as independent. `successes` may be broken where a unit is a share itself (the members of a group
    that are still active). Raises ValueError where n is 0.
    """
    if n <= 0:
        raise ValueError("a share of nothing has no interval")
    if 0 < successes < n:
        lower, upper = proportion_confint(successes, n, alpha=1 - LEVEL, method="wilson")
        return Sampling("wilson", float(lower), float(upper), LEVEL)
    lower, upper = proportion_confint(successes, n, alpha=1 - LEVEL, method="jeffreys")
    return Sampling("jeffreys", 0.0 if successes == 0 else float(lower), 1.0 if successes == n else float(upper), LEVEL)


def garwood_interval(total: int, units: int) -> Sampling:
    """The interval of a mean count, `total` of something over `units`: Garwood's for a Poisson total (Biometrika 28
    (1936) 437-442), which also speaks where nothing was counted."""
    tail = (1 - LEVEL) / 2
    lower = stats.chi2.ppf(tail, 2 * total) / 2 if total else 0.0
    upper = stats.chi2.ppf(1 - tail, 2 * total + 2) / 2
    return Sampling("model", float(lower / units), float(upper / units), LEVEL)


def jackknife_variance(replicates: Floats) -> Floats:
    """Delete-one-cluster variance; replicates of shape (G,) or (G, ages) on the figure's natural scale."""
    clusters = replicates.shape[0]
    spread = replicates - replicates.mean(axis=0)
    return np.asarray((clusters - 1) / clusters * (spread**2).sum(axis=0), dtype=np.float64)


def leave_one_out(totals: Floats) -> Floats:
    """Sums over all clusters but one: (G, k) sums a cluster in, (G, k) out."""
    return np.asarray(totals.sum(axis=0) - totals, dtype=np.float64)


@dataclass(frozen=True)
class Clusters:
    """A figure, or a curve of figures, as sums over regencies.

    - `totals`: (G, k) sums a regency. For what is fitted rather than summed: the unit matrix, so that the sum over
      the regencies that are kept says which they are.
    - `verdicts`: (G,) verdicts behind them.
    - `statistic`, `model_variance`: of the sums, on the natural scale, a number or (figures,); the second takes
      grants as independent.
    """

    totals: Floats
    verdicts: Floats
    statistic: Statistic
    model_variance: Statistic

    def centre(self) -> Floats:
        """The figures on their natural scale, (figures,)."""
        return np.atleast_1d(self.statistic(self.totals.sum(axis=0)))

    def own_variance(self) -> Floats:
        """What the model itself says of their variance, (figures,)."""
        return np.atleast_1d(self.model_variance(self.totals.sum(axis=0)))

    def jackknife_variance(self) -> Floats:
        """Their variance over the regencies that have verdicts, left out one at a time, (figures,)."""
        without_one = leave_one_out(self.totals[self.verdicts > 0])
        return jackknife_variance(np.array([np.atleast_1d(self.statistic(row)) for row in without_one]))

    def design_effect(self) -> Floats:
        """Jackknife over model variance of the same figures, at least 1; 2 where it cannot be had, (figures,)."""
        own = self.own_variance()
        if not enough_regencies(self.verdicts):
            return np.full_like(own, DESIGN_EFFECT_WHERE_UNKNOWN)
        effect = self.jackknife_variance() / own
        return np.where(np.isfinite(effect), np.maximum(effect, 1.0), DESIGN_EFFECT_WHERE_UNKNOWN)


@dataclass(frozen=True)
class Band:
    """Interval ends of several figures that share one method; nan where nothing bounds a figure."""

    method: Literal["jackknife", "model"]
    lower: Floats
    upper: Floats

    def interval(self, place: int) -> Sampling | None:
        """The interval of the figure at this place; None where nothing bounds it."""
        lower, upper = float(self.lower[place]), float(self.upper[place])
        if not (np.isfinite(lower) and np.isfinite(upper)):
            return None
        return Sampling(self.method, lower, upper, LEVEL)


def clustered_band(clusters: Clusters, values: Floats, scale: Scale, province: Callable[[], Clusters]) -> Band:
    """The intervals of `values` (figures,), regencies as clusters.

    - With at least 8 regencies of 5 verdicts each: jackknife, t(G-1). With fewer: the model's own variance times
      the design effect of `province()` (the same figures without a choice of places), labelled `model`; t with the
      province's G-1 degrees of freedom, never narrower than the model's own.
    - An interval is widened where need be to hold its value (shares at 0 and 1).
    """
    with np.errstate(all="ignore"):
        if enough_regencies(clusters.verdicts):
            return _band(clusters, values, scale, "jackknife", clusters.jackknife_variance(), clusters.verdicts)
        wide = province()
        variance = clusters.own_variance() * wide.design_effect()
        return _band(clusters, values, scale, "model", variance, wide.verdicts)


def fitted_band(clusters: Clusters, values: Floats, scale: Scale, province: Callable[[], Clusters]) -> Band:
    """As `clustered_band`, of what is fitted to grants. Where regencies are exactly alike, leaving one out says that
    chance plays no part: the model's own variance speaks instead, and where it does everywhere, the label is `model`.
    """
    band = clustered_band(clusters, values, scale, province)
    alike = band.upper - band.lower < NO_WIDTH
    if band.method == "model" or not alike.any():
        return band
    with np.errstate(all="ignore"):
        own = _band(clusters, values, scale, "model", clusters.own_variance(), clusters.verdicts)
    if alike.all():
        return own
    return Band("jackknife", np.where(alike, own.lower, band.lower), np.where(alike, own.upper, band.upper))


def _band(
    clusters: Clusters, values: Floats, scale: Scale, method: Literal["jackknife", "model"],
    variance: Floats, verdicts: Floats,
) -> Band:  # fmt: skip
    """Around the centre on the natural scale; `verdicts` of the regencies behind the variance."""
    regencies = int((verdicts > 0).sum())
    centre = clusters.centre()
    half = stats.t.ppf((1 + LEVEL) / 2, max(regencies, FEWEST_REGENCIES) - 1) * np.sqrt(variance)
    ends = np.array([scale.backward(centre - half), scale.backward(centre + half)])
    bounded = np.isfinite(centre) & np.isfinite(half)
    return Band(
        method,
        np.where(bounded, np.minimum(ends.min(axis=0), values), np.nan),
        np.where(bounded, np.maximum(ends.max(axis=0), values), np.nan),
    )


def clustered_interval(
    totals: Floats,
    verdicts: Floats,
    value: float,
    statistic: Statistic,
    model_variance: Statistic,
    scale: Scale,
    province: Callable[[], tuple[Floats, Floats]],
) -> Sampling | None:
    """The interval of one figure made of sums, as `clustered_band` says; None where nothing bounds it.

    The arguments are those of `Clusters`; `province()` gives the totals and verdicts of the same figure without a
    choice of places.
    """
    return clustered_band(
        Clusters(totals, verdicts, statistic, model_variance),
        np.array([value]),
        scale,
        lambda: Clusters(*province(), statistic, model_variance),
    ).interval(0)


def enough_regencies(verdicts: Floats) -> bool:
    """Whether the jackknife may speak: at least 8 regencies with 5 verdicts each."""
    return int((verdicts >= FEWEST_VERDICTS_A_REGENCY).sum()) >= FEWEST_REGENCIES
