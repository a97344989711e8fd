"""The one grammar of estimates: what is drawn from what, and that a phone holds the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from analytics.charts.estimate_rows import PHONE_LINE_CHARACTERS, EstimateRow, estimate_rows
from analytics.charts.palette import LIGHT
from analytics.estimate import Bounds, Estimate, Interval, Note, Sampling, Sensitivity, Source

SAMPLING = Sampling("wilson", 0.4, 0.6, 0.95)
LINE_HEIGHT = 1.3
"""Plotly's, in sizes of the letters; a border is 1 px where none is asked for."""
BOUNDS = Bounds("last_sight", 0.3, 0.7)


def estimate(value: float | None, *intervals: Interval) -> Estimate:
    return Estimate(
        "persistence_rate", value, "share", 100, "groups", 0, date(2025, 6, 30), (Source("g.csv", "0" * 64, 1),),
        intervals, withheld=None if value is not None else "too_few_verdicts",
    )  # fmt: skip


def row(
    value: float | None = 0.5, *intervals: Interval, label: str = "KUBE", code: str = "KUBE", **more: Any
) -> EstimateRow:
    said = "terlalu sedikit" if value is None else "50%"
    return EstimateRow(label, "n = 100", estimate(value, *(intervals or (SAMPLING,))), code, said, said, **more)


def drawn(*rows: EstimateRow) -> go.Figure:
    return estimate_rows(list(rows), LIGHT, "id", "Bagian (%)")


def words(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_a_value_is_a_dot_with_its_number() -> None:
    (dot,) = [trace for trace in drawn(row()).data if trace.mode == "markers+text"]
    assert (dot.x, dot.text) == ((0.5,), ("50%",))


def test_chance_is_a_line_between_its_ends() -> None:
    (line,) = [trace for trace in drawn(row()).data if trace.mode == "lines"]
    assert line.x == (0.4, 0.6)


def test_a_value_of_which_little_is_known_is_a_hollow_dot() -> None:
    rough = row()
    rough = replace(rough, estimate=replace(rough.estimate, notes=(Note("wide"),)))
    dot, hollow = (
        next(trace for trace in drawn(of).data if trace.mode == "markers+text").marker for of in (row(), rough)
    )
    assert (dot.color, hollow.color, hollow.line.color) == (LIGHT.kube, LIGHT.page, LIGHT.kube)


def test_an_assumption_that_may_not_hold_is_a_dotted_line() -> None:
    lines = [trace for trace in drawn(row(0.5, SAMPLING, Sensitivity("model", 0.2, 0.6))).data if trace.mode == "lines"]
    assert [(line.x, line.line.dash) for line in lines] == [((0.4, 0.6), None), ((0.2, 0.6), "dot")]


def test_ignorance_is_a_hatched_box_between_its_ends() -> None:
    (box,) = [trace for trace in drawn(row(0.5, SAMPLING, BOUNDS)).data if trace.type == "bar"]
    assert (box.base[0], box.base[0] + box.x[0]) == pytest.approx((0.3, 0.7))
    assert box.marker.pattern.shape == "/"


def test_a_withheld_value_is_a_strip_over_the_whole_scale_with_its_reason_and_no_dot() -> None:
    figure = drawn(row(None))
    assert [(trace.type, trace.x[0]) for trace in figure.data] == [("bar", 1.0)]
    assert "terlalu sedikit" in words(figure)


def test_what_is_too_young_is_a_dotted_outline_and_no_strip() -> None:
    figure = drawn(row(None, is_too_young=True))
    assert (len(figure.data), figure.layout.shapes[0].line.dash) == (0, "dot")


def test_the_first_row_is_on_top() -> None:
    first, second = (trace.y[0] for trace in drawn(row(label="A"), row(label="B")).data if trace.mode == "markers+text")
    assert first > second


def test_a_long_label_puts_every_note_of_the_figure_on_a_second_line() -> None:
    figure = drawn(row(label="x" * PHONE_LINE_CHARACTERS), row(label="KUBE"))
    assert {annotation.x for annotation in figure.layout.annotations} == {0.0}


def test_the_paper_under_a_note_ends_below_the_label_over_it() -> None:
    figure = drawn(row(label="x" * PHONE_LINE_CHARACTERS))
    label, note = figure.layout.annotations
    padded = [1 if words.borderpad is None else words.borderpad for words in (label, note)]
    assert label.y - note.y >= LINE_HEIGHT * (label.font.size + note.font.size) / 2 + sum(padded)


def test_a_short_label_has_its_note_at_the_right() -> None:
    assert [annotation.x for annotation in drawn(row()).layout.annotations] == [0.0, 1.0]


def test_a_long_reason_is_broken_into_lines_that_a_phone_holds() -> None:
    reason = "Tidak ditampilkan: data terlalu sedikit (12 dari sedikitnya 20 usaha)."
    figure = drawn(EstimateRow("KUBE", "n", estimate(None), "KUBE", "", reason))
    lines = words(figure)[-1].split("<br>")
    assert " ".join(lines) == reason
    assert max(map(len, lines)) <= PHONE_LINE_CHARACTERS


def test_programmes_differ_in_colour_and_in_shape() -> None:
    figure = drawn(*(row(code=code) for code in ("KUBE", "WRSE", "UEP", "individual")))
    markers = [trace.marker for trace in figure.data if trace.mode == "markers+text"]
    assert (
        len({marker.symbol for marker in markers})
        == len({(marker.color, marker.line.color) for marker in markers})
        == 4
    )


@pytest.mark.parametrize(("value", "side"), [(0.0, "right"), (0.5, "center"), (1.0, "left")])
def test_a_number_stays_inside_the_figure(value: float, side: str) -> None:
    whole = Sampling("wilson", 0.0, 1.0, 0.95)
    (dot,) = [trace for trace in drawn(row(value, whole)).data if trace.mode == "markers+text"]
    assert dot.textposition == f"bottom {side}"


def test_ticks_are_percentages_unless_given() -> None:
    assert drawn(row()).layout.xaxis.ticktext == ("0%", "25%", "50%", "75%", "100%")
