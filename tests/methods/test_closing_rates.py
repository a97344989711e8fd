"""Rates of closing against the programme's average: worked by hand, and by another optimiser."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

from analytics.methods.closing_rates import (
    VisitTrials,
    closing_rates,
    survival_by_rate,
    visit_trials,
)
from tests.methods.tables import Counts, Row


def trials(*rows: Row) -> VisitTrials:
    """Rows of (cell, rise, closed, visits)."""
    cell, rise, closed, visits = (np.array(column) for column in zip(*rows, strict=True))
    return VisitTrials(cell, rise.astype(float), closed.astype(bool), visits.astype(float), int(cell.max()) + 1)


def test_a_rate_from_one_kind_of_visit_by_hand() -> None:
    """Each visit is expected to find 20% closed (rise 0.2231) and found 36%: h = log(0.64) / log(0.8) = 2."""
    rise = -np.log(0.8)
    rates = closing_rates(trials((0, rise, True, 36), (0, rise, False, 64)))
    assert rates.rate == pytest.approx([2.0])
    assert rates.closings.tolist() == [36]
    assert rates.closings_expected == pytest.approx([20.0])
    assert rates.visits.tolist() == [100]


def test_the_interval_is_that_of_the_likelihood_ratio_of_a_share() -> None:
    """36 of 100: the ends of h are those of the share, whose log-likelihood is half of 3.841 lower there."""
    rise = -np.log(0.8)
    rates = closing_rates(trials((0, rise, True, 36), (0, rise, False, 64)))
    highest = stats.binom.logpmf(36, 100, 0.36)
    for end in (rates.lower[0], rates.upper[0]):
        share = 1 - np.exp(-end * rise)
        assert highest - stats.binom.logpmf(36, 100, share) == pytest.approx(stats.chi2.ppf(0.95, 1) / 2, abs=1e-6)
    assert rates.likelihood_ratio[0] == pytest.approx(2 * (highest - stats.binom.logpmf(36, 100, 0.2)))


def test_visits_rare_and_frequent_by_another_optimiser() -> None:
    generator = np.random.default_rng(2)
    rise = generator.gamma(2, 0.3, 80)
    closed = generator.random(80) < 1 - np.exp(-1.7 * rise)

    def negative(log_rate: float) -> float:
        return -float(np.where(closed, np.log(-np.expm1(-np.exp(log_rate) * rise)), -np.exp(log_rate) * rise).sum())

    other = np.exp(optimize.minimize_scalar(negative, bounds=(-5, 5), method="bounded", options={"xatol": 1e-10}).x)
    rates = closing_rates(VisitTrials(np.zeros(80, dtype=np.intp), rise, closed, np.ones(80), 1))
    assert rates.rate[0] == pytest.approx(other, rel=1e-6)
    assert rates.lower[0] < other < rates.upper[0]


def test_closings_found_over_expected_is_no_rate() -> None:
    """Half are expected closed at each visit; at h = 2.2 78% are found so: 78 over 50 is 1.57."""
    rise = np.log(2)
    rates = closing_rates(trials((0, rise, True, 10_000 * (1 - 2**-2.2)), (0, rise, False, 10_000 * 2**-2.2)))
    assert rates.rate == pytest.approx([2.2])
    assert rates.closings / rates.closings_expected == pytest.approx([1.565], abs=1e-3)


def test_none_closed_is_a_rate_of_nought_with_an_upper_end() -> None:
    """50 visits over a rise of 0.1: h x 5 = 1.92 at the upper end."""
    rates = closing_rates(trials((0, 0.1, False, 50)))
    assert (rates.rate[0], rates.lower[0]) == (0, 0)
    assert rates.upper[0] == pytest.approx(stats.chi2.ppf(0.95, 1) / 2 / 5)
    assert survival_by_rate(0.6, rates.rate)[0] == 1


def test_all_closed_is_a_rate_without_an_end() -> None:
    """5 visits, all found closed: the lower end has (1 - exp(-0.5 h))^5 = exp(-1.92)."""
    rates = closing_rates(trials((0, 0.5, True, 5)))
    assert (rates.rate[0], rates.upper[0]) == (np.inf, np.inf)
    assert rates.lower[0] == pytest.approx(-np.log(1 - np.exp(-stats.chi2.ppf(0.95, 1) / 2 / 5)) / 0.5)
    assert survival_by_rate(0.6, rates.rate)[0] == 0


def test_a_cell_without_a_visit_has_no_rate() -> None:
    rates = closing_rates(trials((0, 0.5, False, 5), (2, 0.5, True, 5)))
    assert np.isnan([rates.rate[1], rates.lower[1], rates.upper[1]]).all()
    assert not rates.is_flagged[1]


def test_the_flag_is_the_998_in_a_thousand_of_the_likelihood_ratio() -> None:
    """20% expected. Of 100: 33 have a ratio of 9.29 (no flag), 34 of 10.69 (flag)."""
    rise = -np.log(0.8)
    rates = closing_rates(trials((0, rise, True, 33), (0, rise, False, 67), (1, rise, True, 34), (1, rise, False, 66)))
    assert rates.is_flagged.tolist() == [False, True]


def test_survival_by_rate() -> None:
    """0.64 at twice the average's 0.8; 64% at half of 0.4096."""
    assert survival_by_rate(0.8, np.array([2.0])) == pytest.approx([0.64])
    assert survival_by_rate(0.4096, np.array([0.5])) == pytest.approx([0.64])


def test_trials_of_a_programme_by_type(counts: Counts) -> None:
    """A constant hazard, half closed after 12 months: a visit at 12 has a rise of log 2, one from 12 to 18 of half."""
    programme = counts(("R1", 0, 12, 500), ("R1", 12, None, 500))
    visits = pd.DataFrame(
        [("UEP", "kuliner", 0.0, 12.0, True, 30), ("UEP", "jasa", 12.0, 18.0, False, 20)],
        columns=["programme", "type", "from_months", "to_months", "has_survived", "trials"],
    )
    of_types, types = visit_trials(visits, "type", {"UEP": programme})
    assert types == ("jasa", "kuliner")
    assert of_types.rise == pytest.approx([np.log(2), np.log(2) / 2], rel=1e-3)
    assert of_types.closed.tolist() == [False, True]
    assert closing_rates(of_types).rate.tolist() == [np.inf, 0]


def test_a_programme_without_a_closure_has_no_average(counts: Counts) -> None:
    visits = pd.DataFrame(
        [("UEP", "jasa", 0.0, 12.0, True, 30)],
        columns=["programme", "type", "from_months", "to_months", "has_survived", "trials"],
    )
    of_types, types = visit_trials(visits, "type", {"UEP": counts(("R1", 12, None, 30))})
    assert (of_types.cells, types) == (0, ())
    assert closing_rates(of_types).rate.tolist() == []
