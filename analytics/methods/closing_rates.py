"""How fast the businesses of a type, or of a regency, close against the average of their programme, itself included.

Every visit to a grant not yet seen closed is a trial: over a rise dH of the programme's cumulative hazard since the
visit before, a business that closes h times as fast is found closed with probability 1 - exp(-h dH). h is the maximum
of that likelihood, its interval that of the likelihood ratio (Wilks, Annals of Mathematical Statistics 9 (1938) 60-62).
Closings found over closings expected is no such rate: where visits are rare it draws a true 2.2 to 1.8. Takes grants
as independent; assumes that the timing of visits says nothing of closing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LEVEL, Floats
from analytics.methods.survival_model import survival_model

FLAG_AT_LIKELIHOOD_RATIO = 9.55
"""The 99.8% point of chi-square with one degree of freedom: 3.09 squared."""
WITHIN = float(stats.chi2.ppf(LEVEL, 1))
SLOWEST, FASTEST = 1e-6, 1e6
HALVINGS = 70
MIN_RISE = 1e-12


@dataclass(frozen=True)
class VisitTrials:
    """Visits to grants not yet seen closed, one entry per row.

    - `cell`: index of the type or regency, 0..cells-1. `rise`: of the programme's cumulative hazard since the visit
      before, or since disbursement. `closed`: what the visit found. `visits`: how many such visits.
    """

    cell: NDArray[np.intp]
    rise: Floats
    closed: NDArray[np.bool_]
    visits: Floats
    cells: int

    def summed(self, values: Floats) -> Floats:
        """The sum of values (rows,) over the visits of each cell, (cells,)."""
        return np.bincount(self.cell, self.visits * values, self.cells).astype(np.float64)


@dataclass(frozen=True)
class ClosingRates:
    """One entry per cell, (cells,).

    - `visits`, `closings` found and `closings_expected` at the programme's average, over the same visits: counts to be
      printed, never divided.
    - `rate`: h, 1 for the average; 0 where none closed, infinite where all visits found closures, nan without a visit.
    - `lower`, `upper`: its 95% interval by the likelihood ratio.
    - `likelihood_ratio`: of the rate against 1.
    """

    visits: Floats
    closings: Floats
    closings_expected: Floats
    rate: Floats
    lower: Floats
    upper: Floats
    likelihood_ratio: Floats

    @property
    def is_flagged(self) -> NDArray[np.bool_]:
        """Whether a type closes faster or slower than chance explains at 99.8%. Regencies, which share fate, are
        flagged by `funnel` instead."""
        return self.likelihood_ratio > FLAG_AT_LIKELIHOOD_RATIO


def closing_rates(trials: VisitTrials) -> ClosingRates:
    """The rate of each cell with its interval; never raises."""
    closings = trials.summed(trials.closed.astype(np.float64))
    none_closed, all_closed = closings == 0, trials.summed(~trials.closed * trials.rise) == 0
    slowest, fastest = np.full(trials.cells, SLOWEST), np.full(trials.cells, FASTEST)
    inner = _where_it_turns_negative(lambda rate: _slope(trials, rate), slowest, fastest)
    best = np.where(none_closed, SLOWEST, np.where(all_closed, FASTEST, inner))
    highest = np.where(none_closed, 0.0, _log_likelihood(trials, best))
    least = highest - WITHIN / 2
    lower = _where_it_turns_negative(lambda rate: least - _log_likelihood(trials, rate), slowest, best)
    upper = _where_it_turns_negative(lambda rate: _log_likelihood(trials, rate) - least, best, fastest)
    visits = trials.summed(np.ones_like(trials.rise))
    rate = np.where(none_closed, 0.0, np.where(all_closed, np.inf, best))
    nothing = visits == 0
    return ClosingRates(
        visits,
        closings,
        trials.summed(-np.expm1(-trials.rise)),
        np.where(nothing, np.nan, rate),
        np.where(nothing, np.nan, np.where(none_closed, 0.0, lower)),
        np.where(nothing, np.nan, np.where(all_closed, np.inf, upper)),
        np.where(nothing, 0.0, 2 * (highest - _log_likelihood(trials, np.ones(trials.cells)))),
    )


def survival_by_rate(survival: float, rate: Floats) -> Floats:
    """S(24) of a cell at its rate of closing: the programme's S(24) to the power h (0 where h is infinite)."""
    return np.asarray(survival**rate, dtype=np.float64)


def visit_trials(
    visits: pd.DataFrame, cell: str, counts: Mapping[str, IntervalCounts]
) -> tuple[VisitTrials, tuple[str, ...]]:
    """Trials by the values of the column `cell`, and those values in the order of their index.

    `visits`: columns `programme`, `cell`, `from_months` (age at the visit before, 0 if none), `to_months`,
    `has_survived` (whether the visit found the business running), `trials` (how many such).
    `counts`: the (L, R] counts of each programme without a choice of places or types, for its average. Rows of a
    programme without a closure have no
    average and are left out. Raises KeyError for a programme without counts.
    """
    rise = cumulative_hazard_rise(visits, counts)
    rows = visits[np.isfinite(rise)]
    index, cells = pd.factorize(rows[cell], sort=True)
    return VisitTrials(
        np.asarray(index, dtype=np.intp),
        np.maximum(rise[np.isfinite(rise)], MIN_RISE),
        ~rows["has_survived"].to_numpy(dtype=bool),
        rows["trials"].to_numpy(dtype=np.float64),
        len(cells),
    ), tuple(str(value) for value in cells)


def cumulative_hazard_rise(visits: pd.DataFrame, counts: Mapping[str, IntervalCounts]) -> Floats:
    """H(to) - H(from) of each row by the curve of its programme, (rows,); nan where that has no closure."""
    rise = np.full(len(visits), np.nan)
    for programme in visits["programme"].unique():
        model = survival_model(counts[programme].pooled())
        fitted = model.fits(model.everywhere)[0]
        rows = (visits["programme"] == programme).to_numpy()
        if fitted is not None:
            before, after = (
                fitted.cumulative_hazard(visits.loc[rows, column].to_numpy(dtype=np.float64))
                for column in ("from_months", "to_months")
            )
            rise[rows] = after - before
    return rise


def _log_likelihood(trials: VisitTrials, rate: Floats) -> Floats:
    """Of each cell at its rate, (cells,)."""
    hazard = rate[trials.cell] * trials.rise
    with np.errstate(divide="ignore"):
        return trials.summed(np.where(trials.closed, np.log(-np.expm1(-hazard)), -hazard))


def _slope(trials: VisitTrials, rate: Floats) -> Floats:
    """Derivative of the log-likelihood of each cell by its rate, (cells,)."""
    with np.errstate(over="ignore"):
        pull = trials.rise / np.expm1(rate[trials.cell] * trials.rise)
    return trials.summed(np.where(trials.closed, pull, -trials.rise))


def _where_it_turns_negative(falling: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """The root of a falling function of each cell between `low` and `high`, (cells,), by halving on the log scale."""
    low, high = low.copy(), high.copy()
    for _ in range(HALVINGS):
        middle = np.sqrt(low * high)
        is_before = falling(middle) > 0
        low, high = np.where(is_before, middle, low), np.where(is_before, high, middle)
    return np.asarray(np.sqrt(low * high), dtype=np.float64)
