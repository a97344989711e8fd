"""Rows one line high, for panels: label, bar with its count; beside it, where rows have one, a share with its interval.

Labels stand in a gutter of pixels, so that a panel of a phone holds the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from analytics.charts.palette import SYMBOLS, Palette
from analytics.charts.style import TEXT_PX, Drawing, base_figure

ROW_PX, HEAD_PX, FOOT_PX = 23, 20, 6
LABELS_PX, COUNTS_PX, SHARES_PX = 128, 40, 62
BAR_HIGH = 0.46
BARS_END, SHARES_START = 0.42, 0.58
SMALL_PX = 12


@dataclass(frozen=True)
class CompactRow:
    """A row: `label`, the bar's `count` and how it is written.

    - `share`: value and the ends of its interval, or None; `note` then says why, in a fainter ink.
    - `is_hollow`: little is known of the share.
    """

    label: str
    count: float
    count_label: str
    share: tuple[float, float, float] | None = None
    note: str = ""
    is_hollow: bool = False

    @property
    def value_label(self) -> str:
        """What a reader who does not see the row is told."""
        return self.count_label


def compact_rows(
    rows: Sequence[CompactRow], palette: Palette, lang: str, code: str, heads: tuple[str, str] | None = None,
    average: float | None = None,
) -> go.Figure:  # fmt: skip
    """Rows in the order given, the first on top, bars on one scale; `code` gives colour and shape.

    `heads`: over bars and shares; without them rows have no shares. `average`: a line through all shares.
    """
    top = HEAD_PX if heads else FOOT_PX
    figure = base_figure(palette, ROW_PX * len(rows) + top + FOOT_PX, lang)
    drawing = Drawing()
    color = palette.of_programme(code) if code else palette.unknown
    ys = [len(rows) - 1 - position for position in range(len(rows))]
    for row, y in zip(rows, ys, strict=True):
        _words(drawing, row.label, 0, y, -LABELS_PX, "left", palette.ink, TEXT_PX)
    _bars(drawing, rows, ys, color, palette)
    if heads:
        _heads(drawing, heads, len(rows), palette)
        _shares(drawing, rows, ys, palette, code, average)
    figure.update_layout(margin={"l": LABELS_PX, "r": SHARES_PX if heads else COUNTS_PX, "t": top, "b": FOOT_PX})
    largest = max((row.count for row in rows), default=0) or 1
    axis = {"visible": False, "automargin": False}
    figure.update_layout(
        xaxis={**axis, "range": [0, largest], "domain": [0, BARS_END if heads else 1]},
        xaxis2={**axis, "range": [0, 1], "domain": [SHARES_START, 1], "fixedrange": True},
        yaxis={**axis, "range": [-0.5, len(rows) - 0.5]},
    )
    return drawing.onto(figure)


def _bars(drawing: Drawing, rows: Sequence[CompactRow], ys: Sequence[int], color: str, palette: Palette) -> None:
    drawing.add_bar(
        x=[row.count for row in rows],
        y=list(ys),
        width=BAR_HIGH,
        orientation="h",
        marker={"color": color},
        text=[row.count_label for row in rows],
        textposition="outside",
        textangle=0,
        constraintext="none",
        textfont={"size": TEXT_PX, "color": palette.ink},
        cliponaxis=False,
        customdata=[f"{row.label}: {row.count_label}" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _heads(drawing: Drawing, heads: tuple[str, str], rows: int, palette: Palette) -> None:
    for words, x, anchor, shift in ((heads[0], 0.0, "left", 0), (heads[1], 1.0, "right", SHARES_PX)):
        _words(drawing, words, x, rows - 0.5, shift, anchor, palette.unknown, SMALL_PX, yanchor="bottom")


def _shares(
    drawing: Drawing, rows: Sequence[CompactRow], ys: Sequence[int], palette: Palette, code: str, average: float | None
) -> None:
    on_shares = {"xref": "x2", "yref": "y", "type": "line"}
    for row, y in zip(rows, ys, strict=True):
        if row.share is None:
            _words(drawing, row.note, 1, y, SHARES_PX, "right", palette.unknown, SMALL_PX)
            continue
        drawing.add_shape(**on_shares, x0=0, x1=1, y0=y, y1=y, layer="below", line={"color": palette.grid, "width": 1})
        _words(drawing, row.note, 1, y, SHARES_PX, "right", palette.ink, SMALL_PX)
        _share(drawing, row, row.share, y, palette, code)
    if average is not None and any(row.share for row in rows):
        drawing.add_shape(
            **on_shares, x0=average, x1=average, y0=-0.5, y1=len(rows) - 0.5, layer="below",
            line={"color": palette.ink, "width": 1, "dash": "dot"},
        )  # fmt: skip


def _share(
    drawing: Drawing, row: CompactRow, share: tuple[float, float, float], y: int, palette: Palette, code: str
) -> None:
    value, lower, upper = share
    color = palette.of_programme(code)
    drawing.add_scatter(
        x=[lower, upper], y=[y, y], xaxis="x2", mode="lines", line={"color": color, "width": 3}, hoverinfo="skip"
    )
    drawing.add_scatter(
        x=[value],
        y=[y],
        xaxis="x2",
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 11, "symbol": SYMBOLS.get(code, "circle"), "color": palette.page if row.is_hollow else color,
            "line": {"color": color if row.is_hollow else palette.page, "width": 1.5 if row.is_hollow else 1},
        },
        customdata=[f"{row.label}: {row.note}"],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _words(
    drawing: Drawing, text: str, x: float, y: float, shift: float, anchor: str, ink: str, size: int,
    yanchor: str = "middle",
) -> None:  # fmt: skip
    drawing.add_annotation(
        x=x, y=y, xref="paper", yref="y", text=escape(text), showarrow=False, xanchor=anchor, yanchor=yanchor,
        xshift=shift, borderpad=0, font={"size": size, "color": ink},
    )  # fmt: skip
