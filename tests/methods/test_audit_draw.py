"""Whom the audit visits: shared out by regency, drawn at random, as many as the precision asks for."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.methods.apportionment import apportion
from analytics.methods.audit import Audit, persistence_audited
from analytics.methods.audit_draw import allocation, draw, expected_width, visits_for
from tests.methods.tables import present

ON = date(2026, 6, 30)


def frame_of(**grants: int) -> pd.DataFrame:
    """`frame_of(A=3)`: grants A-000 to A-002 of regency A."""
    rows = [(f"{regency}-{number:03d}", regency) for regency, count in grants.items() for number in range(count)]
    return pd.DataFrame(rows, columns=["grant_id", "regency_code"])


def shared(frame: Sequence[float], visits: int) -> list[int]:
    return [int(share) for share in allocation(np.array(frame, dtype=float), visits)]


def test_visits_are_shared_out_as_the_frames_are() -> None:
    assert shared([600, 300, 100], 20) == [12, 6, 2]


def test_the_largest_remainder_gets_the_visit_that_is_left() -> None:
    """7 of 10, 10 and 1: 3.33, 3.33, 0.33."""
    assert apportion(7, [10.0, 10, 1]).tolist() == [4, 3, 0]


def test_a_small_regency_gets_a_visit_from_the_largest() -> None:
    """20 of 1,005: 19.9 and 0.1, and the estimator could say nothing of the second."""
    assert shared([1000, 5], 20) == [19, 1]


def test_fewer_visits_than_regencies_leave_some_without() -> None:
    assert sum(shared([5, 5, 5], 2)) == 2


def test_no_more_than_the_frame_and_none_of_an_empty_one() -> None:
    assert shared([3, 0, 2], 60) == [3, 0, 2]
    assert shared([0, 0], 60) == [0, 0]


def test_sixty_visits_leave_about_fourteen_points() -> None:
    """1,800 of 3,000 not known closed: 0.6 of Wilson's width at one half with 60 / (1 - 60/1800) visits."""
    n, z = 60 / (1 - 60 / 1800), 1.959963984540054
    wilson = 2 * z * np.sqrt(0.25 / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    width = expected_width(np.array([1800.0]), 1200, 60)
    assert width == pytest.approx(0.6 * wilson)
    assert width == pytest.approx(0.14, abs=0.01)


def test_the_width_told_before_is_never_less_than_that_found_after() -> None:
    frame = np.array([900.0, 300.0])
    told = expected_width(frame, 400, 80)
    for running in (10, 30, 50):
        found = np.array([running, running / 3])
        figure, _ = persistence_audited(Audit(frame, found, np.array([60.0, 20.0]) - found, np.zeros(2), 400))
        assert present(figure.interval).width <= present(told) + 1e-9


def test_under_twenty_visits_no_width_can_be_told() -> None:
    assert expected_width(np.array([1800.0]), 1200, 19) is None


@pytest.mark.parametrize("width", [0.3, 0.2, 0.14, 0.05])
def test_the_visits_for_a_width_are_the_fewest_that_reach_it(width: float) -> None:
    frame = np.array([1000.0, 500.0, 300.0])
    visits = present(visits_for(frame, 1200, width))
    assert present(expected_width(frame, 1200, visits)) <= width
    assert visits == 20 or present(expected_width(frame, 1200, visits - 1)) > width


def test_no_width_at_all_asks_for_everybody() -> None:
    assert visits_for(np.array([30.0, 20.0]), 10, 0.0) == 50


def test_a_frame_under_twenty_reaches_no_width() -> None:
    assert visits_for(np.array([10.0, 9.0]), 10, 0.2) is None


def test_the_same_seed_and_day_draw_the_same_whatever_the_order_of_rows() -> None:
    grants = frame_of(A=60, B=30)
    drawn = draw(grants, 12, 1, ON)
    assert drawn == draw(grants.sample(frac=1, random_state=1), 12, 1, ON)
    assert [grant_id[0] for grant_id in drawn] == ["A"] * 8 + ["B"] * 4
    assert len(set(drawn)) == 12


def test_another_seed_or_day_draws_others() -> None:
    grants = frame_of(A=200)
    first = set(draw(grants, 20, 1, ON))
    assert first != set(draw(grants, 20, 2, ON))
    assert first != set(draw(grants, 20, 1, date(2026, 12, 31)))


def test_more_visits_add_to_those_already_drawn() -> None:
    grants = frame_of(A=200)
    assert set(draw(grants, 20, 1, ON)) < set(draw(grants, 40, 1, ON))


def test_every_grant_is_drawn_as_often_as_any_other() -> None:
    """Each of 20 is drawn with chance 1/4: in 800 seeds 200 times, with a standard deviation of 12."""
    grants = frame_of(A=20)
    counts = pd.Series([one for seed in range(800) for one in draw(grants, 5, seed, ON)]).value_counts()
    assert len(counts) == 20
    assert counts.between(150, 250).all()


def test_nobody_is_drawn_of_nobody() -> None:
    assert draw(frame_of(), 60, 1, ON) == []
