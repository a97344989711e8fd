"""Programmes side by side: a dot, its interval and its number each.

At equal ages they share one axis. As they were seen last, at unequal ages, each has an axis of its own beside the
others', so that no eye runs from one dot to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from analytics.charts.estimate_rows import marker
from analytics.charts.palette import Palette
from analytics.charts.style import LABEL_PX, TEXT_PX, Drawing, base_figure, hatched
from analytics.estimate import Estimate

ROW_PX, AXIS_PX = 58, 24
DOT_PX, LABEL_ABOVE_DOT_PX = 18, 25
NUMBER_PX, NUMBERS_PX, NUMBER_GAP_PX = 20, 104, 14
BOX_HALF_PX, TICK_HALF_PX = 9, 13
SMALL_PX = 12
PANEL_PX, PANEL_LETTERS, PANEL_GAP = 174, 16, 0.08
PANEL_DOT_PX, PANEL_NUMBER_PX, PANEL_TICK_PX = 16, 62, 12
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
PANEL_TICKS = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme's share: its colour's `code`, label, note (how many, how many unknown), value and range as numbers
    of 100.

    `withheld`: why there is no value. `before`: the share with nothing left out, drawn in grey. `published`: a
    published share and its words.
    """

    code: str
    label: str
    note: str
    estimate: Estimate
    number: str
    range: str
    withheld: str = ""
    before: float | None = None
    published: tuple[float, str] | None = None

    @property
    def value_label(self) -> str:
        """Number and range in one."""
        return f"{self.number} ({self.range})" if self.range else self.number


def programme_rows(rows: Sequence[ProgrammeRow], palette: Palette, lang: str) -> go.Figure:
    """Rows under one another on one axis from 0 to 100, the numbers right of it; heights in pixels."""
    height = ROW_PX * len(rows)
    figure = base_figure(palette, height + AXIS_PX, lang)
    drawing = Drawing()
    for place, row in enumerate(rows):
        y = height - ROW_PX * (place + 1) + DOT_PX
        drawing.add_shape(type="line", x0=0, x1=1, y0=y, y1=y, layer="below", line={"color": palette.grid, "width": 1})
        label = f"<b>{row.label}</b>  <span style='font-size:{SMALL_PX}px'>{row.withheld or row.note}</span>"
        _words(drawing, 0, y + LABEL_ABOVE_DOT_PX, label, LABEL_PX, palette, bgcolor=palette.page)
        _share(drawing, y, row, palette, "x")
        _words(drawing, 1, y, _numbers(row, " "), NUMBER_PX, palette, xshift=NUMBER_GAP_PX)
    figure.update_layout(margin={"l": 10, "r": NUMBERS_PX, "t": 0, "b": AXIS_PX})
    figure.update_yaxes(visible=False, range=[0, height])
    figure.update_xaxes(**_axis(GRID, palette))
    return drawing.onto(figure)


def programme_panels(rows: Sequence[ProgrammeRow], palette: Palette, lang: str) -> go.Figure:
    """Panels side by side, each with its own axis; the note in lines that a third of a phone holds."""
    figure = base_figure(palette, PANEL_PX + AXIS_PX, lang)
    drawing = Drawing()
    width = (1 + PANEL_GAP) / max(1, len(rows))
    for place, row in enumerate(rows):
        axis = f"x{place + 1}" if place else "x"
        left = place * width
        domain = [left, left + width - PANEL_GAP]
        figure.update_layout({f"xaxis{axis[1:]}": {**_axis(PANEL_TICKS, palette), "domain": domain, "showgrid": False}})
        _ruler(drawing, axis, palette)
        _share(drawing, PANEL_DOT_PX, row, palette, axis)
        note = wrap(row.withheld, PANEL_LETTERS) or row.note.split("\n")
        top = f"<b>{row.label}</b><br><span style='font-size:{SMALL_PX}px'>{'<br>'.join(note)}</span>"
        _words(drawing, 0, PANEL_PX, top, LABEL_PX, palette, xref=axis, yanchor="top")
        _words(drawing, 0, PANEL_NUMBER_PX, _numbers(row, " "), NUMBER_PX, palette, xref=axis)
    figure.update_layout(margin={"l": 10, "r": 14, "t": 0, "b": AXIS_PX})
    figure.update_yaxes(visible=False, range=[0, PANEL_PX])
    return drawing.onto(figure)


