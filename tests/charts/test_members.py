"""Members left in the groups that still run."""

from __future__ import annotations

from analytics.charts.members import MembersLeft, members_left_bars
from analytics.charts.palette import LIGHT

BARS = [
    MembersLeft(members, groups, label, str(groups))
    for members, groups, label in ((1, 161, "1"), (2, 60, "2"), (3, 42, "3"), (4, 21, "4"), (5, 6, "5 atau lebih"))
]


def test_each_number_of_members_has_a_bar_as_high_as_its_groups_and_says_so() -> None:
    (bars,) = members_left_bars(BARS, LIGHT, "id", "Anggota").data
    assert bars.y == (161, 60, 42, 21, 6)
    assert bars.text == tuple(f"<b>{groups}</b>" for groups in (161, 60, 42, 21, 6))
    assert bars.x[-1] == "5 atau lebih"


def test_one_or_two_people_are_solid_and_more_are_hollow() -> None:
    (bars,) = members_left_bars(BARS, LIGHT, "id", "Anggota").data
    assert bars.marker.color == (LIGHT.kube, LIGHT.kube, LIGHT.page, LIGHT.page, LIGHT.page)


def test_the_number_above_the_highest_bar_has_room() -> None:
    assert members_left_bars(BARS, LIGHT, "id", "Anggota").layout.yaxis.range[1] > 161
