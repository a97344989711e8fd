"""One row an estimate on a common scale: the grammar of dots, bars and boxes that every page reads alike.

Estimate: a dot of 10. Sampling interval: a solid bar through it. Bounds: a hollow hatched box in the grey of
the unknown. Withheld: a hatched strip with words. The label stands above its row, never in a gutter, so that
a phone shows the same figure.
"""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts.palette import SYMBOLS, Palette
from analytics.charts.style import LABEL_PX, TEXT_PX, base_figure
from analytics.estimate import Estimate

ROW_PX = 68
BOX_HALF = 0.15
LABEL_ABOVE = 0.42


@dataclass(frozen=True)
class EstimateRow:
    """A row: its label, what stands at the right (n and unit), the estimate, and whose colour it bears.

    `code` is a programme, `group` or `individual`; `value_label` is the value in words; `withheld_label` stands
    in the row where there is no value.
    """

    label: str
    note: str
    estimate: Estimate
    code: str
    value_label: str
    withheld_label: str


def estimate_rows(
    rows: list[EstimateRow], palette: Palette, lang: str, axis_title: str, *, upper: float = 1.0
) -> go.Figure:
    """Shares (or other values from 0 to `upper`) of several groups under one another, first on top."""
    figure = base_figure(palette, ROW_PX * len(rows) + 64, lang)
    is_share = upper == 1.0
    for position, row in enumerate(rows):
        y = len(rows) - 1 - position
        color = palette.of_programme(row.code)
        _above(figure, y, row, palette, upper)
        if row.estimate.value is None:
            _withheld(figure, y, row, palette, upper)
            continue
        _bounds(figure, y, row.estimate, palette)
        _sampling(figure, y, row.estimate, color)
        figure.add_scatter(
            x=[row.estimate.value],
            y=[y],
            mode="markers+text",
            marker={"size": 11, "color": color, "symbol": SYMBOLS.get(row.code, "circle")},
            text=[row.value_label],
            textposition="bottom center",
            textfont={"size": LABEL_PX, "color": palette.ink, "weight": 700},
            hovertemplate=f"{row.label}: {row.value_label}<extra></extra>",
            cliponaxis=False,
            name=row.label,
        )
    figure.update_yaxes(visible=False, range=[-0.62, len(rows) - 0.35])
    figure.update_xaxes(
        range=[-0.02 * upper, 1.02 * upper],
        title={"text": axis_title, "font": {"size": TEXT_PX}},
        tickformat=".0%" if is_share else None,
        tickvals=[0, 0.25, 0.5, 0.75, 1] if is_share else None,
        showline=False,
    )
    return figure


def _above(figure: go.Figure, y: float, row: EstimateRow, palette: Palette, upper: float) -> None:
    for x, text, anchor, size in ((0.0, f"<b>{row.label}</b>", "left", LABEL_PX), (upper, row.note, "right", TEXT_PX)):
        figure.add_annotation(
            x=x,
            y=y + LABEL_ABOVE,
            text=text,
            showarrow=False,
            xanchor=anchor,
            yanchor="middle",
            font={"size": size, "color": palette.ink},
        )


def _bounds(figure: go.Figure, y: float, estimate: Estimate, palette: Palette) -> None:
    bounds = estimate.interval("bounds")
    if bounds is None or bounds.lower is None or bounds.upper is None or bounds.upper <= bounds.lower:
        return
    figure.add_bar(
        x=[bounds.upper - bounds.lower],
        base=[bounds.lower],
        y=[y],
        orientation="h",
        width=2 * BOX_HALF,
        marker={
            "color": palette.page,
            "line": {"color": palette.unknown, "width": 1},
            "pattern": {"shape": "/", "fgcolor": palette.unknown, "bgcolor": palette.page, "size": 6, "solidity": 0.15},
        },
        hoverinfo="skip",
    )


def _sampling(figure: go.Figure, y: float, estimate: Estimate, color: str) -> None:
    interval = estimate.interval("sampling")
    if interval is None:
        return
    figure.add_scatter(
        x=[interval.lower, interval.upper],
        y=[y, y],
        mode="lines",
        line={"color": color, "width": 4},
        hoverinfo="skip",
    )


def _withheld(figure: go.Figure, y: float, row: EstimateRow, palette: Palette, upper: float) -> None:
    figure.add_bar(
        x=[upper],
        base=[0],
        y=[y],
        orientation="h",
        width=2 * BOX_HALF,
        marker={
            "color": palette.page,
            "line": {"color": palette.unknown, "width": 1},
            "pattern": {"shape": "/", "fgcolor": palette.grid, "bgcolor": palette.page, "size": 8, "solidity": 0.2},
        },
        hoverinfo="skip",
    )
    figure.add_annotation(
        x=0,
        y=y - 0.33,
        text=row.withheld_label,
        showarrow=False,
        xanchor="left",
        font={"size": TEXT_PX, "color": palette.ink},
    )
