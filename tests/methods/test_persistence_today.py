"""The share that runs today: last sight brought up to date, and how sure that is."""

import numpy as np
import pandas as pd
import pytest

from analytics.methods.nowcast import NowcastCounts
from analytics.methods.persistence_today import share_today, strata_without_curve, today_of_all
from tests.methods.tables import Row, present

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
    today = share_today(table(*half_a_year_each()))
    assert today.share == pytest.approx(0.25, abs=1e-3)
    assert today.were_it_repeated[0] < today.share < today.were_it_repeated[1]


def test_what_if_concerns_the_long_unseen_alone() -> None:
    """k = 2: the never seen run with 0.25 squared: (20 + 25 + 1.25) / 200. Seen 12 months ago is not long unseen."""
    what_if = share_today(table(*half_a_year_each()), what_if=(0.5, 2.0)).what_if
    assert what_if[2.0] == pytest.approx((20 + 25 + 20 / 16) / 200, abs=1e-3)
    assert what_if[0.5] == pytest.approx((20 + 25 + 20 / 2) / 200, abs=1e-3)


def test_the_speed_at_which_the_figure_crosses_the_readers_line() -> None:
    """45 + 20 x 0.25^k = 52 at k = log(0.35) / log(0.25)."""
    today = share_today(table(*half_a_year_each()), line=0.26)
    assert today.turning_point == pytest.approx(np.log(0.35) / np.log(0.25), rel=1e-2)
    assert share_today(table(*half_a_year_each()), line=0.5).turning_point is None


def test_each_of_the_unknown_runs_or_does_not() -> None:
    """Ten regencies alike: the curve of 1,800 is nearly sure; 40 run with 1/2 and 20 with 1/4 in each of ten. The
    variance of the share is (400 x 1/4 + 200 x 3/16) / 2000^2, its root 0.59 points; the curve's own root is less than
    that of S(24)/S(12), 1/2 from 400 known at 12 and some 1,000 at 24 months, 2 points on 60 of 200: 0.9 together."""
    today = share_today(table(*half_a_year_each()))
    half = (today.in_places[1] - today.in_places[0]) / 2
    assert 1.96 * 0.0059 < half < 1.96 * 0.011


def test_all_seen_at_the_as_of_date_leaves_nothing_to_chance() -> None:
    """60 of 100 run at the date itself, in these places and any: no curve, no chance, no width."""
    rows = [("UEP", f"R{i}", *row) for i in range(10) for row in ((24, None, 24, 60), (0, 24, 24, 40))]
    today = share_today(table(*rows))
    assert today.share == pytest.approx(0.6)
    assert today.in_places == pytest.approx((0.6, 0.6))
    assert today.were_it_repeated == pytest.approx((0.6, 0.6))


def test_regencies_that_fare_unlike_make_the_curve_unsure() -> None:
    """Of those seen at 24 months 60 and 90 had closed, turn by turn, in place of 75: as many in all, less sure."""
    unlike = [
        ("KUBE", f"R{i:02}", *row)
        for i in range(10)
        for closed, later in ([(40, 60), (40, 90)][i % 2],)
        for row in (
            (0, 12, 24, closed),
            (12, None, 24, 80 - closed),
            (0, 24, 24, later),
            (24, None, 24, 100 - later),
            (0, None, 24, 20),
        )
    ]
    first, second = share_today(table(*half_a_year_each())), share_today(table(*unlike))
    assert first.share == pytest.approx(second.share, abs=0.01)
    widths = [today.were_it_repeated[1] - today.were_it_repeated[0] for today in (first, second)]
    assert widths[1] > 1.5 * widths[0]


def test_beyond_the_known_part_of_the_curve_its_hazard_may_be_nought_or_three_times_as_high() -> None:
    """Half close in each of the first two years, nobody is seen later. 100 of 300 a regency are 36 months old and last
    seen running at 24: 1/2 of them run today, all or 1/8 at the ends; 25 of 200 were seen running at 24 today."""
    rows = [
        ("UEP", f"R{i}", *row)
        for i in range(10)
        for row in ((0, 12, 24, 100), (12, 24, 24, 50), (24, None, 24, 50), (24, None, 36, 100))
    ]
    today = share_today(table(*rows))
    assert today.beyond_cut[1] == pytest.approx(150 / 300, abs=1e-3)
    assert today.beyond_cut[0] < today.share < today.beyond_cut[1]
    assert today.hangs_on_beyond_cut
    assert today.were_it_repeated[1] >= today.beyond_cut[1]
    assert today.in_places[0] <= today.beyond_cut[0]


def test_a_young_register_does_not_hang_on_beyond_the_cut() -> None:
    assert not share_today(table(*half_a_year_each())).hangs_on_beyond_cut


def test_programmes_stand_apart_and_have_their_own_curve() -> None:
    """UEP: all of 100 a regency visited at 24 months, 10 closed, and 100 never seen: S(24) = 0.9."""
    uep = [
        ("UEP", f"R{i:02}", *row)
        for i in range(10)
        for row in ((0, 24, 24, 10), (24, None, 24, 90), (0, None, 24, 100))
    ]
    both = present(today_of_all(table(*half_a_year_each(), *uep)))
    assert present(both.today).share == pytest.approx((50 + 90 + 90) / 400, abs=1e-3)
    assert both.range == present(both.today).were_it_repeated


def test_a_programme_without_a_curve_enters_by_its_bounds_and_the_total_is_a_range() -> None:
    """Of UEP 9 closed, 30 seen running and 61 never seen: between 30 and 91 of 100 run. KUBE: 2,000 grants at 25%."""
    uep = [("UEP", "R00", *row) for row in ((0, 12, 24, 9), (20, None, 24, 30), (0, None, 24, 61))]
    counts = table(*half_a_year_each(), *uep)
    both, kube = present(today_of_all(counts)), present(today_of_all(table(*half_a_year_each())))
    assert strata_without_curve(counts) == (1,)
    assert both.today is None
    assert both.without_curve == (1,)
    assert both.range[0] == pytest.approx((2000 * kube.range[0] + 30) / 2100, abs=1e-6)
    assert both.range[1] == pytest.approx((2000 * kube.range[1] + 91) / 2100, abs=1e-6)


def test_where_no_programme_has_a_curve_the_bounds_alone_stand() -> None:
    both = present(today_of_all(table(("UEP", "R0", 12, None, 24, 30), ("UEP", "R0", 0, None, 24, 70))))
    assert (both.today, both.range) == (None, (0.3, 1.0))


def test_without_a_grant_there_is_nothing() -> None:
    assert today_of_all(table()) is None


@pytest.mark.parametrize("in_whole_province", [True, False])
def test_ten_closures_are_enough(in_whole_province: bool) -> None:
    """Nobody known at risk at any age: the cut is at 0, and all depends on beyond it; the figure speaks."""
    rows = [("UEP", "R0", 0, 12, 24, 10), ("UEP", "R0", 12, None, 24, 5)]
    both = present(today_of_all(table(*rows), is_whole_province=in_whole_province))
    assert 0 < present(both.today).share < 1
    assert present(both.today).hangs_on_beyond_cut
