"""The funnel in closings: dots where they are, the line of equals, smooth limits, names only where they are given."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.funnel import FunnelDot, FunnelLabels, funnel
from analytics.charts.palette import LIGHT

LABELS = FunnelLabels("diharapkan", "ditemukan", "ditemukan = diharapkan", ("95%", "99,8%"))
SMALL = FunnelDot(10, 12, "", "Mahakam Ulu")
FAR = FunnelDot(90, 160, "Samarinda\ndi luar batas kebetulan", "Samarinda")
LINES = pd.DataFrame(
    {
        "lower_95": [0.0, 30.4, 80.4],
        "upper_95": [0.0, 69.6, 119.6],
        "lower_998": [0.0, 19.1, 69.1],
        "upper_998": [0.0, 80.9, 130.9],
    },
    index=[0.0, 50.0, 100.0],
)


def drawn(*dots: FunnelDot) -> go.Figure:
    return funnel(dots, LINES, LABELS, LIGHT, "id", LIGHT.ink)


def words(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def named(figure: go.Figure, name: str) -> go.layout.Annotation:
    (annotation,) = [annotation for annotation in figure.layout.annotations if annotation.text == name]
    return annotation


def test_dots_stand_at_closings_expected_and_found_in_one_colour() -> None:
    (trace,) = [trace for trace in drawn(SMALL, FAR).data if trace.mode == "markers"]
    assert (list(trace.x), list(trace.y), trace.marker.color) == ([10, 90], [12, 160], LIGHT.ink)


def test_the_line_of_equals_runs_from_nought_to_the_end() -> None:
    line = drawn(SMALL).data[0]
    assert (list(line.x), list(line.y)) == ([0, 100], [0, 100])
    assert LABELS.equal in words(drawn(SMALL))


def test_the_limits_are_drawn_as_they_are_given_and_labelled() -> None:
    figure = drawn(SMALL)
    assert [list(trace.y) for trace in figure.data[1:5]] == [list(LINES[column]) for column in LINES]
    assert [words(figure).count(label) for label in LABELS.limits] == [2, 2]


def test_only_given_names_are_printed_away_from_the_line_and_from_the_edge() -> None:
    figure = drawn(SMALL, FAR, FunnelDot(20, 5, "Berau", ""))
    high, low = named(figure, "Samarinda<br>di luar batas kebetulan"), named(figure, "Berau")
    assert [(name.yanchor, name.xanchor) for name in (high, low)] == [("bottom", "right"), ("top", "left")]
    assert "Mahakam Ulu" not in words(figure)


def test_every_dot_lies_within_the_picture_and_no_axis_goes_below_nought() -> None:
    low, high = drawn(FAR).layout.yaxis.range
    assert (low, high > 160) == (0, True)


def test_markup_in_a_name_is_shown_not_followed() -> None:
    assert named(drawn(FunnelDot(9, 1, "<b>A</b>", "")), "&lt;b&gt;A&lt;/b&gt;")
