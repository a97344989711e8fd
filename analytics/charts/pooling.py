"""Shares of small cells, raw and shrunk towards the mean of all: a hollow dot and the filled one that it became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import LABEL_PX, TEXT_PX, base_figure, hatched

ROW_PX, LINE_PX, AXIS_PX, TOP_PX = 70, 18, 60, 28
DOT_ABOVE_FOOT_PX, NOTE_ABOVE_DOT_PX, WORDS_BELOW_DOT_PX = 32, 26, 21
RAW_PX, POOLED_PX, BOX_PX = 17, 10, 18
PHONE_LINE_CHARACTERS = 44
PERCENT_TICKS = {0.0: "0%", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1.0: "100%"}


@dataclass(frozen=True)
class PooledRow:
    """A cell: its label, its note (n, at the right), and its shares of 1.

    `raw`: running over known; None with nothing known. `pooled` with its interval from `lower` to `upper`, written as
    `value_label`; None where there is nothing to show but that label. `bounds`: what the raw share may be, were all
    known.
    """

    label: str
    note: str
    value_label: str
    raw: float | None = None
    pooled: float | None = None
    lower: float = 0.0
    upper: float = 0.0
    bounds: tuple[float, float] | None = None


def pooled_rows(
    rows: Sequence[PooledRow], mean: float, mean_label: str, palette: Palette, lang: str, axis_title: str, color: str
) -> go.Figure:
    """Rows in the order given, the first on top, from 0 to 1, with an upright line at the `mean` of all cells.

    Where a phone is too narrow for a label and its note on one line, all notes stand under their labels. The y axis is
    in pixels.
    """
    is_two_line = any(len(row.label) + len(row.note) > PHONE_LINE_CHARACTERS for row in rows)
    row_px = ROW_PX + LINE_PX * is_two_line
    figure = base_figure(palette, row_px * len(rows) + AXIS_PX + TOP_PX, lang)
    placed = [(row_px * (len(rows) - 1 - place) + DOT_ABOVE_FOOT_PX, row) for place, row in enumerate(rows)]
    known = [(y, row, row.pooled) for y, row in placed if row.pooled is not None]
    _bounds(figure, [(y, *row.bounds) for y, row, _ in known if row.bounds and row.bounds[1] > row.bounds[0]], palette)
    figure.add_scatter(
        x=[end for _, row, _ in known for end in (row.lower, row.upper, None)],
        y=[end for y, _, _ in known for end in (y, y, None)],
        mode="lines", line={"color": color, "width": 4}, hoverinfo="skip", name="interval",
    )  # fmt: skip
    hollow = {"size": RAW_PX, "color": palette.page, "line": {"color": color, "width": 2}}
    filled = {"size": POOLED_PX, "color": color, "line": {"color": palette.page, "width": 1}}
    _dots(figure, "raw", [(row.raw, y) for y, row, _ in known if row.raw is not None], hollow)
    _dots(figure, "pooled", [(pooled, y) for y, _, pooled in known], filled)
    words = [_text(mean, 1, mean_label, "right" if mean > 0.5 else "left", palette, yref="paper", yanchor="bottom")]
    for y, row in placed:
        words += _words(y, row, is_two_line, palette)
    line = {
        "type": "line", "x0": mean, "x1": mean, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
        "line": {"color": palette.unknown, "width": 1, "dash": "dot"},
    }  # fmt: skip
    figure.update_layout(annotations=words, shapes=[line], margin={"t": TOP_PX, "r": 20})
    figure.update_xaxes(
        range=[-0.02, 1.02],
        title={"text": axis_title},
        tickvals=list(PERCENT_TICKS),
        ticktext=list(PERCENT_TICKS.values()),
    )
    figure.update_yaxes(visible=False, range=[0, row_px * len(rows)])
    return figure


def _words(y: float, row: PooledRow, is_two_line: bool, palette: Palette) -> list[dict[str, object]]:
    """Label, note and value; paper under them, so that the upright line does not strike them through."""
    note_y = y + NOTE_ABOVE_DOT_PX
    note_x, side = (0, "left") if is_two_line else (1, "right")
    name = _text(0, note_y + LINE_PX * is_two_line, f"<b>{escape(row.label)}</b>", "left", palette, size=LABEL_PX)
    note = _text(note_x, note_y, escape(row.note), side, palette)
    if row.pooled is None:
        return [name, note, _text(0, y, escape(row.value_label), "left", palette)]
    side = "left" if row.pooled < 0.07 else "right" if row.pooled > 0.93 else "center"
    value = f"<b>{escape(row.value_label)}</b>"
    return [name, note, _text(row.pooled, y - WORDS_BELOW_DOT_PX, value, side, palette)]


def _dots(figure: go.Figure, name: str, at: Sequence[tuple[float, float]], marker: dict[str, object]) -> None:
    figure.add_scatter(
        x=[x for x, _ in at], y=[y for _, y in at], mode="markers", marker=marker, hoverinfo="skip",
        cliponaxis=False, name=name,
    )  # fmt: skip


def _bounds(figure: go.Figure, boxes: Sequence[tuple[float, float, float]], palette: Palette) -> None:
    """Of each y, a lower and an upper end."""
    figure.add_bar(
        x=[upper - lower for _, lower, upper in boxes], base=[lower for _, lower, _ in boxes],
        y=[y for y, _, _ in boxes], orientation="h", width=BOX_PX, hoverinfo="skip", name="bounds",
        marker=hatched(palette),
    )  # fmt: skip


def _text(
    x: float, y: float, text: str, side: str, palette: Palette, size: int = TEXT_PX, **placed: object
) -> dict[str, object]:
    return {
        "x": x, "y": y, "text": text, "xanchor": side, "yanchor": "middle", "showarrow": False, "borderpad": 0,
        "bgcolor": palette.page, "font": {"size": size, "color": palette.ink}, **placed,
    }  # fmt: skip
