"""PWE-IC fitted to strata for any choice of regencies: what the survival curve, the nowcast and the funnel share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LOG_MINUS_LOG, Floats
from analytics.methods.piecewise_exponential import Observations, PiecewiseExponential, fit

REMEMBERED = 16
"""Models kept: each programme's own and the province's, pooled and by strata, of one question."""


class SurvivalModel:
    """PWE-IC of each stratum of the counts; strata weigh as their grants do in the whole, seen or not.

    `kept` below is (G,): 1 for a regency that counts, 0 for one left out; each choice is fitted once, warmed up by
    the fit to all. A stratum without a closure survives; one without a grant hands its weight to the others.
    """

    def __init__(self, counts: IntervalCounts) -> None:
        self.everywhere: Floats = np.ones(counts.regencies)
        strata = int(counts.stratum.max()) + 1 if len(counts.stratum) else 0
        self._strata = [_Stratum(counts, stratum) for stratum in range(strata)]
        self._fits: dict[bytes, list[PiecewiseExponential | None]] = {}

    def fits(self, kept: Floats) -> list[PiecewiseExponential | None]:
        """The fitted model of each stratum; None for one without a closure."""
        choice = kept.tobytes()
        if choice not in self._fits:
            starts = [None] * len(self._strata) if kept.all() else self.fits(self.everywhere)
            self._fits[choice] = [s.fit(kept, start) for s, start in zip(self._strata, starts, strict=True)]
        return self._fits[choice]

    def weights(self, kept: Floats) -> Floats:
        """The weight of each stratum, (strata,): adds up to 1."""
        whole = np.array([stratum.size(self.everywhere) for stratum in self._strata])
        present = np.array([stratum.size(kept) > 0 for stratum in self._strata])
        return np.asarray(whole * present / (whole @ present), dtype=np.float64)

    def survival(self, kept: Floats, ages_months: Floats) -> Floats:
        """S at each age, (k,)."""
        curves = [np.ones_like(ages_months) if f is None else f.survival(ages_months) for f in self.fits(kept)]
        return np.asarray(self.weights(kept) @ np.array(curves), dtype=np.float64)

    def log_minus_log(self, kept: Floats, ages_months: Floats) -> Floats:
        """log(-log S) at each age > 0, (k,); without a closure among n grants S is taken as (n + 1/2) / (n + 1)."""
        survival = self.survival(kept, ages_months)
        n = sum(stratum.size(kept) for stratum in self._strata)
        return LOG_MINUS_LOG.forward(np.where(survival == 1, (n + 0.5) / (n + 1), survival))

    def log_minus_log_variance(self, kept: Floats, ages_months: Floats) -> Floats:
        """The model's own variance of the same, (k,), by the delta method: grants are taken as independent."""
        survival = self.survival(kept, ages_months)
        variance = np.zeros_like(ages_months)
        for weight, fitted in zip(self.weights(kept), self.fits(kept), strict=True):
            if fitted is not None:
                gradient = weight * fitted.survival(ages_months)[:, None] * fitted.by_piece(ages_months)
                variance += fitted.variance_along(gradient)
        return np.asarray(variance / (survival * np.log(survival)) ** 2, dtype=np.float64)


def survival_model(counts: IntervalCounts) -> SurvivalModel:
    """The model of the counts. Several figures of one page rest on the same fits, so the last models are remembered
    by the content of their counts; a fit depends on nothing else."""
    digest = hashlib.sha256(str(counts.regencies).encode())
    for column in (counts.lower_months, counts.upper_months, counts.regency, counts.stratum, counts.grants):
        digest.update(column.tobytes())
    return _model(_SameContent(digest.digest(), counts))


@dataclass(frozen=True)
class _SameContent:
    digest: bytes
    counts: IntervalCounts = field(compare=False)


@lru_cache(maxsize=REMEMBERED)
def _model(same: _SameContent) -> SurvivalModel:
    return SurvivalModel(same.counts)


class _Stratum:
    """The rows of one stratum, prepared for fitting."""

    def __init__(self, counts: IntervalCounts, stratum: int) -> None:
        rows = counts.stratum == stratum
        self._regency = counts.regency[rows]
        self._grants = counts.grants[rows]
        self._closed = counts.closed[rows]
        self._observations = Observations.of(counts.lower_months[rows], counts.upper_months[rows])

    def size(self, kept: Floats) -> float:
        """Grants of the stratum, seen or not."""
        return float(self._grants @ kept[self._regency])

    def fit(self, kept: Floats, start: PiecewiseExponential | None) -> PiecewiseExponential | None:
        """The stratum's PWE-IC; None without a closure."""
        grants = self._grants * kept[self._regency]
        if not (grants[self._closed] > 0).any():
            return None
        return fit(self._observations, grants, start)
