"""The funnel: dots where they are, limits exact at every dot, names only where they are given."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import pytest

from analytics.charts.funnel import FunnelDot, FunnelLabels, funnel, reach_between
from analytics.charts.palette import LIGHT

LABELS = FunnelLabels("kunjungan yang diharapkan", "teramati / diharapkan", "sesuai harapan", ("95%", "99,8%"))
SMALL = FunnelDot(100, 1.05, 1.2, 1.3, "", "Mahakam Ulu")
MIDDLE = FunnelDot(400, 0.99, 1.12, 1.18, "", "Berau")
FAR = FunnelDot(900, 0.9, 1.06, 1.09, "Samarinda\ndi luar batas kebetulan", "Samarinda")


def drawn(*dots: FunnelDot) -> go.Figure:
    return funnel(dots, LABELS, LIGHT, "id", LIGHT.ink)


def dots_of(figure: go.Figure) -> go.Scatter:
    (trace,) = [trace for trace in figure.data if "markers" in trace.mode]
    return trace


def words(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


@pytest.mark.parametrize("dots", [(SMALL, MIDDLE, FAR), (FAR, SMALL), (MIDDLE,)])
def test_limits_are_each_dots_own(dots: Sequence[FunnelDot]) -> None:
    reach = reach_between(dots)
    for dot in dots:
        assert (1 + reach.loc[dot.expected]).tolist() == pytest.approx([dot.upper_95, dot.upper_998])


def test_limits_narrow_with_the_root_of_what_is_expected_where_spread_is_alike() -> None:
    reach = reach_between([FunnelDot(100, 1, 1.2, 1.3, "", ""), FunnelDot(400, 1, 1.1, 1.15, "", "")])
    between = min(reach.index, key=lambda x: abs(x - 225))
    assert reach.loc[between, "95"] == pytest.approx(2 / between**0.5)


def test_dots_stand_at_their_ratio_in_one_colour() -> None:
    trace = dots_of(drawn(SMALL, MIDDLE, FAR))
    assert (list(trace.x), list(trace.y)) == ([100, 400, 900], [1.05, 0.99, 0.9])
    assert trace.marker.color == LIGHT.ink


def test_only_given_names_are_printed_beside_their_dot() -> None:
    trace = dots_of(drawn(SMALL, MIDDLE, FAR))
    assert list(trace.text) == ["", "", "Samarinda<br>di luar batas kebetulan"]
    assert trace.textposition[2] == "middle left"


def test_what_only_holds_up_the_limits_is_no_dot() -> None:
    outside = FunnelDot(100, 1.05, 1.2, 1.3, "", "", is_drawn=False)
    figure = drawn(outside, MIDDLE)
    assert list(dots_of(figure).x) == [400]
    assert min(figure.data[0].x) < 100


def test_the_lines_bear_their_limits_and_the_axis_its_meaning() -> None:
    said = words(drawn(SMALL, FAR))
    assert [said.count(label) for label in ("95%", "99,8%")] == [2, 2]
    assert {"sesuai harapan", "teramati / diharapkan"} <= set(said)


def test_no_limit_is_below_nought() -> None:
    figure = drawn(FunnelDot(2, 1, 2.0, 2.5, "", ""))
    assert min(min(trace.y) for trace in figure.data) >= 0
    assert figure.layout.yaxis.range[0] == 0


def test_every_dot_lies_within_the_picture() -> None:
    low, high = drawn(FunnelDot(900, 0.2, 1.06, 1.09, "", "")).layout.yaxis.range
    assert low < 0.2 < high


def test_markup_in_a_name_is_shown_not_followed() -> None:
    assert list(dots_of(drawn(FunnelDot(9, 1, 1.1, 1.2, "<b>A</b>", ""))).text) == ["&lt;b&gt;A&lt;/b&gt;"]
