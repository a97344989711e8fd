"""The trend: shares over half-years, the last of each line in words, events and what was published."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go

from analytics.charts.palette import LIGHT
from analytics.charts.trend import Mark, TrendPoint, trend_figure

POINTS = (
    TrendPoint(date(2025, 6, 30), "Juni 2025", 0.5, (0.4, 0.6), None),
    TrendPoint(date(2025, 12, 31), "Desember 2025", 0.45, (0.35, 0.55), 0.4),
    TrendPoint(date(2026, 6, 30), "Juni 2026", 0.43, (0.33, 0.53), 0.2),
)


def drawn(*marks: Mark, points: tuple[TrendPoint, ...] = POINTS) -> go.Figure:
    return trend_figure(points, marks, ("terakhir", "hari itu"), LIGHT, "id", "KUBE")


def words(figure: go.Figure) -> dict[str, str]:
    return {note.text: note.yanchor for note in figure.layout.annotations}


def test_a_half_year_without_a_share_leaves_its_line_out_there() -> None:
    (today,) = [trace for trace in drawn().data if trace.name == "hari itu"]
    assert (today.x, today.y) == ((POINTS[1].as_of, POINTS[2].as_of), (0.4, 0.2))


def test_the_last_share_of_each_line_is_written_beside_it() -> None:
    assert words(drawn()) == {"<b>43</b>": "middle", "<b>20</b>": "middle"}


def test_last_shares_that_lie_close_stand_apart() -> None:
    close = (TrendPoint(date(2026, 6, 30), "Juni 2026", 0.43, None, 0.4),)
    assert words(drawn(points=close)) == {"<b>43</b>": "bottom", "<b>40</b>": "top"}


def test_every_second_half_year_is_named_and_the_last_always() -> None:
    assert set(drawn().layout.xaxis.ticktext) == {"Juni 2025", "Juni 2026"}


def test_an_event_is_a_line_and_a_published_share_a_stroke() -> None:
    event, published = Mark(date(2025, 6, 4), "1"), Mark(date(2025, 6, 4), "46 dipublikasikan", 0.46)
    figure = drawn(event, published)
    assert [shape.x0 for shape in figure.layout.shapes] == [event.as_of]
    (stroke,) = [trace for trace in figure.data if trace.marker.symbol == "line-ew"]
    assert stroke.y == (0.46,)
