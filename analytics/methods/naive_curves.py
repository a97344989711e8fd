"""What the usual curves and shares would say of (L, R] counts: shown to explain why they mislead.

They date a closure at a visit that may come a year late, and leave out who was never seen. Kaplan-Meier is
an estimate only where visits are dense (`visits_are_dense`). Kaplan and Meier, JASA 53 (1958) 457-481; Greenwood 1926.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LEVEL, Floats

WIDEST_DENSE_GAP_MONTHS = 1.5
DENSE_GAP_PERCENTILE = 0.9


@dataclass(frozen=True)
class Lifetimes:
    """Grants as the usual methods want them: `age_months` (rows,), whether it is a closing (else last sight),
    and how many `grants` each row stands for."""

    age_months: Floats
    closed: NDArray[np.bool_]
    grants: NDArray[np.intp]


@dataclass(frozen=True)
class KaplanMeier:
    """The step curve: S from each of `ages_months` (k,) on, with the ends of Greenwood's interval on the log(-log)
    scale (nan where S is 0 or 1)."""

    ages_months: Floats
    survival: Floats
    lower: Floats
    upper: Floats

    def at(self, ages_months: Floats) -> tuple[Floats, Floats, Floats]:
        """S and its ends at any ages (k,); S is 1 before the first step."""
        step = np.searchsorted(self.ages_months, ages_months, side="right")
        before = np.ones(1)
        survival, lower, upper = (
            np.concatenate([before, values])[step] for values in (self.survival, self.lower, self.upper)
        )
        return survival, lower, upper


def closed_when_seen(counts: IntervalCounts) -> Lifetimes:
    """Closures dated at the visit that found them, the others at last sight; grants without a verdict left out."""
    return _lifetimes(counts, np.where(counts.closed, counts.upper_months, counts.lower_months))


def closed_at_midpoint(counts: IntervalCounts) -> Lifetimes:
    """Closures dated halfway between L and R, the others at last sight; grants without a verdict left out."""
    midpoint = (counts.lower_months + counts.upper_months) / 2
    return _lifetimes(counts, np.where(counts.closed, midpoint, counts.lower_months))


def _lifetimes(counts: IntervalCounts, age_months: Floats) -> Lifetimes:
    known = counts.has_verdict
    return Lifetimes(age_months[known], counts.closed[known], counts.grants[known].astype(np.intp))


def kaplan_meier(lifetimes: Lifetimes) -> KaplanMeier:
    """Kaplan-Meier with Greenwood's variance, from counts (scipy's wants a row for every grant). Assumes that every
    age is exact and that last sight says nothing of closing. Raises ValueError without lifetimes."""
    if not lifetimes.grants.sum():
        raise ValueError("no lifetime to estimate from")
    ages, at = np.unique(lifetimes.age_months, return_inverse=True)
    closed = np.bincount(at, lifetimes.grants * lifetimes.closed)
    at_risk = np.cumsum(np.bincount(at, lifetimes.grants)[::-1])[::-1]
    survival: Floats = np.asarray(np.cumprod(1 - closed / at_risk), dtype=np.float64)
    with np.errstate(all="ignore"):
        greenwood = np.cumsum(closed / (at_risk * (at_risk - closed)))
        half = stats.norm.ppf((1 + LEVEL) / 2) * np.sqrt(greenwood) / np.abs(np.log(survival))
        lower, upper = survival ** np.exp(half), survival ** np.exp(-half)
    has_ends = (survival > 0) & (survival < 1)
    return KaplanMeier(ages, survival, np.where(has_ends, lower, np.nan), np.where(has_ends, upper, np.nan))


def visits_are_dense(counts: IntervalCounts) -> bool:
    """Whether Kaplan-Meier may be an estimate: the 90th percentile of R - L of closures is at most 1.5 months."""
    closed = counts.closed
    gaps = np.repeat((counts.upper_months - counts.lower_months)[closed], counts.grants[closed].astype(np.intp))
    return bool(len(gaps) > 0 and np.quantile(gaps, DENSE_GAP_PERCENTILE) <= WIDEST_DENSE_GAP_MONTHS)


def share_not_recorded_closed(counts: IntervalCounts) -> float:
    """Grants not seen closed over all grants: takes everyone unseen as running."""
    return 1 - counts.closures / float(counts.grants.sum())


def share_running_when_seen(counts: IntervalCounts) -> float:
    """Grants running at their last verdict over grants with a verdict: of all ages and dates of sight."""
    known = float(counts.grants[counts.has_verdict].sum())
    return 1 - counts.closures / known
