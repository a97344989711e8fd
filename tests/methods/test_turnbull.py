"""Turnbull's estimate is the maximum that npsurv and icenReg find, not the one that other libraries stop short of."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analytics.methods.turnbull import maximal_intersections, turnbull
from tests.methods.tables import Intervals, ReadTable

LANDMARKS_DAYS = np.array([365.25, 730.5, 1095.75])
LANDMARKS_MONTHS = np.array([12.0, 24, 36, 45])
TOLERANCE = 1e-6


@pytest.fixture
def bcos(read: ReadTable) -> Callable[[str], Intervals]:
    table = read("bcos")

    def arm(name: str) -> Intervals:
        rows = table[table["treatment"] == name]
        return rows["left"].to_numpy(float), rows["right"].to_numpy(float), np.ones(len(rows))

    return arm


@pytest.fixture
def product(made_up_grants: pd.DataFrame) -> Callable[..., Intervals]:
    def arm(*deliveries: str) -> Intervals:
        rows = made_up_grants[made_up_grants["delivery"].isin(deliveries)]
        return (
            rows["lower_days"].to_numpy(float),
            rows["upper_days"].fillna(np.inf).to_numpy(float),
            np.ones(len(rows)),
        )

    return arm


def test_radiation_arm_of_the_breast_cosmesis_data(bcos: Callable[[str], Intervals]) -> None:
    estimate = turnbull(*bcos("Rad"))
    assert estimate.log_likelihood == pytest.approx(-58.060021953991, rel=0, abs=TOLERANCE)
    assert estimate.left.tolist() == [4, 6, 7, 11, 24, 33, 38, 46]
    assert estimate.right.tolist() == [5, 7, 8, 12, 25, 34, 40, 48]
    assert estimate.mass == pytest.approx(
        [
            0.04634677399309, 0.03336337093481, 0.08866736806303, 0.07075292179265, 0.09264583658547,
            0.08178576490319, 0.1208798273471, 0.4655581363806,
        ],
        rel=0, abs=TOLERANCE,
    )  # fmt: skip
    assert estimate.survival_lower(LANDMARKS_MONTHS) == pytest.approx(
        [0.7608695652164, 0.7608695652164, 0.5864379637278, 0.4655581363806], rel=0, abs=TOLERANCE
    )


def test_chemotherapy_arm_is_not_what_closed_intervals_give(bcos: Callable[[str], Intervals]) -> None:
    """lifelines 0.30.3 takes [L, R] and says 0.905653 at 12 months."""
    estimate = turnbull(*bcos("RadChem"))
    assert estimate.log_likelihood == pytest.approx(-65.636964907686, rel=0, abs=TOLERANCE)
    assert estimate.survival_lower(LANDMARKS_MONTHS) == pytest.approx(
        [0.8442291604446, 0.441990619323, 0.1104128195354, 0.05520640976768], rel=0, abs=TOLERANCE
    )
    assert estimate.survival_upper(LANDMARKS_MONTHS) == pytest.approx(
        [0.8442291604446, 0.441990619323, 0.1104128195354, 0.1104128195354], rel=0, abs=TOLERANCE
    )


@pytest.mark.parametrize(
    ("deliveries", "log_likelihood", "lower", "upper"),
    [
        (
            ("group", "individual"), -246.837458208624,
            [0.6445217427243, 0.4210982317124, 0.2839784608506], [0.6445217427243, 0.4210982317124, 0.2839784608506],
        ),
        (
            ("group",), -167.063748007216,
            [0.6176143777628, 0.3671124858484, 0.2271539916104], [0.6176143777628, 0.3671124858484, 0.2271539916104],
        ),
        (
            ("individual",), -73.641762201609,
            [0.6959547384962, 0.516645191481, 0.3947764755291], [0.6959547384962, 0.516645191481, 0.516645191481],
        ),
    ],
)  # fmt: skip
def test_made_up_grants(
    product: Callable[..., Intervals],
    deliveries: tuple[str, ...],
    log_likelihood: float,
    lower: list[float],
    upper: list[float],
) -> None:
    """R's survfit(interval2) stops early: 0.618483 for groups at 12 months."""
    estimate = turnbull(*product(*deliveries))
    assert estimate.log_likelihood == pytest.approx(log_likelihood, rel=0, abs=TOLERANCE)
    assert estimate.survival_lower(LANDMARKS_DAYS) == pytest.approx(lower, rel=0, abs=TOLERANCE)
    assert estimate.survival_upper(LANDMARKS_DAYS) == pytest.approx(upper, rel=0, abs=TOLERANCE)


def test_the_maximum_is_certified_by_its_gradient(product: Callable[..., Intervals]) -> None:
    assert turnbull(*product("group", "individual")).shortfall < 1e-6


def test_intervals_that_only_touch_have_nothing_in_common() -> None:
    """(0, 6] and (6, 12]: a closing at month 6 belongs to the first alone."""
    left, right = maximal_intersections(np.array([0.0, 6]), np.array([6.0, 12]))
    assert (left.tolist(), right.tolist()) == ([0, 6], [6, 12])


def test_overlapping_intervals_meet_in_their_intersection() -> None:
    """(0, 8] and (5, 12] meet in (5, 8]; a grant not seen closed after 12 adds (12, inf]."""
    left, right = maximal_intersections(np.array([0.0, 5, 12]), np.array([8.0, 12, np.inf]))
    assert (left.tolist(), right.tolist()) == ([5, 12], [8, np.inf])


def test_without_overlap_the_masses_are_the_shares() -> None:
    """3 closed in (0, 6], 1 in (6, 12], 4 ran at 12: 3/8, 1/8, 4/8; inside a rectangle S is not determined."""
    estimate = turnbull(np.array([0.0, 6, 12]), np.array([6.0, 12, np.inf]), np.array([3.0, 1, 4]))
    assert estimate.mass == pytest.approx([3 / 8, 1 / 8, 4 / 8])
    at = np.array([0.0, 3, 6, 9, 12])
    assert estimate.survival_upper(at) == pytest.approx([1, 1, 5 / 8, 5 / 8, 4 / 8])
    assert estimate.survival_lower(at) == pytest.approx([1, 5 / 8, 5 / 8, 4 / 8, 4 / 8])


def test_counts_stand_for_repeated_rows() -> None:
    lower, upper = np.array([0.0, 3, 5]), np.array([4.0, 9, np.inf])
    together = turnbull(lower, upper, np.array([2.0, 3, 4]))
    one_by_one = turnbull(np.repeat(lower, [2, 3, 4]), np.repeat(upper, [2, 3, 4]), np.ones(9))
    assert together.mass == pytest.approx(one_by_one.mass)


def test_two_thousand_distinct_intervals_reach_the_maximum() -> None:
    generator = np.random.default_rng(3)
    lower = generator.integers(0, 2000, 2000).astype(float)
    upper = np.where(generator.random(2000) < 0.6, lower + generator.integers(1, 500, 2000), np.inf)
    assert turnbull(lower, upper, np.ones(2000)).shortfall < 1e-5


def test_an_empty_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="lower < upper"):
        turnbull(np.array([5.0]), np.array([5.0]), np.ones(1))
