"""PWE-IC finds the maximum of its likelihood, and the numbers that can be worked by hand."""

import numpy as np
import pytest
from scipy import optimize

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import Floats
from analytics.methods.piecewise_exponential import RIDGE, Observations, exposure_months, fit


def test_months_in_each_piece() -> None:
    """30 months: 6 + 6 + 12 + 6 of the pieces 0-6, 6-12, 12-24, 24-36; 70: 10 beyond the last cut."""
    assert exposure_months(np.array([30.0, 70])).tolist() == [[6, 6, 12, 6, 0, 0], [6, 6, 12, 12, 24, 10]]


def test_a_constant_hazard_is_found_from_half_yearly_visits() -> None:
    """Of 1,000 grants each visited once at 6 months 393 had closed: the hazard is -log(0.607) / 6 in every piece."""
    found = fit(Observations.of(np.array([0.0, 6]), np.array([6.0, np.inf])), np.array([393.0, 607]))
    assert np.exp(found.log_hazards) == pytest.approx(np.full(6, -np.log(0.607) / 6), rel=1e-6)
    assert found.survival(np.array([0.0, 6, 12])) == pytest.approx([1, 0.607, 0.607**2], rel=1e-6)


def test_median_and_hazard_of_a_constant_hazard() -> None:
    """S(6) = 0.5 at a constant hazard: the median is 6 months, a quarter is left at 12."""
    found = fit(Observations.of(np.array([0.0, 6]), np.array([6.0, np.inf])), np.array([500.0, 500]))
    assert found.quantile_months(0.5) == pytest.approx(6)
    assert found.quantile_months(0.25) == pytest.approx(12)
    assert found.hazard(np.array([3.0, 100])) == pytest.approx(np.log(2) / np.array([6, 6]))


def test_own_variance_is_that_of_a_share() -> None:
    """One visit at 6 months, p = 0.5 of n = 400: var log(-log p) = (1 - p) / (n p log(p)^2), about."""
    found = fit(Observations.of(np.array([0.0, 6]), np.array([6.0, np.inf])), np.array([200.0, 200]))
    assert found.log_cumulative_hazard_variance(np.array([6.0])) == pytest.approx(1 / (400 * np.log(2) ** 2), rel=1e-3)


def test_the_maximum_is_the_one_of_another_optimiser(made_up: IntervalCounts) -> None:
    closed = made_up.closed

    def negative(log_hazards: Floats) -> float:
        def survival(ages: Floats) -> Floats:
            return np.exp(-exposure_months(ages) @ np.exp(log_hazards))

        likelihood = np.log(survival(made_up.lower_months[~closed])).sum()
        likelihood += np.log(survival(made_up.lower_months[closed]) - survival(made_up.upper_months[closed])).sum()
        return float(-likelihood + RIDGE / 2 * (np.diff(log_hazards) ** 2).sum())

    other = optimize.minimize(negative, np.full(6, -3.0), method="BFGS", options={"gtol": 1e-7}).x
    found = fit(Observations.of(made_up.lower_months, made_up.upper_months), made_up.grants)
    assert found.log_hazards == pytest.approx(other, abs=1e-5)


def test_a_warm_start_ends_at_the_same_maximum(made_up: IntervalCounts) -> None:
    observations = Observations.of(made_up.lower_months, made_up.upper_months)
    kept = made_up.grants * (made_up.regency != 3)
    cold, warm = fit(observations, kept), fit(observations, kept, fit(observations, made_up.grants))
    assert warm.log_hazards == pytest.approx(cold.log_hazards, abs=1e-5)


def test_a_covariate_multiplies_the_hazard() -> None:
    """At 6 months 20% and 36% have closed: the second hazard is log(0.64) / log(0.8) = 2 times the first's."""
    lower, upper = np.array([0.0, 6, 0, 6]), np.array([6.0, np.inf, 6, np.inf])
    arm = np.array([[0.0], [0], [1], [1]])
    found = fit(Observations.of(lower, upper, arm), np.array([2e4, 8e4, 3.6e4, 6.4e4]))
    assert np.exp(found.coefficients) == pytest.approx([2.0], rel=1e-3)


def test_pieces_without_a_closure_stay_finite() -> None:
    found = fit(Observations.of(np.array([0.0, 50]), np.array([6.0, np.inf])), np.array([5.0, 100]))
    assert np.isfinite(found.log_hazards).all()
    assert np.exp(found.log_hazards[2]) < 0.001


def test_the_maximum_is_found_where_the_likelihood_is_not_concave() -> None:
    """2,000 closed by 14.38 months whom nobody saw before, and 2,001 running at 56 months: which piece holds the
    closures only the ridge tells."""
    lower = np.array([0.0, 55.9, 59.6])
    upper = np.array([14.38, np.inf, np.inf])
    found = fit(Observations.of(lower, upper), np.array([2000.0, 2000, 1]))
    assert found.survival(np.array([14.38]))[0] == pytest.approx(2001 / 4001, abs=1e-3)


def test_no_table_of_intervals_breaks_the_fit() -> None:
    """Tables on some of which a search without curvature fails, where the likelihood is not concave."""
    generator = np.random.default_rng(1)
    for _ in range(400):
        rows = generator.integers(1, 30)
        lower = np.round(generator.uniform(0, 60, rows) * (generator.random(rows) < generator.random()), 1)
        gap = np.maximum(generator.exponential(generator.choice([0.1, 5, 50]), rows), 0.01)
        upper = np.where(generator.random(rows) < generator.choice([0.1, 0.5, 1]), lower + gap, np.inf)
        upper[0] = lower[0] + gap[0]
        found = fit(Observations.of(lower, upper), generator.choice([1.0, 1, 50, 2000], rows))
        assert np.isfinite(found.log_hazards).all()
        assert (np.diag(found.covariance) > 0).all()


def test_without_a_closure_there_is_no_maximum() -> None:
    with pytest.raises(ValueError, match="no closure"):
        fit(Observations.of(np.array([6.0]), np.array([np.inf])), np.ones(1))


@pytest.mark.parametrize(("lower", "upper"), [(5.0, 5.0), (-1.0, 3.0), (np.inf, np.inf), (6.0, 3.0)])
def test_an_impossible_interval_is_refused(lower: float, upper: float) -> None:
    with pytest.raises(ValueError, match="0 <= lower < upper"):
        Observations.of(np.array([lower]), np.array([upper]))
