"""What every figure shares: paper, type, Indonesian separators, no mode bar, no zoom."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from analytics.charts.palette import Palette

TEXT_PX = 13
LABEL_PX = 14
NUMBER_PX = 18
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
"""Plotly's configuration on a page: nothing to zoom by accident on a phone."""


def base_figure(palette: Palette, height: int, lang: str) -> go.Figure:
    """An empty figure with the house's paper, ink and margins; axes cannot be dragged."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor=palette.page,
        plot_bgcolor=palette.page,
        font={"size": TEXT_PX, "color": palette.ink},
        separators=",." if lang == "id" else ".,",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={"bgcolor": palette.page, "font": {"color": palette.ink}},
    )
    axis: dict[str, Any] = {
        "fixedrange": True,
        "gridcolor": palette.grid,
        "zeroline": False,
        "tickcolor": palette.unknown,
        "tickfont": {"size": TEXT_PX, "color": palette.ink},
        "title": {"font": {"size": TEXT_PX, "color": palette.ink}},
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure
