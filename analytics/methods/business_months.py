"""What a grant bought, at equal ages: months of business in the first 24 (or 36), and the cost of one still running.

The restricted mean survival time is the area under S up to an age (Royston and Parmar, Statistics in Medicine 30 (2011)
2409-2421), here of the interval-censored piecewise-exponential curve. Amounts are complete counts, so a cost or a
rate has the interval of survival turned over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LOGIT, Clusters, Floats
from analytics.methods.piecewise_exponential import CUTS_MONTHS, PiecewiseExponential, exposure_months
from analytics.methods.survival_model import survival_model
from analytics.methods.targets import Ends, ends_in_places, ends_of_one, ends_were_it_repeated

MILLION_IDR = 1_000_000
NODES = 8
"""Of Gauss and Legendre in each piece: the area of exp(-x) over a piece is exact to 12 digits for x up to 5."""


@dataclass(frozen=True)
class MonthsRunning:
    """Mean months of business up to an age, with its intervals for these places and were it repeated."""

    months: float
    in_places: Ends
    were_it_repeated: Ends


def months_running(counts: IntervalCounts, age_months: float) -> MonthsRunning:
    """The restricted mean survival time to an age, pooled; its share of that age is taken as symmetric on the logit.

    Raises ValueError without a closure: `survival_at_age_withheld` says so before.
    """
    if counts.closures == 0:
        raise ValueError("no closure was seen")
    model = survival_model(counts.pooled())

    def logit(kept: Floats) -> Floats:
        fitted = model.fits(kept)[0]
        n = float(counts.grants @ kept[counts.regency])
        share = (n + 0.5) / (n + 1) if fitted is None else area_under(fitted, age_months)[0] / age_months
        return LOGIT.forward(np.array([share]))

    def variance(kept: Floats) -> Floats:
        fitted = model.fits(kept)[0]
        if fitted is None:
            return np.full(1, np.nan)
        area, gradient = area_under(fitted, age_months)
        share = area / age_months
        return fitted.variance_along(gradient[None, :] / age_months) / (share * (1 - share)) ** 2

    clusters = Clusters(np.diag(model.everywhere), counts.verdicts_by_regency(), logit, variance)
    share = LOGIT.backward(clusters.centre())
    (places, repeated) = (ends_of_one(of(clusters, share, LOGIT)) for of in (ends_in_places, ends_were_it_repeated))
    return MonthsRunning(
        float(age_months * share[0]),
        (age_months * places[0], age_months * places[1]),
        (age_months * repeated[0], age_months * repeated[1]),
    )


def area_under(fitted: PiecewiseExponential, age_months: float) -> tuple[float, Floats]:
    """The area under S up to an age, in months, and its derivative by the log-hazards (pieces,)."""
    cuts = np.array([0.0, *(cut for cut in CUTS_MONTHS if cut < age_months), age_months])
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    half = np.diff(cuts) / 2
    ages = ((cuts[:-1] + half)[:, None] + half[:, None] * nodes).ravel()
    weight = (half[:, None] * weights).ravel()
    survival = fitted.survival(ages)
    gradient = -(weight * survival) @ (exposure_months(ages) * np.exp(fitted.log_hazards))
    return float(weight @ survival), np.asarray(gradient, dtype=np.float64)


def per_million(months: float, ends: Ends, amount_idr: float) -> tuple[float, Ends]:
    """Business-months for each Rp 1 million of a mean grant of `amount_idr`, in the prices of the index year."""
    each = MILLION_IDR / amount_idr
    return months * each, (ends[0] * each, ends[1] * each)


def cost_alive_idr(survival: float, ends: Ends, amount_idr: float) -> tuple[float, Ends]:
    """A mean grant over the share that runs at an age: what one business still running then has cost. The ends are
    those of survival turned over; infinite where its lower end is 0. Raises ZeroDivisionError where nothing survives.
    """
    highest = amount_idr / ends[0] if ends[0] > 0 else float("inf")
    return amount_idr / survival, (amount_idr / ends[1], highest)
