"""Persistence today: what is known at last sight, brought up to date, and what if the long unseen do worse."""

import numpy as np
import pandas as pd
import pytest

from analytics.methods.nowcast import NowcastCounts, persistence_nowcast
from tests.methods.tables import Row, no_province, present

COLUMNS = ["programme", "regency_code", "lower_months", "upper_months", "age_months", "grants"]


def table(*rows: Row) -> NowcastCounts:
    return NowcastCounts.from_frame(pd.DataFrame(rows, columns=COLUMNS).astype({"upper_months": float}))


def half_a_year_each(programme: str = "KUBE", regencies: int = 10) -> list[Row]:
    """Half close every 12 months. In each regency, all 24 months old: 80 visited at 12 months (40 closed), 100 at 24
    (75 closed), 20 never."""
    return [
        (programme, f"R{i:02}", *row)
        for i in range(regencies)
        for row in (
            (0, 12, 24, 40),
            (12, None, 24, 40),
            (0, 24, 24, 75),
            (24, None, 24, 25),
            (0, None, 24, 20),
        )
    ]


def test_last_sight_is_brought_up_to_date() -> None:
    """(40 x S(24)/S(12) + 25 x 1 + 20 x S(24)) / 200 = (20 + 25 + 5) / 200."""
    nowcast = persistence_nowcast(table(*half_a_year_each()), no_province)
    assert nowcast.figure.value == pytest.approx(0.25, abs=1e-3)
    assert present(nowcast.figure.interval).holds(present(nowcast.figure.value))


def test_what_if_concerns_the_long_unseen_alone() -> None:
    """k = 2: the never seen run with 0.25 squared: (20 + 25 + 1.25) / 200. Seen 12 months ago is not long unseen."""
    nowcast = persistence_nowcast(table(*half_a_year_each()), no_province, what_if=(0.5, 2.0))
    assert nowcast.what_if[2.0].value == pytest.approx((20 + 25 + 20 / 16) / 200, abs=1e-3)
    assert nowcast.what_if[0.5].value == pytest.approx((20 + 25 + 20 / 2) / 200, abs=1e-3)


def test_the_speed_at_which_the_figure_crosses_the_readers_line() -> None:
    """45 + 20 x 0.25^k = 52 at k = log(0.35) / log(0.25)."""
    nowcast = persistence_nowcast(table(*half_a_year_each()), no_province, line=0.26)
    assert nowcast.turning_point == pytest.approx(np.log(0.35) / np.log(0.25), rel=1e-2)


def test_no_speed_brings_the_figure_across_a_line_far_away() -> None:
    assert persistence_nowcast(table(*half_a_year_each()), no_province, line=0.5).turning_point is None


def test_all_seen_at_the_as_of_date_needs_no_curve() -> None:
    """60 of 100 run at the date itself: 0.6, however fast the others close."""
    rows = [("UEP", f"R{i}", *row) for i in range(10) for row in ((24, None, 24, 60), (0, 24, 24, 40))]
    nowcast = persistence_nowcast(table(*rows), no_province)
    assert nowcast.figure.value == pytest.approx(0.6)
    assert nowcast.what_if[3.0].value == pytest.approx(0.6)


def test_each_programme_has_its_own_curve() -> None:
    """UEP: all of 100 a regency visited at 24 months, 10 closed, and 100 never seen: S(24) = 0.9."""
    uep = [
        ("UEP", f"R{i:02}", *row)
        for i in range(10)
        for row in ((0, 24, 24, 10), (24, None, 24, 90), (0, None, 24, 100))
    ]
    nowcast = persistence_nowcast(table(*half_a_year_each(), *uep), no_province)
    assert nowcast.figure.value == pytest.approx((50 + 90 + 90) / 400, abs=1e-3)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("UEP", "R0", 24, None, 24, 30), ("UEP", "R0", 0, 12, 24, 9)], "too_few_closures"),
        ([("UEP", "R0", 24, None, 24, 9), ("UEP", "R0", 0, 12, 24, 30)], "too_few_at_risk"),
        ([("UEP", "R0", 24, None, 24, 90), ("UEP", "R0", 0, 12, 25, 10)], "too_many_beyond_the_curve"),
        ([*half_a_year_each(), ("UEP", "R01", 24, None, 24, 30)], "too_few_closures"),
    ],
)
def test_it_is_withheld_unless_every_programme_has_a_curve_that_reaches(rows: list[Row], reason: str | None) -> None:
    nowcast = persistence_nowcast(table(*rows), no_province)
    assert nowcast.figure.withheld == reason


def test_one_regency_is_not_surer_than_the_province() -> None:
    one, all_ten = table(*half_a_year_each(regencies=1)), table(*half_a_year_each())
    interval = present(persistence_nowcast(one, lambda: all_ten).figure.interval)
    assert interval.method == "model"
    assert interval.width > 0.05
