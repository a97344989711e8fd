"""Programmes side by side: one axis where the ages are equal, an axis each where they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go

from analytics.charts.palette import LIGHT
from analytics.charts.programme_rows import ProgrammeRow, programme_panels, programme_rows
from analytics.estimate import Bounds, Estimate, Note, Sampling, Source


def row(code: str = "KUBE", value: float | None = 0.5, **more: object) -> ProgrammeRow:
    estimate = Estimate(
        "persistence_rate", value, "share", 100, "groups", 0, date(2025, 6, 30), (Source("g.csv", "0" * 64, 1),),
        (Sampling("wilson", 0.4, 0.6, 0.95), Bounds("last_sight", 0.3, 0.7)),
        withheld=None if value is not None else "too_few_verdicts",
    )  # fmt: skip
    made = ProgrammeRow(code, code, "100 bantuan", estimate, "50" if value is not None else "–", "40–60")
    return replace(made, **more)  # type: ignore[arg-type]


def words(figure: go.Figure) -> str:
    return " ".join(annotation.text for annotation in figure.layout.annotations)


def dots(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers"]


def test_at_equal_age_all_stand_on_one_axis_first_on_top() -> None:
    first, second = dots(programme_rows([row("KUBE"), row("UEP")], LIGHT, "id"))
    assert {first.xaxis, second.xaxis} == {"x"}
    assert first.y[0] > second.y[0]


def test_as_seen_last_each_has_an_axis_of_its_own_beside_the_others() -> None:
    figure = programme_panels([row("KUBE"), row("UEP")], LIGHT, "id")
    assert [dot.xaxis for dot in dots(figure)] == ["x", "x2"]
    assert figure.layout.xaxis.domain[1] < figure.layout.xaxis2.domain[0]


def test_the_number_and_its_range_are_written() -> None:
    for draw in (programme_rows, programme_panels):
        said = words(draw([row()], LIGHT, "id"))
        assert all(part in said for part in ("<b>50</b>", "40–60", "100 bantuan"))


def test_chance_is_a_bar_and_ignorance_a_hatched_box() -> None:
    figure = programme_panels([row()], LIGHT, "id")
    (line,) = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines"]
    (box,) = [trace for trace in figure.data if trace.type == "bar"]
    assert (line.x, line.line.width) == ((0.4, 0.6), 4)
    assert (box.base[0], round(box.x[0], 9), box.marker.pattern.shape) == (0.3, 0.4, "/")


def test_a_withheld_share_is_a_hatched_strip_and_its_reason_without_a_dot() -> None:
    figure = programme_rows([row(value=None, withheld="data terlalu sedikit")], LIGHT, "id")
    assert dots(figure) == []
    assert figure.data[0].x == (1,)
    assert "data terlalu sedikit" in words(figure)


def test_a_share_of_which_little_is_known_is_hollow() -> None:
    rough = row()
    rough = replace(rough, estimate=replace(rough.estimate, notes=(Note("wide"),)))
    (dot,) = dots(programme_rows([rough], LIGHT, "id"))
    assert (dot.marker.color, dot.marker.line.color) == (LIGHT.page, LIGHT.kube)


def test_what_it_was_with_nothing_left_out_is_a_grey_dot() -> None:
    before, _ = dots(programme_rows([row(before=0.45)], LIGHT, "id"))
    assert (before.x, before.marker.line.color) == ((0.45,), LIGHT.unknown)


def test_a_published_share_is_a_tick_with_its_words() -> None:
    figure = programme_panels([row(published=(0.46, "46 dipublikasikan"))], LIGHT, "id")
    assert [shape.x0 for shape in figure.layout.shapes if shape.line.color == LIGHT.ink] == [0.46]
    assert "46 dipublikasikan" in words(figure)
