"""Shares of small cells, raw and drawn towards the mean of all: a hollow dot and the filled one that it became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import LABEL_PX, TEXT_PX, base_figure

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
    figure.add_shape(
        type="line", x0=mean, x1=mean, y0=0, y1=1, yref="paper", layer="below",
        line={"color": palette.unknown, "width": 1, "dash": "dot"},
    )  # fmt: skip
    side = "right" if mean > 0.5 else "left"
    _text(figure, mean, 1, mean_label, side, palette, yref="paper", yanchor="bottom")
    for position, row in enumerate(rows):
        y = row_px * (len(rows) - 1 - position) + DOT_ABOVE_FOOT_PX
        note_y, paper = y + NOTE_ABOVE_DOT_PX, palette.page
        label_y = note_y + LINE_PX * is_two_line
        _text(figure, 0, label_y, f"<b>{escape(row.label)}</b>", "left", palette, size=LABEL_PX, bgcolor=paper)
        at, side = (0, "left") if is_two_line else (1, "right")
        _text(figure, at, note_y, escape(row.note), side, palette, bgcolor=paper)
        _row(figure, y, row, palette, color)
    figure.update_xaxes(
        range=[-0.02, 1.02],
        title={"text": axis_title},
        tickvals=list(PERCENT_TICKS),
        ticktext=list(PERCENT_TICKS.values()),
    )
    figure.update_yaxes(visible=False, range=[0, row_px * len(rows)])
    figure.update_layout(margin={"t": TOP_PX, "r": 20})
    return figure


def _row(figure: go.Figure, y: float, row: PooledRow, palette: Palette, color: str) -> None:
    if row.pooled is None:
        _text(figure, 0, y, escape(row.value_label), "left", palette)
        return
    if row.bounds is not None and row.bounds[1] > row.bounds[0]:
        _bounds(figure, y, row.bounds, palette)
    figure.add_scatter(
        x=[row.lower, row.upper], y=[y, y], mode="lines", line={"color": color, "width": 4}, hoverinfo="skip"
    )
    if row.raw is not None:
        _dot(figure, y, row.raw, {"size": RAW_PX, "color": palette.page, "line": {"color": color, "width": 2}})
    _dot(figure, y, row.pooled, {"size": POOLED_PX, "color": color, "line": {"color": palette.page, "width": 1}})
    side = "left" if row.pooled < 0.07 else "right" if row.pooled > 0.93 else "center"
    _text(figure, row.pooled, y - WORDS_BELOW_DOT_PX, f"<b>{escape(row.value_label)}</b>", side, palette)


def _dot(figure: go.Figure, y: float, x: float, marker: dict[str, object]) -> None:
    figure.add_scatter(x=[x], y=[y], mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False)


def _bounds(figure: go.Figure, y: float, bounds: tuple[float, float], palette: Palette) -> None:
    figure.add_bar(
        x=[bounds[1] - bounds[0]], base=[bounds[0]], y=[y], orientation="h", width=BOX_PX, hoverinfo="skip",
        marker={
            "color": palette.page,
            "line": {"color": palette.unknown, "width": 1},
            "pattern": {
                "shape": "/", "fgcolor": palette.unknown, "bgcolor": palette.page, "size": 6, "solidity": 0.15
            },
        },
    )  # fmt: skip


def _text(
    figure: go.Figure, x: float, y: float, text: str, side: str, palette: Palette, size: int = TEXT_PX, **placed: object
) -> None:
    figure.add_annotation(
        **{"yanchor": "middle", **placed}, x=x, y=y, text=text, xanchor=side, showarrow=False, borderpad=0,
        font={"size": size, "color": palette.ink},
    )  # fmt: skip
