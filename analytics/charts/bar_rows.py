"""Complete counts under one another: one bar per row, its label above it, its number at the right, no whisker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import TEXT_PX, Drawing, base_figure, hatched

ROW_PX = 44
BAR_Y, BAR_HIGH = 0.16, 0.22
LABEL_Y = 0.6


@dataclass(frozen=True)
class BarRow:
    """A row: its label, the number in words at the right, the value, its colour, and a line to compare with.

    `value` is None where the figure is withheld; `note` then says so, and the row is a hatched strip.
    """

    label: str
    note: str
    value: float | None
    color: str
    tick: float | None = None


def bar_rows(rows: Sequence[BarRow], palette: Palette, lang: str, *, full: float | None = None) -> go.Figure:
    """Rows in the order given, the first on top, all on one scale from 0 to `full` (default: the largest of all)."""
    figure = base_figure(palette, ROW_PX * len(rows) + 16, lang)
    drawing = Drawing()
    extents = [extent for row in rows for extent in (row.value, row.tick) if extent]
    scale = full or max(extents, default=1.0)
    tops = [len(rows) - 1 - position for position in range(len(rows))]
    for row, y in zip(rows, tops, strict=True):
        row_label(drawing, 0, y, f"<b>{escape(row.label)}</b>", "left", palette)
        row_label(drawing, scale, y, escape(row.note), "right", palette)
        drawing.add_shape(
            type="line", x0=0, x1=scale, y0=y + BAR_Y - BAR_HIGH / 2, y1=y + BAR_Y - BAR_HIGH / 2, layer="below",
            line={"color": palette.grid, "width": 1},
        )  # fmt: skip
        if row.tick is not None:
            drawing.add_shape(
                type="line", x0=row.tick, x1=row.tick, y0=y - 0.04, y1=y + 0.36, line={"color": palette.ink, "width": 3}
            )
    shown = [(row, y) for row, y in zip(rows, tops, strict=True) if row.value is not None]
    _bars(drawing, [row.value for row, _ in shown], shown, {"color": [row.color for row, _ in shown]})
    hidden = [(row, y) for row, y in zip(rows, tops, strict=True) if row.value is None]
    _bars(drawing, [scale] * len(hidden), hidden, hatched(palette, size=8, solidity=0.2))
    figure.update_xaxes(visible=False, range=[-0.005 * scale, 1.005 * scale])
    figure.update_yaxes(visible=False, range=[-0.05, len(rows) - 0.1])
    figure.update_layout(barmode="overlay")
    return drawing.onto(figure)


def _bars(
    drawing: Drawing, lengths: Sequence[float | None], rows: Sequence[tuple[BarRow, float]], marker: dict[str, object]
) -> None:
    drawing.add_bar(
        x=lengths,
        y=[y + BAR_Y for _, y in rows],
        width=BAR_HIGH,
        orientation="h",
        marker=marker,
        customdata=[f"{row.label}: {row.note}" for row, _ in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def row_label(drawing: Drawing, x: float, y: float, text: str, anchor: str, palette: Palette) -> None:
    """Text above the bar of the row at `y`: `anchor` left at its start, right at its end."""
    drawing.add_annotation(
        x=x, y=y + LABEL_Y, text=text, showarrow=False, xanchor=anchor, yanchor="middle", borderpad=0,
        font={"size": TEXT_PX, "color": palette.ink},
    )  # fmt: skip
