"""Bars of one length, divided by what is known: each state has a form of its own, and none is colour alone."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.charts.monitoring import StateRow, state_bars
from analytics.charts.palette import LIGHT

NAMES = {"running": "berjalan", "closed": "tutup", "unknown": "belum diketahui", "too_young": "belum 6 bulan"}


def row(running: int = 0, closed: int = 0, unknown: int = 0, too_young: int = 0, code: str = "KUBE") -> StateRow:
    counts = {"running": running, "closed": closed, "unknown": unknown, "too_young": too_young}
    return StateRow("Paser", " · ".join(map(str, counts.values())), counts, code)


def parts(*rows: StateRow) -> dict[str, list[Any]]:
    """Bars that are drawn, by state."""
    found: dict[str, list[Any]] = {}
    for trace in state_bars(rows, NAMES, LIGHT, "id").data:
        if trace.x[0] is not None:
            found.setdefault(trace.name, []).append(trace)
    return found


def outlines(*rows: StateRow) -> list[Any]:
    return [shape for shape in state_bars(rows, NAMES, LIGHT, "id").layout.shapes if not shape.showlegend]


def test_the_parts_are_shares_of_all_grants_one_after_the_other() -> None:
    found = parts(row(running=5, closed=3, unknown=2))
    assert [found[state][0].base[0] for state in ("running", "closed", "unknown")] == pytest.approx(
        [0.0, 0.5, 0.8], abs=0.01
    )
    assert [found[state][0].x[0] for state in ("running", "closed", "unknown")] == pytest.approx(
        [0.5, 0.3, 0.2], abs=0.01
    )


def test_unknown_is_hatched_and_nothing_else_is() -> None:
    found = parts(row(running=1, closed=1, unknown=1))
    assert found["unknown"][0].marker.pattern.shape == "/"
    assert found["running"][0].marker.pattern.shape is None


def test_closed_is_the_tint_with_a_solid_edge() -> None:
    (closed,) = parts(row(closed=1))["closed"]
    (edge,) = outlines(row(closed=1))
    assert closed.marker.color == LIGHT.kube
    assert closed.marker.opacity < 0.5
    assert (edge.line.color, edge.line.dash) == (LIGHT.kube, "solid")


def test_too_young_is_a_dotted_outline_without_a_bar() -> None:
    (edge,) = outlines(row(too_young=4))
    assert edge.line.dash == "dot"
    assert parts(row(too_young=4)) == {}


def test_a_place_without_a_grant_is_a_dashed_frame() -> None:
    (edge,) = outlines(row())
    assert (edge.x0, edge.x1, edge.line.dash) == (0, 1, "dash")


def test_the_first_row_is_on_top_and_says_its_numbers() -> None:
    first, second = parts(row(running=1), row(running=2))["running"]
    assert first.y[0] > second.y[0]
    said = [
        annotation.text for annotation in state_bars([row(running=5, closed=3)], NAMES, LIGHT, "id").layout.annotations
    ]
    assert said == ["<b>Paser</b>", "5 · 3 · 0 · 0"]


def test_every_state_is_named_above_the_rows() -> None:
    figure = state_bars([row(running=1)], NAMES, LIGHT, "id")
    bars = [trace.name for trace in figure.data if trace.x[0] is None]
    shapes = [shape.name for shape in figure.layout.shapes if shape.showlegend]
    assert [*bars, *shapes] == list(NAMES.values())
