"""Members of groups, the blank ones filled by their regency: worked by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from analytics.methods.members import (
    MemberCost,
    MemberCounts,
    cost_per_active_member,
    filled_active,
    member_share,
    nearly_alone_bounds,
    running_bounds,
)
from tests.methods.tables import present


def table(*regencies: Sequence[float]) -> MemberCounts:
    """Regencies of (groups, founding, counted, active, active_squared, blank, blank_at_most)."""
    return MemberCounts(*(np.array(column, dtype=float) for column in zip(*regencies, strict=True)))


FIVE_ALIKE = (20, 200, 10, 60, 380, 0, 0)
"""20 groups of 10, 10 run, 6 active members in each, some 5 and some 7."""


def test_without_a_blank_it_is_active_over_founding() -> None:
    """60 of 200 in each of ten regencies: 30%."""
    found = present(member_share(table(*[FIVE_ALIKE] * 10)))
    assert found.share == pytest.approx(0.3)
    assert found.bounds == pytest.approx((0.3, 0.3))


def test_a_blank_group_takes_the_mean_of_its_regency() -> None:
    """6 counted of 10 running with 36: the 4 blank have 6 each. Next, 2 each: 4 of 10 counted is too few there, so
    its blank 6 take the province's (36 + 8) / 10."""
    counts = table((20, 200, 6, 36, 216, 4, 40), (20, 200, 4, 8, 16, 6, 60))
    assert filled_active(counts) == pytest.approx([60, 8 + 6 * 4.4])
    assert present(member_share(counts)).share == pytest.approx((60 + 34.4) / 400)


def test_blank_at_random_does_not_pull_the_figure_down() -> None:
    """4 of 10 running blank in each regency; their founding members stay below the line."""
    counts = table(*[(20, 200, 6, 36, 228, 4, 40)] * 10)
    assert present(member_share(counts)).share == pytest.approx(0.3)


def test_a_regency_left_out_fills_nobody_elsewhere() -> None:
    """Without the first, nothing but the second's own 8 of 4 speaks for its blank."""
    counts = table((20, 200, 6, 36, 216, 4, 40), (20, 200, 4, 8, 16, 6, 60))
    assert filled_active(counts, np.array([0.0, 1.0])) == pytest.approx([0, 20])


def test_bounds_take_every_blank_as_one_and_as_what_it_had() -> None:
    """36 + 4 x 1 and 36 + 40 of 200."""
    counts = table((20, 200, 6, 36, 216, 4, 40))
    assert present(member_share(counts)).bounds == pytest.approx((0.2, 0.38))
    assert counts.bounds_lead


def test_three_in_ten_blank_do_not_lead() -> None:
    assert not table((20, 200, 7, 42, 252, 3, 30)).bounds_lead


def test_in_a_domain_the_interval_is_the_ratios() -> None:
    """p = 10.5 of 21 run, 6 active in 10 counted, deviation sqrt(20 / 9). A group founds 10: sqrt(.25 x 2.222 / 10 +
    36 x .25 / 20) / 10 = 0.0711 on the share 0.3: 1.96 x 0.0711 either way, on the logit scale."""
    lower, upper = present(member_share(table(FIVE_ALIKE))).in_places
    assert upper - lower == pytest.approx(2 * 1.96 * 0.0711, rel=0.03)
    assert lower > 0


def test_over_regencies_it_is_wider_where_they_differ() -> None:
    unlike = [(20, 200, 10, active, active**2 / 10 + 20, 0, 0) for active in (30, 90) * 5]
    found = present(member_share(table(*unlike)))
    assert found.share == pytest.approx(0.3)
    in_places, repeated = (ends[1] - ends[0] for ends in (found.in_places, found.were_it_repeated))
    assert repeated > 1.5 * in_places


def test_where_no_count_is_known_the_blank_have_at_most() -> None:
    counts = table((20, 200, 0, 0, 0, 10, 80))
    found = present(member_share(counts))
    assert found.share == pytest.approx(0.4)
    assert found.bounds == pytest.approx((0.05, 0.4))


def test_without_a_group_there_is_no_share() -> None:
    assert member_share(table((0, 0, 0, 0, 0, 0, 0))) is None


def test_running_groups_between_one_each_and_what_they_had() -> None:
    """36 active in the counted; 4 blank of at most 30, ten groups founded 100."""
    assert running_bounds(36, 100, 4, 30) == pytest.approx((0.40, 0.66))


def test_nearly_alone_between_none_of_the_blank_and_all() -> None:
    """2 of 6 counted; of 4 blank one had two at its last count."""
    assert nearly_alone_bounds(2, 6, 4, 1) == pytest.approx((0.3, 0.6))


def cost(counts: MemberCounts, amount_idr: float, individuals: float = 0.0, running: float = 0.0) -> MemberCost | None:
    size = len(counts.groups)
    return cost_per_active_member(counts, np.full(size, amount_idr), np.full(size, individuals), np.full(size, running))


def test_a_cost_per_member_with_the_blank_ones_filled() -> None:
    """20 groups of Rp 20 million, 60 members once the 4 blank have 6 each: Rp 6.67 million; 10 to 5.26 million in
    bounds, 400 over 36 + 4 and over 36 + 40."""
    found = present(cost(table((20, 200, 6, 36, 228, 4, 40)), 400e6))
    assert found.cost_idr == pytest.approx(400e6 / 60)
    assert found.bounds == pytest.approx((400e6 / 76, 400e6 / 40))
    assert found.in_places[0] < found.cost_idr < found.in_places[1]


def test_the_error_of_a_cost_is_that_of_the_members() -> None:
    """p = 10.5 of 21, m = 6, s^2 = 20 / 9: sqrt(.25 x 2.222 / 10 + 36 x .25 / 20) = 0.711 on 3 members a group."""
    found = present(cost(table(FIVE_ALIKE), 400e6))
    assert np.log(found.in_places[1] / found.cost_idr) == pytest.approx(1.96 * 0.711 / 3, rel=0.01)


def test_a_running_individual_is_one_member() -> None:
    """No group: 60 of 100 run at Rp 4 million: 6.67 million, its log with the error sqrt(.4 / 60)."""
    found = present(cost(table((0, 0, 0, 0, 0, 0, 0)), 400e6, 100, 60))
    assert found.cost_idr == pytest.approx(400e6 / 60)
    assert np.log(found.in_places[1] / found.cost_idr) == pytest.approx(1.96 * np.sqrt(0.4 / 60), rel=0.01)


def test_without_anybody_active_there_is_no_cost() -> None:
    assert cost(table((20, 200, 0, 0, 0, 0, 0)), 400e6) is None
