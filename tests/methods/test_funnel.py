"""Regencies against what their grants' own ages lead to expect."""

import numpy as np
import pandas as pd
import pytest

from analytics.methods.funnel import Funnel, funnel
from analytics.methods.interval_counts import IntervalCounts
from tests.methods.tables import Row

HALVED_EVERY_12_MONTHS = IntervalCounts.from_frame(
    pd.DataFrame(
        [("R0", 0.0, 12.0, 500), ("R0", 12.0, np.inf, 500)],
        columns=["regency_code", "lower_months", "upper_months", "grants"],
    )
)
COLUMNS = ["programme", "regency_code", "from_months", "to_months", "has_survived", "trials"]


def of(*rows: Row) -> Funnel:
    return funnel(pd.DataFrame(rows, columns=COLUMNS), {"UEP": HALVED_EVERY_12_MONTHS})


def test_expected_is_summed_visit_by_visit() -> None:
    """40 first visits at 12 months expect 20; 10 visits a year after the last expect 5."""
    (point,) = of(
        ("UEP", "R1", 0, 12, True, 18), ("UEP", "R1", 0, 12, False, 22), ("UEP", "R1", 24, 36, True, 10)
    ).points
    assert (point.trials, point.observed) == (50, 28)
    assert point.expected == pytest.approx(25, abs=0.01)
    assert point.ratio == pytest.approx(28 / 25, abs=1e-3)


def test_limits_are_at_three_and_a_bit_standard_errors() -> None:
    """50 trials at one half: variance 12.5; alone a regency has no others to show overdispersion."""
    (point,) = of(("UEP", "R1", 0, 12, True, 25), ("UEP", "R1", 0, 12, False, 25)).points
    for limits, errors in ((point.limits_95, 1.96), (point.limits_998, 3.09)):
        reach = errors * np.sqrt(12.5) / 25
        assert limits == pytest.approx((1 - reach, 1 + reach), abs=1e-3)
    assert not point.is_flagged


def test_limits_in_closings_are_what_is_left_of_the_trials() -> None:
    """25 of 50 are expected to survive; at 0.8 and 1.2 of that 20 and 30 do, and 30 and 20 close."""
    (point,) = of(("UEP", "R1", 0, 12, True, 25), ("UEP", "R1", 0, 12, False, 25)).points
    assert point.in_closings((0.8, 1.2)) == pytest.approx((20, 30), abs=0.01)


def test_lines_reach_beyond_the_last_regency() -> None:
    """25 closings expected at most: with a variance of one half a closing 28 have 28 +- 1.96 x the root of 14."""
    lines = of(("UEP", "R1", 0, 12, True, 25), ("UEP", "R1", 0, 12, False, 25)).limit_lines()
    assert (lines.index[0], lines.index[-1]) == (0, pytest.approx(28, abs=0.01))
    assert lines["upper_95"].iloc[-1] == pytest.approx(28 + 1.96 * 14**0.5, abs=0.01)
    assert lines["lower_998"].iloc[-1] == pytest.approx(28 - 3.09 * 14**0.5, abs=0.01)


def test_one_regency_far_off_is_flagged_and_does_not_hide_itself() -> None:
    """R9: 5 of 50 survive where 25 are expected; the other nine are as expected."""
    others = [("UEP", f"R{i}", 0, 12, survived, 25) for i in range(9) for survived in (True, False)]
    points = of(*others, ("UEP", "R9", 0, 12, True, 5), ("UEP", "R9", 0, 12, False, 45)).points
    assert [point.regency_code for point in points if point.is_flagged] == ["R9"]
    assert points[-1].overdispersion == 1


def test_where_all_regencies_vary_none_is_flagged() -> None:
    """Half at 15 of 50 and half at 35 of 50: 2.8 standard errors each is what regencies are like here."""
    rows = [
        ("UEP", f"R{i}", 0, 12, survived, number)
        for i in range(10)
        for survived, number in ((True, 15 + 20 * (i % 2)), (False, 35 - 20 * (i % 2)))
    ]
    points = of(*rows).points
    assert points[0].overdispersion == pytest.approx(8, rel=0.01)
    assert not any(point.is_flagged for point in points)


def ten(*survived_of_50: float) -> Funnel:
    return of(
        *(
            ("UEP", f"R{place}", 0, 12, survived, number)
            for place, of_50 in enumerate(survived_of_50)
            for survived, number in ((True, of_50), (False, 50 - of_50))
            if number
        )
    )


def test_the_limits_drawn_are_those_that_flag() -> None:
    """A hundred times nine places twice as far apart as chance puts them, and one anywhere."""
    generator = np.random.default_rng(3)
    for _ in range(100):
        survived = np.clip(np.rint(generator.normal(25, 7, 10)), 1, 49)
        survived[4] = generator.integers(1, 50)
        for point in ten(*survived).points:
            is_outside = not point.limits_998[0] <= point.ratio <= point.limits_998[1]
            assert is_outside == point.is_flagged


def test_beyond_95_but_not_flagged() -> None:
    """33 of 50 is 2.3 standard errors above 25; the others are as expected."""
    points = ten(*[25] * 9, 33).points
    assert [(point.regency_code, point.is_flagged) for point in points if point.is_beyond_95] == [("R9", False)]


def test_flags_to_be_expected_with_nothing_amiss() -> None:
    assert ten(*[25] * 10).false_flags_expected == pytest.approx(0.02, abs=1e-4)
    assert ten(*[25] * 10).beyond_95_expected == pytest.approx(0.5, abs=1e-3)


def test_fewer_regencies_are_looked_at_against_the_same_limits() -> None:
    whole = ten(*range(21, 31))
    some = whole.among(["R3", "R7"])
    assert some.points == (whole.points[3], whole.points[7])
    assert some.false_flags_expected == pytest.approx(0.004, abs=1e-4)


def test_closings_found_and_expected_are_what_the_running_leave() -> None:
    """40 first visits at 12 months expect 20 closings and find 22; 10 a year after the last expect 5 and find none."""
    (point,) = of(
        ("UEP", "R1", 0, 12, True, 18), ("UEP", "R1", 0, 12, False, 22), ("UEP", "R1", 24, 36, True, 10)
    ).points
    assert point.closings == 22
    assert point.closings_expected == pytest.approx(25, abs=0.01)


def test_smooth_limits_in_closings() -> None:
    """Every trial at one half: half a closing of variance for each expected. 100 expected: 100 +- 1.96 x 7.07."""
    drawn = of(*(("UEP", f"R{i}", 0, 12, survived, 25) for i in range(4) for survived in (True, False)))
    lower, upper = drawn.closing_limits(np.array([0.0, 1, 100]), 1.96)
    assert (lower[0], upper[0], lower[1]) == (0, 0, 0)
    assert (lower[2], upper[2]) == pytest.approx((100 - 1.96 * np.sqrt(50), 100 + 1.96 * np.sqrt(50)), abs=0.02)
