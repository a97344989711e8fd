"""One row per amount: where survival is, where it must be for the amount to be worth it, or from where that cannot be.

With a baseline: a ring for what survives now, a grey box for its interval, a thick line to the dot that must be
reached. Without one: the range of baselines from which the amount can be worth it is a bar, the others are hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import LABEL_PX, NUMBER_PX, TEXT_PX, Drawing, base_figure, hatched

ROW_PX = 86
LINE_ABOVE_FOOT_PX = 26
LABEL_ABOVE_LINE_PX = 34
BOX_HALF_PX = 10
AXIS_PX = 60
HUNDRED = 100.0
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class AmountRow:
    """An amount: `label` and `families` left above, `verdict` right above.

    Shares: `needed` (None: no baseline) and `ceiling`, the most that may survive now; `number_label` is written at the
    dot, or under the bar.
    """

    label: str
    families: str
    verdict: str
    needed: float | None
    ceiling: float
    number_label: str


def amount_rows(
    rows: Sequence[AmountRow],
    now: float | None,
    interval: tuple[float, float] | None,
    palette: Palette,
    lang: str,
    axis_title: str,
) -> go.Figure:
    """The rows under one another, first on top, per 100 businesses; `now` and `interval` are shares.

    The y axis is in pixels.
    """
    height = ROW_PX * len(rows)
    figure = base_figure(palette, height + AXIS_PX, lang)
    drawing = Drawing()
    for place, row in enumerate(rows, start=1):
        y = height - place * ROW_PX + LINE_ABOVE_FOOT_PX
        _label(drawing, 0, y, f"<b>{row.label}</b> · {row.families}", "left", palette)
        _label(drawing, HUNDRED, y, row.verdict, "right", palette)
        drawing.add_shape(
            type="line", x0=0, x1=HUNDRED, y0=y, y1=y, line={"color": palette.grid, "width": 1}, layer="below"
        )
        if now is None or row.needed is None:
            _possible(drawing, y, row, palette)
            continue
        if interval:
            _box(drawing, y, HUNDRED * interval[0], HUNDRED * interval[1], palette, {"color": palette.grid})
        _way(drawing, y, HUNDRED * now, HUNDRED * row.needed, row, palette)
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(visible=False, range=[0, height])
    figure.update_xaxes(
        range=[-3, 103], tickvals=TICKS, title={"text": axis_title}, showgrid=False, showline=False
    )  # fmt: skip
    return drawing.onto(figure)


def _label(drawing: Drawing, x: float, y: float, text: str, anchor: str, palette: Palette) -> None:
    drawing.add_annotation(
        x=x, y=y + LABEL_ABOVE_LINE_PX, text=text, showarrow=False, xanchor=anchor,
        font={"size": TEXT_PX, "color": palette.ink},
    )  # fmt: skip


def _way(drawing: Drawing, y: float, now: float, needed: float, row: AmountRow, palette: Palette) -> None:
    """From now to what must be reached; to the edge, without a dot, where it cannot be."""
    end = min(needed, HUNDRED)
    is_possible, is_same = needed <= HUNDRED, abs(needed - now) < 1e-9
    if not is_same:
        drawing.add_scatter(
            x=[now, end], y=[y, y], mode="lines", hoverinfo="skip", cliponaxis=False,
            line={"color": palette.uep, "width": 5, "dash": "solid" if is_possible else "dot"},
        )  # fmt: skip
    if not is_same and is_possible:
        side = "left" if end < now or end > 93 else "right"
        drawing.add_scatter(
            x=[end], y=[y], mode="markers", hoverinfo="skip", cliponaxis=False,
            marker={"size": 14, "color": palette.uep}, name=row.label,
        )  # fmt: skip
        _number(drawing, end, y, row.number_label, "over" if end > 93 else side, palette)
    drawing.add_scatter(
        x=[now], y=[y], mode="markers", hoverinfo="skip", cliponaxis=False,
        marker={"size": 13, "color": palette.page, "line": {"color": palette.ink, "width": 2.5}},
    )  # fmt: skip
    if is_same:
        _number(drawing, now, y, row.number_label, "right", palette)


def _number(drawing: Drawing, x: float, y: float, text: str, side: str, palette: Palette) -> None:
    shift = {"left": (-14, 0, "right"), "right": (14, 0, "left"), "over": (0, -20, "center")}[side]
    drawing.add_annotation(
        x=x, y=y, text=f"<b>{text}</b>", showarrow=False, xshift=shift[0], yshift=shift[1], xanchor=shift[2],
        font={"size": NUMBER_PX, "color": palette.ink},
    )  # fmt: skip


def _possible(drawing: Drawing, y: float, row: AmountRow, palette: Palette) -> None:
    """From which baselines the amount can be worth it."""
    ceiling = HUNDRED * row.ceiling
    _box(drawing, y, 0, ceiling, palette, {"color": palette.grid})
    if row.ceiling < 1:
        _box(drawing, y, ceiling, HUNDRED, palette, hatched(palette))
        drawing.add_annotation(
            x=ceiling, y=y, yshift=-19, text=f"<b>{row.number_label}</b>", showarrow=False,
            font={"size": LABEL_PX, "color": palette.ink},
        )  # fmt: skip


def _box(drawing: Drawing, y: float, lower: float, upper: float, palette: Palette, marker: dict[str, object]) -> None:
    drawing.add_bar(
        x=[upper - lower], base=[lower], y=[y], orientation="h", width=2 * BOX_HALF_PX, hoverinfo="skip",
        marker={"line": {"color": palette.unknown, "width": 1}, **marker},
    )  # fmt: skip
