"""Amounts as common rows of two pictures: families reached, and of 100 businesses how many must survive.

With a baseline: a grey box for what survives now, a ring and a line for what must be reached; beyond 100 is a field
that no share reaches. Without one: the baselines from which the amount can be worth it are a bar, the others hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import TEXT_PX, Drawing, base_figure, hatched

ROW_PX, FOOT_PX = 34, 26
LABELS_PX, COUNTS_PX, NUMBERS_PX = 84, 56, 122
BOX_HALF, BAR_HIGH = 0.26, 0.5
BEYOND = 1.2
SMALL_PX = 12
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class AmountRow:
    """An amount: its label, the families that it reaches and how they are written, whether it is the one in question.

    Shares: `needed` with its ends (None: no baseline) and `ceiling`, the most that may survive now; `number` and
    `range` are written at the right.
    """

    label: str
    families: int
    families_label: str
    is_considered: bool
    needed: float | None
    needed_range: tuple[float, float] | None
    ceiling: float
    number: str
    range: str


def families_figure(rows: Sequence[AmountRow], palette: Palette, lang: str) -> go.Figure:
    """Families reached, a bar an amount, the first on top."""
    figure, drawing = base_figure(palette, ROW_PX * len(rows) + FOOT_PX, lang), Drawing()
    _rows(drawing, rows, palette)
    drawing.add_bar(
        x=[row.families for row in rows], y=_places(rows), orientation="h", width=BAR_HIGH, hoverinfo="skip",
        marker={"color": [palette.ink if row.is_considered else palette.unknown for row in rows]},
        text=[_bold(row.families_label, row.is_considered) for row in rows], textposition="outside", cliponaxis=False,
        textfont={"size": TEXT_PX, "color": palette.ink}, constraintext="none",
    )  # fmt: skip
    most = max((row.families for row in rows), default=1)
    return _laid_out(figure, drawing, len(rows), {"range": [0, most], "visible": False}, COUNTS_PX)


def needed_figure(
    rows: Sequence[AmountRow], interval: tuple[float, float] | None, palette: Palette, lang: str, impossible: str
) -> go.Figure:
    """What must survive, as numbers of 100; `interval` is of what survives now; `impossible` names what lies beyond."""
    figure, drawing = base_figure(palette, ROW_PX * len(rows) + FOOT_PX, lang), Drawing()
    _rows(drawing, rows, palette)
    if any(row.needed is not None for row in rows):
        drawing.add_shape(
            type="rect", x0=1, x1=BEYOND, y0=-0.5, y1=len(rows) - 0.5, layer="below", opacity=0.25,
            fillcolor=palette.unknown, line={"width": 0},
        )  # fmt: skip
        _words(drawing, BEYOND, -0.5, impossible, palette.unknown, SMALL_PX, 0, "right", "top")
    for row, y in zip(rows, _places(rows), strict=True):
        _words(drawing, 1, y, f"<b>{row.number}</b> {row.range}", palette.ink, TEXT_PX, 12, "left", xref="paper")
        if row.needed is None:
            _possible(drawing, y, row, palette)
            continue
        if interval is not None:
            _box(drawing, y, *interval, {"color": palette.grid, "line": {"color": palette.unknown, "width": 1}})
        _needed(drawing, y, row, row.needed, palette)
    axis = {
        "range": [0, BEYOND], "tickvals": TICKS, "ticktext": [f"{100 * tick:.0f}" for tick in TICKS], "ticks": "",
        "showgrid": True,
    }  # fmt: skip
    return _laid_out(figure, drawing, len(rows), axis, NUMBERS_PX)


def _places(rows: Sequence[AmountRow]) -> list[int]:
    return list(range(len(rows) - 1, -1, -1))


def _laid_out(figure: go.Figure, drawing: Drawing, rows: int, axis: dict[str, object], right_px: int) -> go.Figure:
    figure.update_layout(
        margin={"l": LABELS_PX, "r": right_px, "t": 0, "b": FOOT_PX},
        barmode="overlay",
        xaxis={"automargin": False, **axis},
        yaxis={"visible": False, "range": [-0.5, rows - 0.5], "automargin": False},
    )
    return drawing.onto(figure)


def _rows(drawing: Drawing, rows: Sequence[AmountRow], palette: Palette) -> None:
    """The labels, and a shade behind the amount in question."""
    for row, y in zip(rows, _places(rows), strict=True):
        words = _bold(row.label, row.is_considered)
        _words(drawing, 0, y, words, palette.ink, TEXT_PX, -LABELS_PX, "left", xref="paper")
        if row.is_considered:
            drawing.add_shape(
                type="rect", xref="paper", x0=0, x1=1, y0=y - 0.5, y1=y + 0.5, layer="below", opacity=0.35,
                fillcolor=palette.grid, line={"width": 0},
            )  # fmt: skip


def _needed(drawing: Drawing, y: float, row: AmountRow, needed: float, palette: Palette) -> None:
    lower, upper = row.needed_range or (needed, needed)
    for start, end, dash in ((lower, min(upper, 1.0), "solid"), (max(lower, 1.0), min(upper, BEYOND), "dot")):
        if end > start:
            drawing.add_scatter(
                x=[start, end], y=[y, y], mode="lines", hoverinfo="skip",
                line={"color": palette.uep, "width": 4, "dash": dash},
            )  # fmt: skip
    if needed <= BEYOND:
        drawing.add_scatter(
            x=[needed], y=[y], mode="markers", hoverinfo="skip", name=row.label,
            marker={"size": 12, "color": palette.page, "line": {"color": palette.uep, "width": 2.5}},
        )  # fmt: skip


def _possible(drawing: Drawing, y: float, row: AmountRow, palette: Palette) -> None:
    """From which baselines the amount can be worth it."""
    _box(drawing, y, 0, row.ceiling, {"color": palette.grid, "line": {"color": palette.unknown, "width": 1}})
    if row.ceiling < 1:
        _box(drawing, y, row.ceiling, 1, hatched(palette))


def _box(drawing: Drawing, y: float, lower: float, upper: float, marker: dict[str, object]) -> None:
    drawing.add_bar(
        x=[upper - lower], base=[lower], y=[y], orientation="h", width=2 * BOX_HALF, hoverinfo="skip", marker=marker
    )


def _bold(text: str, is_bold: bool) -> str:
    return f"<b>{text}</b>" if is_bold else text


def _words(
    drawing: Drawing, x: float, y: float, text: str, ink: str, size: int, shift: float, anchor: str,
    yanchor: str = "middle", xref: str = "x",
) -> None:  # fmt: skip
    drawing.add_annotation(
        x=x, y=y, xref=xref, text=text, showarrow=False, xanchor=anchor, yanchor=yanchor, xshift=shift, borderpad=0,
        font={"size": size, "color": ink},
    )  # fmt: skip
