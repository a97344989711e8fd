"""The funnel: dots where they are, limits that belie none of them, names only where they are given."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from analytics.charts.funnel import FunnelDot, FunnelLabels, funnel, reach_between
from analytics.charts.palette import LIGHT

LABELS = FunnelLabels("yang diharapkan", "ditemukan / diharapkan (1 = sesuai harapan)", ("95%", "99,8%"))
SMALL = FunnelDot(100, 1.05, 1.2, 1.3, "", "Mahakam Ulu")
MIDDLE = FunnelDot(400, 0.99, 1.12, 1.18, "", "Berau")
FAR = FunnelDot(900, 0.9, 1.06, 1.09, "Samarinda\ndi luar batas kebetulan", "Samarinda")


def drawn(*dots: FunnelDot) -> go.Figure:
    return funnel(dots, LABELS, LIGHT, "id", LIGHT.ink)


def dots_of(figure: go.Figure) -> go.Scatter:
    (trace,) = [trace for trace in figure.data if trace.mode == "markers"]
    return trace


def words(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_limits_narrow_with_the_root_of_what_is_expected() -> None:
    reach = reach_between([FunnelDot(100, 1, 1.2, 1.3, "", ""), FunnelDot(400, 1, 1.1, 1.15, "", "")])
    assert (reach["95"] * reach.index.to_series() ** 0.5).tolist() == pytest.approx([2] * len(reach))


def test_limits_are_smooth_where_they_belie_no_dot() -> None:
    """Spreads of 2 and 1.9 are drawn as their quadratic mean."""
    reach = reach_between([FunnelDot(100, 1, 1.2, 1.3, "", ""), FunnelDot(400, 1, 1.095, 1.15, "", "")])
    assert (reach["95"] * reach.index.to_series() ** 0.5).tolist() == pytest.approx(
        [((4 + 3.61) / 2) ** 0.5] * len(reach)
    )


@pytest.mark.parametrize("inside", [1.199, 1.201])
def test_limits_are_each_dots_own_where_smooth_ones_would_belie_it(inside: float) -> None:
    """At 100 the own limit is 1.2, a smooth one would be at 1.17 or, with the wider neighbour, 1.22."""
    for other in (1.06, 1.12):
        dots = [FunnelDot(100, inside, 1.2, 1.3, "", ""), FunnelDot(400, 1, other, 1.18, "", "")]
        at = reach_between(dots)
        nearest = at.loc[min(at.index, key=lambda x: abs(x - 100)), "95"]
        assert (nearest < inside - 1) == (inside > 1.2)


def test_dots_stand_at_their_ratio_in_one_colour() -> None:
    trace = dots_of(drawn(SMALL, MIDDLE, FAR))
    assert (list(trace.x), list(trace.y)) == ([100, 400, 900], [1.05, 0.99, 0.9])
    assert trace.marker.color == LIGHT.ink


def named(figure: go.Figure, name: str) -> go.layout.Annotation:
    (annotation,) = [annotation for annotation in figure.layout.annotations if annotation.text == name]
    return annotation


def test_only_given_names_are_printed_beside_their_dot() -> None:
    figure = drawn(SMALL, MIDDLE, FAR)
    name = named(figure, "Samarinda<br>di luar batas kebetulan")
    assert (name.x, name.y) == (FAR.expected, FAR.ratio)
    assert not any("Berau" in said for said in words(figure))


def test_names_stand_away_from_the_line_at_one_and_from_the_edge() -> None:
    low = named(drawn(FAR), "Samarinda<br>di luar batas kebetulan")
    high = named(drawn(FunnelDot(100, 1.4, 1.2, 1.3, "Berau", ""), FAR), "Berau")
    assert [(name.yanchor, name.xanchor) for name in (low, high)] == [("top", "right"), ("bottom", "left")]


def test_what_only_holds_up_the_limits_is_no_dot() -> None:
    outside = FunnelDot(100, 1.05, 1.2, 1.3, "", "", is_drawn=False)
    figure = drawn(outside, MIDDLE)
    assert list(dots_of(figure).x) == [400]
    assert min(figure.data[0].x) < 100


def test_the_lines_bear_their_limits_and_the_axis_its_meaning() -> None:
    said = words(drawn(SMALL, FAR))
    assert [said.count(label) for label in ("95%", "99,8%")] == [2, 2]
    assert LABELS.y in said


def test_no_limit_is_below_nought() -> None:
    figure = drawn(FunnelDot(2, 1, 2.0, 2.5, "", ""))
    assert min(min(trace.y) for trace in figure.data) >= 0
    assert figure.layout.yaxis.range[0] == 0


def test_every_dot_lies_within_the_picture() -> None:
    low, high = drawn(FunnelDot(900, 0.2, 1.06, 1.09, "", "")).layout.yaxis.range
    assert low < 0.2 < high


def test_markup_in_a_name_is_shown_not_followed() -> None:
    assert named(drawn(FunnelDot(9, 1, 1.1, 1.2, "<b>A</b>", "")), "&lt;b&gt;A&lt;/b&gt;")
