"""Months of business and what they cost, at equal ages."""

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import integrate

from analytics.methods.business_months import area_under, cost_alive_idr, months_running, per_million
from analytics.methods.intervals import Floats
from analytics.methods.piecewise_exponential import Observations, PiecewiseExponential, fit
from tests.methods.tables import Counts


def curve(hazards: Sequence[float] | Floats) -> PiecewiseExponential:
    return PiecewiseExponential(np.log(np.array(hazards)), np.zeros(0), np.eye(6), 0.0)


def test_area_under_a_constant_hazard() -> None:
    """(1 - exp(-0.05 x 24)) / 0.05 = 13.976."""
    area, _ = area_under(curve([0.05] * 6), 24)
    assert area == pytest.approx((1 - np.exp(-1.2)) / 0.05, abs=1e-9)


@pytest.mark.parametrize("age", [12.0, 24.0, 30.0, 36.0])
def test_area_by_another_integral(age: float) -> None:
    fitted = curve([0.015, 0.055, 0.022, 0.018, 0.012, 0.01])
    other = integrate.quad(lambda t: fitted.survival(np.array([t]))[0], 0, age, points=[6, 12, 24], epsabs=1e-12)[0]
    assert area_under(fitted, age)[0] == pytest.approx(other, abs=1e-9)


def test_its_derivative_by_differences() -> None:
    hazards = np.log([0.015, 0.055, 0.022, 0.018, 0.012, 0.01])
    _, gradient = area_under(curve(np.exp(hazards)), 30)
    for piece, step in enumerate(1e-5 * np.eye(6)):
        rise = area_under(curve(np.exp(hazards + step)), 30)[0] - area_under(curve(np.exp(hazards - step)), 30)[0]
        assert gradient[piece] == pytest.approx(rise / 2e-5, abs=1e-6)


def test_months_of_business_from_visits(counts: Counts) -> None:
    """Half closed by 12 months, three quarters by 24: a constant hazard of log(2) / 12 a month, of which 24 months
    yield 0.75 x 12 / log 2 = 12.98."""
    rows = [(0, 12, 50), (12, None, 50), (0, 24, 75), (24, None, 25)]
    table = counts(*((f"R{i:02}", *row) for i in range(10) for row in rows))
    found = months_running(table, 24)
    assert found.months == pytest.approx(0.75 * 12 / np.log(2), abs=0.15)
    assert found.were_it_repeated[0] < found.in_places[0] < found.months < found.in_places[1]


def test_own_interval_is_that_of_the_delta_method(counts: Counts) -> None:
    table = counts(("R1", 0, 24, 120), ("R1", 24, None, 80), ("R1", 0, 12, 60), ("R1", 12, None, 140))
    fitted = fit(Observations.of(table.lower_months, table.upper_months), table.grants)
    area, gradient = area_under(fitted, 24)
    error = np.sqrt(gradient @ fitted.covariance @ gradient)
    lower, upper = months_running(table, 24).in_places
    assert (upper - lower) / 2 == pytest.approx(1.96 * error, rel=0.02)
    assert lower < area < upper


def test_business_months_a_million() -> None:
    """13 months (12 to 14) for Rp 5 million: 2.6 (2.4 to 2.8)."""
    value, ends = per_million(13, (12, 14), 5_000_000)
    assert value == pytest.approx(2.6)
    assert ends == pytest.approx((2.4, 2.8))


def test_cost_of_a_business_alive() -> None:
    """Rp 5 million over 50% (40 to 62.5): 10 million (8 to 12.5)."""
    value, ends = cost_alive_idr(0.5, (0.4, 0.625), 5_000_000)
    assert value == 10_000_000
    assert ends == pytest.approx((8_000_000, 12_500_000))
    assert cost_alive_idr(0.5, (0.0, 0.9), 1)[1][1] == float("inf")
