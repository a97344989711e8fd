"""Regencies against what their grants' own ages lead to expect."""

import numpy as np
import pandas as pd
import pytest

from analytics.estimators.funnel import crude_limits, funnel
from analytics.estimators.interval_counts import IntervalCounts


@pytest.mark.parametrize(
    ("tail", "limits"),
    [
        (0.025, [0.1592270344212, 0.1853862902673, 0.1047309032132]),
        (0.975, [0.590132702359, 0.5712273496186, 0.6253776508443]),
        (0.001, [0.05547555432595, 0.08857702555134, 0.0009873567280259]),
        (0.999, [0.7166690964788, 0.6799883884413, 0.774100890395]),
    ],
)
def test_crude_limits_are_the_interpolated_binomial_ones(tail, limits):
    """88 of 223 run; regencies of 20, 25 and 14 grants with a verdict."""
    assert crude_limits(np.array([20.0, 25, 14]), 88 / 223, tail) == pytest.approx(limits, abs=1e-9)


HALVED_EVERY_12_MONTHS = IntervalCounts.from_frame(
    pd.DataFrame(
        [("R0", 0.0, 12.0, 500), ("R0", 12.0, np.inf, 500)],
        columns=["regency_code", "lower_months", "upper_months", "grants"],
    )
)
COLUMNS = ["programme", "regency_code", "from_months", "to_months", "survived", "trials"]


def of(*rows):
    return funnel(pd.DataFrame(rows, columns=COLUMNS), {"UEP": HALVED_EVERY_12_MONTHS})


def test_expected_is_summed_visit_by_visit():
    """40 first visits at 12 months expect 20; 10 visits a year after the last expect 5."""
    (point,) = of(
        ("UEP", "R1", 0, 12, True, 18), ("UEP", "R1", 0, 12, False, 22), ("UEP", "R1", 24, 36, True, 10)
    ).points
    assert (point.trials, point.observed) == (50, 28)
    assert point.expected == pytest.approx(25, abs=0.01)
    assert point.ratio == pytest.approx(28 / 25, abs=1e-3)


def test_limits_are_at_three_and_a_bit_standard_errors():
    """50 trials at one half: variance 12.5; alone a regency has no others to show overdispersion."""
    (point,) = of(("UEP", "R1", 0, 12, True, 25), ("UEP", "R1", 0, 12, False, 25)).points
    assert (point.ratio_lower, point.ratio_upper) == pytest.approx(
        (1 - 3.09 * np.sqrt(12.5) / 25, 1 + 3.09 * np.sqrt(12.5) / 25), abs=1e-3
    )
    assert not point.is_flagged


def test_one_regency_far_off_is_flagged_and_does_not_hide_itself():
    """R9: 5 of 50 survive where 25 are expected; the other nine are as expected."""
    others = [("UEP", f"R{i}", 0, 12, survived, 25) for i in range(9) for survived in (True, False)]
    points = of(*others, ("UEP", "R9", 0, 12, True, 5), ("UEP", "R9", 0, 12, False, 45)).points
    assert [point.regency_code for point in points if point.is_flagged] == ["R9"]
    assert points[-1].overdispersion == 1


def test_where_all_regencies_vary_none_is_flagged():
    """Half at 15 of 50 and half at 35 of 50: 2.8 standard errors each is what regencies are like here."""
    rows = [
        ("UEP", f"R{i}", 0, 12, survived, number)
        for i in range(10)
        for survived, number in ((True, 15 + 20 * (i % 2)), (False, 35 - 20 * (i % 2)))
    ]
    points = of(*rows).points
    assert points[0].overdispersion == pytest.approx(8, rel=0.01)
    assert not any(point.is_flagged for point in points)


def test_flags_to_be_expected_with_nothing_amiss():
    others = [("UEP", f"R{i}", 0, 12, survived, 25) for i in range(10) for survived in (True, False)]
    assert of(*others).false_flags_expected == pytest.approx(0.02, abs=1e-4)