def _ruler(drawing: Drawing, axis: str, palette: Palette) -> None:
    """The axis of a panel: a line with a stroke at each tick."""
    strokes = [(0.0, 1.0, PANEL_DOT_PX, PANEL_DOT_PX)]
    strokes += [(tick, tick, PANEL_DOT_PX - PANEL_TICK_PX, PANEL_DOT_PX + PANEL_TICK_PX) for tick in PANEL_TICKS]
    for x0, x1, y0, y1 in strokes:
        line = {"color": palette.grid, "width": 1}
        drawing.add_shape(type="line", xref=axis, x0=x0, x1=x1, y0=y0, y1=y1, layer="below", line=line)


def _axis(ticks: Sequence[float], palette: Palette) -> dict[str, Any]:
    return {
        "range": [0, 1], "tickvals": list(ticks), "ticktext": [f"{100 * tick:.0f}" for tick in ticks], "ticks": "",
        "tickfont": {"size": SMALL_PX, "color": palette.ink}, "zeroline": False, "automargin": False,
        "fixedrange": True, "showgrid": True, "gridcolor": palette.grid,
    }  # fmt: skip


def _numbers(row: ProgrammeRow, between: str) -> str:
    return f"<b>{row.number}</b>{between}<span style='font-size:{TEXT_PX}px'>{row.range}</span>"


def _share(drawing: Drawing, y: float, row: ProgrammeRow, palette: Palette, axis: str) -> None:
    """Bounds as a hatched box, chance as a bar, assumptions as dots, what was before and what was published."""
    estimate, color = row.estimate, palette.of_programme(row.code)
    if estimate.value is None:
        _box(drawing, y, 0, 1, hatched(palette, palette.grid, size=8, solidity=0.2), axis)
        return
    if estimate.bounds is not None and estimate.bounds.width > 0 and estimate.bounds.method != "fixed_age":
        _box(drawing, y, estimate.bounds.lower, estimate.bounds.upper, hatched(palette), axis)
    for interval, line in (
        (estimate.sampling, {"color": color, "width": 4}),
        (estimate.sensitivity, {"color": color, "width": 1.5, "dash": "dot"}),
    ):
        if interval is not None:
            drawing.add_scatter(
                x=[interval.lower, interval.upper], y=[y, y], xaxis=axis, mode="lines", line=line, hoverinfo="skip"
            )
    if row.before is not None:
        drawing.add_scatter(
            x=[row.before], y=[y], xaxis=axis, mode="markers", hoverinfo="skip", cliponaxis=False,
            marker={"size": 11, "color": palette.page, "line": {"color": palette.unknown, "width": 2}},
        )  # fmt: skip
    drawing.add_scatter(
        x=[float(estimate.value)], y=[y], xaxis=axis, mode="markers", cliponaxis=False, name=row.label,
        marker=marker(row.code, palette, estimate.is_hollow),
        hovertemplate=f"{row.label}: {row.value_label}<extra></extra>",
    )  # fmt: skip
    if row.published is not None:
        share, words = row.published
        drawing.add_shape(
            type="line", xref=axis, x0=share, x1=share, y0=y - TICK_HALF_PX, y1=y + TICK_HALF_PX,
            line={"color": palette.ink, "width": 2},
        )  # fmt: skip
        _words(
            drawing, share, y + TICK_HALF_PX, words, SMALL_PX, palette, xref=axis, yanchor="bottom", xanchor="center"
        )


def _box(drawing: Drawing, y: float, lower: float, upper: float, form: dict[str, Any], axis: str) -> None:
    drawing.add_bar(
        x=[upper - lower], base=[lower], y=[y], xaxis=axis, orientation="h", width=2 * BOX_HALF_PX, marker=form,
        hoverinfo="skip",
    )  # fmt: skip


def _words(
    drawing: Drawing, x: float, y: float, text: str, size: int, palette: Palette, yanchor: str = "middle", **more: Any
) -> None:
    drawing.add_annotation(
        **{
            "x": x, "y": y, "text": text, "showarrow": False, "xanchor": "left", "yanchor": yanchor, "align": "left",
            "borderpad": 0, "font": {"size": size, "color": palette.ink}, **more,
        }
    )  # fmt: skip
