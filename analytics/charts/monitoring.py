"""What is known of the grants of each place or programme: bars of one length, divided by state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from analytics.charts.bar_rows import BAR_HIGH, BAR_Y, ROW_PX, row_label
from analytics.charts.palette import Palette
from analytics.charts.style import Drawing, base_figure, hatched

STATES = ("running", "closed", "unknown", "too_young")
CLOSED_OPACITY = 0.22
LEGEND_PX = 56
GAP = 0.002


@dataclass(frozen=True)
class StateRow:
    """A row: its label, its numbers in words at the right, grants by state, and the code that gives its colour.

    `counts` has every state of `STATES`; where all are 0, `note` says that there is nothing.
    """

    label: str
    note: str
    counts: Mapping[str, int]
    code: str = ""


def state_bars(rows: Sequence[StateRow], names: Mapping[str, str], palette: Palette, lang: str) -> go.Figure:
    """100% bars in the order given, the first on top; `names`: the words of the states, said above all rows.

    Running is solid, closed its tint with a solid edge, unknown hatched, too young a dotted outline; a row of nothing
    a dashed one.
    """
    figure = base_figure(palette, ROW_PX * len(rows) + LEGEND_PX + 16, lang)
    drawing = Drawing()
    for position, row in enumerate(rows):
        y = len(rows) - 1 - position
        row_label(drawing, 0, y, f"<b>{escape(row.label)}</b>", "left", palette)
        row_label(drawing, 1, y, escape(row.note), "right", palette)
        _bar(drawing, row, y, palette)
    _legend(drawing, names, palette)
    figure.update_xaxes(visible=False, range=[-0.005, 1.005])
    figure.update_yaxes(visible=False, range=[-0.05, len(rows) - 0.1])
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        legend={
            "orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "traceorder": "normal",
            "itemclick": False, "itemdoubleclick": False,
        },
        margin={"t": LEGEND_PX},
    )  # fmt: skip
    return drawing.onto(figure)


def _legend(drawing: Drawing, names: Mapping[str, str], palette: Palette) -> None:
    """One swatch per state, in no programme's colour; the browser shows neither opacity nor dots of a bar's own
    swatch."""
    looks = {
        "running": _look("running", palette.ink, palette),
        "closed": {"color": palette.grid, "line": {"color": palette.ink, "width": 1}},
        "unknown": _look("unknown", palette.ink, palette),
    }
    for state, look in looks.items():
        drawing.add_bar(x=[None], y=[None], orientation="h", name=names[state], marker=look)
    drawing.add_shape(
        type="rect", x0=0, x1=0, y0=-9, y1=-9, name=names["too_young"], showlegend=True,
        line={"color": palette.unknown, "width": 1.5, "dash": "dot"},
    )  # fmt: skip


def _bar(drawing: Drawing, row: StateRow, y: float, palette: Palette) -> None:
    total = sum(row.counts[state] for state in STATES)
    if not total:
        _outline(drawing, 0, 1, y, palette.unknown, "dash")
        return
    start = 0.0
    for state in STATES:
        share = row.counts[state] / total
        if share:
            _part(drawing, row, state, (start, start + share), y, palette)
        start += share


def _part(drawing: Drawing, row: StateRow, state: str, ends: tuple[float, float], y: float, palette: Palette) -> None:
    color = palette.of_programme(row.code)
    start, end = ends[0] + GAP, max(ends[1] - GAP, ends[0] + 2 * GAP)
    if state == "too_young":
        _outline(drawing, start, end, y, palette.unknown, "dot")
        return
    drawing.add_bar(
        x=[end - start], base=[start], y=[y + BAR_Y], width=BAR_HIGH, orientation="h", showlegend=False,
        marker=_look(state, color, palette), hoverinfo="skip", name=state,
    )  # fmt: skip
    if state == "closed":
        _outline(drawing, start, end, y, color, "solid")


def _look(state: str, color: str, palette: Palette) -> dict[str, Any]:
    if state == "unknown":
        return hatched(palette, solidity=0.25)
    return {"color": color, "opacity": CLOSED_OPACITY if state == "closed" else 1}


def _outline(drawing: Drawing, start: float, end: float, y: float, color: str, dash: str) -> None:
    drawing.add_shape(
        type="rect", x0=start, x1=end, y0=y + BAR_Y - BAR_HIGH / 2, y1=y + BAR_Y + BAR_HIGH / 2,
        line={"color": color, "width": 1 if dash == "solid" else 1.5, "dash": dash},
    )  # fmt: skip
