"""The share that runs at the as-of date beside the share last seen running, and the line that matters to the reader."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.charts.palette import Palette
from analytics.charts.style import TEXT_PX


def nowcast_rows(
    rows: list[EstimateRow], palette: Palette, lang: str, axis_title: str, line: float, line_label: str
) -> go.Figure:
    """Rows on a scale of shares, and a dashed line across all of them at `line`, named at the top."""
    figure = estimate_rows(rows, palette, lang, axis_title)
    figure.add_shape(
        type="line", x0=line, x1=line, yref="paper", y0=0, y1=1, layer="below",
        line={"color": palette.ink, "width": 1, "dash": "dash"},
    )  # fmt: skip
    figure.add_annotation(
        x=line, yref="paper", y=1, text=line_label, showarrow=False, xanchor="center", yanchor="bottom",
        font={"size": TEXT_PX, "color": palette.ink},
    )  # fmt: skip
    figure.update_layout(height=figure.layout.height + 20, margin={"t": 28})
    return figure
