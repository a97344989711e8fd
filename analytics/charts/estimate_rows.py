"""One row per estimate on a common scale: the grammar of dots, bars and boxes that every page reads alike.

Estimate: a dot of 13, edged with paper; hollow where little is known of it. Sampling interval: a solid bar through it.
Sensitivity: a thin dotted line. Bounds: a hollow hatched box in the grey of the unknown. Withheld: a hatched strip with
words. Too young: a dotted outline with words.
The label stands above its row, never in a gutter, so that a phone shows the same figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from analytics.charts.palette import SYMBOLS, Palette
from analytics.charts.style import LABEL_PX, TEXT_PX, Drawing, base_figure, hatched
from analytics.estimate import Estimate

ROW_PX = 66
LINE_PX = 18
DOT_ABOVE_FOOT_PX = 24
LABEL_ABOVE_DOT_PX = 26
BOX_HALF_PX = 9
AXIS_PX = 64
TICK_LABEL_PX = 20
PHONE_LINE_CHARACTERS = 44
PERCENT_TICKS = {0.0: "0%", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1.0: "100%"}


@dataclass(frozen=True)
class EstimateRow:
    """A row: its label, its note (n and unit), the estimate, and the code that gives its colour.

    `code` is a programme, `group` or `individual`; `value_label` is the value in words; `withheld_label` stands
    in the row where there is no value. `is_too_young`: there is none because nothing is old enough.
    """

    label: str
    note: str
    estimate: Estimate
    code: str
    value_label: str
    withheld_label: str
    is_too_young: bool = False

    @property
    def withheld_lines(self) -> list[str]:
        """The words of a withheld row, in lines that a phone holds."""
        return wrap(self.withheld_label, PHONE_LINE_CHARACTERS) if self.estimate.value is None else []

    @property
    def is_two_line(self) -> bool:
        """Whether a phone is too narrow for label and note on one line."""
        return len(self.label) + len(self.note) > PHONE_LINE_CHARACTERS

    def height_px(self, is_two_line: bool) -> int:
        """Height of the row: more where the note stands under the label and where words take several lines."""
        return ROW_PX + LINE_PX * is_two_line + LINE_PX * max(0, len(self.withheld_lines) - 1)


def estimate_rows(
    rows: list[EstimateRow],
    palette: Palette,
    lang: str,
    axis_title: str,
    *,
    upper: float = 1.0,
    ticks: Mapping[float, str] | None = None,
) -> go.Figure:
    """Several estimates under one another, first on top, on a scale from 0 to `upper`.

    `ticks`: labels by position; without them percentages where `upper` is 1, else Plotly's own. The y axis is
    in pixels.
    """
    is_two_line = any(row.is_two_line for row in rows)
    height = sum(row.height_px(is_two_line) for row in rows)
    figure = base_figure(palette, height + AXIS_PX, lang)
    drawing = Drawing()
    top = height
    for row in rows:
        foot = top - row.height_px(is_two_line)
        y = foot + DOT_ABOVE_FOOT_PX + LINE_PX * max(0, len(row.withheld_lines) - 1)
        _above(drawing, y, row, is_two_line, palette, upper)
        if row.estimate.value is None:
            _withheld(drawing, y, row, palette, upper)
        else:
            _bounds(drawing, y, row.estimate, palette)
            _sampling(drawing, y, row, palette)
            _sensitivity(drawing, y, row, palette)
            _dot(drawing, y, row, palette, upper)
        top = foot
    shown = PERCENT_TICKS if ticks is None and upper == 1.0 else ticks
    figure.update_layout(margin={"r": TICK_LABEL_PX})
    figure.update_yaxes(visible=False, range=[0, height])
    figure.update_xaxes(
        range=[-0.02 * upper, 1.02 * upper],
        title={"text": axis_title},
        tickvals=list(shown) if shown is not None else None,
        ticktext=list(shown.values()) if shown is not None else None,
        showline=False,
    )
    return drawing.onto(figure)


def _above(drawing: Drawing, y: float, row: EstimateRow, is_two_line: bool, palette: Palette, upper: float) -> None:
    note_y = y + LABEL_ABOVE_DOT_PX
    _text(drawing, 0.0, note_y + LINE_PX * is_two_line, f"<b>{row.label}</b>", "left", LABEL_PX, palette)
    if is_two_line:
        _text(drawing, 0.0, note_y, row.note, "left", TEXT_PX, palette)
    else:
        _text(drawing, upper, note_y, row.note, "right", TEXT_PX, palette)


def _text(
    drawing: Drawing, x: float, y: float, text: str, anchor: str, size: int, palette: Palette, yanchor: str = "middle"
) -> None:
    drawing.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor=anchor,
        yanchor=yanchor,
        align="left",
        borderpad=0,  # else the paper under a note cuts the feet of the letters over it
        font={"size": size, "color": palette.ink},
        bgcolor=palette.page,
    )


def _dot(drawing: Drawing, y: float, row: EstimateRow, palette: Palette, upper: float) -> None:
    value = float(row.estimate.value or 0)
    side = "left" if value > 0.93 * upper else "right" if value < 0.07 * upper else "center"
    drawing.add_scatter(
        x=[value],
        y=[y],
        mode="markers+text",
        marker=marker(row.code, palette, row.estimate.is_hollow),
        text=[row.value_label],
        textposition=f"bottom {side}",
        textfont={"size": LABEL_PX, "color": palette.ink, "weight": 700},
        hovertemplate=f"{row.label}: {row.value_label}<extra></extra>",
        cliponaxis=False,
        name=row.label,
    )


def marker(code: str, palette: Palette, is_hollow: bool = False) -> dict[str, object]:
    """The shape of a programme; a hollow one is filled with paper, so that no bar shows through it."""
    color, symbol = palette.of_programme(code), SYMBOLS.get(code, "circle")
    if is_hollow or symbol.endswith("-open"):
        filled = symbol.removesuffix("-open")
        return {"size": 12, "color": palette.page, "symbol": filled, "line": {"color": color, "width": 2}}
    return {"size": 13, "color": color, "symbol": symbol, "line": {"color": palette.page, "width": 1.5}}


def _bounds(drawing: Drawing, y: float, estimate: Estimate, palette: Palette) -> None:
    bounds = estimate.bounds
    if bounds is None or bounds.upper <= bounds.lower:
        return
    _box(drawing, y, bounds.lower, bounds.upper, hatched(palette))


def _box(drawing: Drawing, y: float, lower: float, upper: float, marker: dict[str, Any]) -> None:
    drawing.add_bar(
        x=[upper - lower],
        base=[lower],
        y=[y],
        orientation="h",
        width=2 * BOX_HALF_PX,
        marker=marker,
        hoverinfo="skip",
    )


def _sampling(drawing: Drawing, y: float, row: EstimateRow, palette: Palette) -> None:
    interval = row.estimate.sampling
    if interval is None:
        return
    drawing.add_scatter(
        x=[interval.lower, interval.upper],
        y=[y, y],
        mode="lines",
        line={"color": palette.of_programme(row.code), "width": 4},
        hoverinfo="skip",
    )


def _sensitivity(drawing: Drawing, y: float, row: EstimateRow, palette: Palette) -> None:
    interval = row.estimate.sensitivity
    if interval is None:
        return
    drawing.add_scatter(
        x=[interval.lower, interval.upper],
        y=[y, y],
        mode="lines",
        line={"color": palette.of_programme(row.code), "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
    )


def _withheld(drawing: Drawing, y: float, row: EstimateRow, palette: Palette, upper: float) -> None:
    if row.is_too_young:
        drawing.add_shape(
            type="rect",
            x0=0,
            x1=upper,
            y0=y - BOX_HALF_PX,
            y1=y + BOX_HALF_PX,
            line={"color": palette.unknown, "width": 1, "dash": "dot"},
        )
    else:
        _box(drawing, y, 0, upper, hatched(palette, palette.grid, size=8, solidity=0.2))
    words = "<br>".join(row.withheld_lines)
    _text(drawing, 0.0, y - BOX_HALF_PX - 2, words, "left", TEXT_PX, palette, yanchor="top")
