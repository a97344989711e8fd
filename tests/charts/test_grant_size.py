"""The planner's pictures: families as bars, what must survive as ranges, what no share reaches."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from analytics.charts.grant_size import AmountRow, families_figure, needed_figure
from analytics.charts.palette import LIGHT

NOW = AmountRow("Rp5 juta", 1680, "1.680", False, 0.6, (0.5, 0.7), 1.0, "60", "50–70")
MORE = AmountRow("Rp7,5 juta", 1120, "1.120", True, 0.9, (0.75, 1.05), 0.67, "90", "75–105")
FAR = AmountRow("Rp12 juta", 700, "700", False, 1.44, (1.3, 1.7), 0.42, "144", "mustahil")
ROWS = (NOW, MORE, FAR)


def needed(*rows: AmountRow, interval: tuple[float, float] | None = (0.5, 0.7)) -> go.Figure:
    return needed_figure(rows, interval, LIGHT, "id", "mustahil")


def lines(figure: go.Figure) -> list[tuple[tuple[float, ...], str]]:
    return [(trace.x, trace.line.dash) for trace in figure.select_traces({"type": "scatter", "mode": "lines"})]


def test_families_are_bars_of_which_the_one_in_question_is_dark() -> None:
    (bars,) = families_figure(ROWS, LIGHT, "id").data
    assert (bars.x, bars.y) == ((1680, 1120, 700), (2, 1, 0))
    assert bars.marker.color == (LIGHT.unknown, LIGHT.ink, LIGHT.unknown)


def test_what_must_survive_is_a_ring_on_its_range_dotted_beyond_a_hundred() -> None:
    figure = needed(NOW, MORE)
    assert lines(figure) == [((0.5, 0.7), "solid"), ((0.75, 1.0), "solid"), ((1.0, 1.05), "dot")]
    assert [trace.x for trace in figure.select_traces({"type": "scatter", "mode": "markers"})] == [(0.6,), (0.9,)]


def test_what_lies_far_beyond_has_no_ring_but_its_number() -> None:
    figure = needed(FAR)
    assert lines(figure) == []
    assert list(figure.select_traces({"type": "scatter", "mode": "markers"})) == []
    assert "<b>144</b> mustahil" in [note.text for note in figure.layout.annotations]


def test_the_box_of_now_stands_behind_every_amount() -> None:
    boxes = [trace for trace in needed(NOW, MORE).data if trace.type == "bar"]
    assert [(box.base[0], box.base[0] + box.x[0]) for box in boxes] == [(0.5, 0.7), (0.5, 0.7)]


def test_without_a_baseline_the_ceiling_parts_what_is_possible_from_what_is_not() -> None:
    bare = replace(MORE, needed=None, needed_range=None)
    boxes = [trace for trace in needed(bare, interval=None).data if trace.type == "bar"]
    assert [(box.base[0], box.x[0]) for box in boxes] == [(0, 0.67), (0.67, 1 - 0.67)]
    assert boxes[1].marker.pattern.shape == "/"
