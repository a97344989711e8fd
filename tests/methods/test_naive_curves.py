"""The usual curves agree with R to 1e-9, and say what they say only where they may."""

from collections.abc import Callable

import numpy as np
import pytest

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.naive_curves import (
    Lifetimes,
    closed_at_midpoint,
    closed_when_seen,
    kaplan_meier,
    share_not_recorded_closed,
    share_running_when_seen,
    visits_are_dense,
)
from tests.methods.tables import Counts, ReadTable

TOLERANCE = 1e-9


@pytest.fixture
def lung(read: ReadTable) -> Lifetimes:
    table = read("lung")
    return Lifetimes(table["time"].to_numpy(float), table["status"].to_numpy() == 2, np.ones(len(table), dtype=int))


def test_kaplan_meier_of_lung_with_log_minus_log_interval(lung: Lifetimes) -> None:
    survival, lower, upper = kaplan_meier(lung).at(np.array([90.0, 180, 365, 730, 1000]))
    assert survival == pytest.approx(
        [0.8815789473684, 0.7216706534098, 0.409241624460, 0.1156930983445, 0.05034556807081], rel=0, abs=TOLERANCE
    )
    assert lower == pytest.approx(
        [0.8320713422109, 0.6583045284457, 0.338714269088, 0.06763215148883, 0.01786617109285], rel=0, abs=TOLERANCE
    )
    assert upper == pytest.approx(
        [0.9172136041796, 0.775314690717, 0.478380767647, 0.1778251997003, 0.1086621760309], rel=0, abs=TOLERANCE
    )


def test_half_of_lung_have_died_at_310_days(lung: Lifetimes) -> None:
    survival, _, _ = kaplan_meier(lung).at(np.array([309.0, 310.0]))
    assert survival[0] > 0.5 >= survival[1]


def test_greenwood_sum_of_lung_at_one_year(lung: Lifetimes) -> None:
    (survival,), (lower,), _ = kaplan_meier(lung).at(np.array([365.0]))
    half = np.log(-np.log(lower)) - np.log(-np.log(survival))
    greenwood = (half / 1.959963984540054 * np.log(survival)) ** 2
    assert greenwood == pytest.approx(0.007662663949392, rel=0, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("dated", "survival", "lower", "upper", "median_days"),
    [
        (
            closed_when_seen,
            [0.7864837922, 0.5371080310824, 0.3755756335867],
            [0.7236709705954, 0.4608960213729, 0.3011363571372],
            [0.836633320734, 0.6072824600426, 0.4497537831684],
            787,
        ),
        (
            closed_at_midpoint,
            [0.6579161081074, 0.4216427798153, 0.2978341381706],
            [0.5889302607634, 0.3475806440927, 0.2269496896233],
            [0.7181454592528, 0.4937418227966, 0.3718640156693],
            619,
        ),
    ],
)
def test_kaplan_meier_of_the_made_up_grants(
    made_up_in_days: IntervalCounts,
    dated: Callable[[IntervalCounts], Lifetimes],
    survival: list[float],
    lower: list[float],
    upper: list[float],
    median_days: int,
) -> None:
    curve = kaplan_meier(dated(made_up_in_days))
    found = curve.at(np.array([365.25, 730.5, 1095.75]))
    assert np.array(found) == pytest.approx(np.array([survival, lower, upper]), rel=0, abs=TOLERANCE)
    survival_around_median, _, _ = curve.at(np.array([median_days - 0.5, median_days]))
    assert survival_around_median[0] > 0.5 >= survival_around_median[1]


def test_the_two_naive_shares_count_the_unseen_as_running_or_not_at_all(counts: Counts) -> None:
    """40 running, 40 closed, 20 never seen: 60 of 100 not recorded closed; 40 of 80 running when seen."""
    table = counts(("R01", 8, None, 40), ("R01", 4, 9, 40), ("R02", 0, None, 20))
    assert share_not_recorded_closed(table) == pytest.approx(0.6)
    assert share_running_when_seen(table) == pytest.approx(0.5)


def test_the_grants_of_a_row_count_as_often_as_they_are(counts: Counts) -> None:
    one_by_one = counts(*[("R01", 3, 7, 1)] * 5, *[("R01", 9, None, 1)] * 5)
    together = counts(("R01", 3, 7, 5), ("R01", 9, None, 5))
    assert kaplan_meier(closed_when_seen(one_by_one)).survival == pytest.approx(
        kaplan_meier(closed_when_seen(together)).survival
    )


def test_monthly_visits_are_dense_and_half_yearly_ones_are_not(counts: Counts) -> None:
    assert visits_are_dense(counts(("R01", 3, 4, 19), ("R01", 3, 9, 1)))
    assert not visits_are_dense(counts(("R01", 3, 4, 5), ("R01", 3, 9, 5)))


def test_without_a_closure_nothing_says_that_visits_are_dense(counts: Counts) -> None:
    assert not visits_are_dense(counts(("R01", 3, None, 30)))
