"""Regencies against what is to be expected of them, in closings: the further right, the more is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import TEXT_PX, base_figure

FUNNEL_PX = 440
ROOM_ABOVE = 1.05
TOP_PX, GUTTER_PX, DOT_PX = 36, 36, 8
LINES: tuple[dict[str, object], ...] = ({"width": 1.5, "dash": "dash"}, {"width": 2})
"""Of the 95% and the 99.8% limits."""
LIMITS = (("lower_95", "upper_95"), ("lower_998", "upper_998"))


@dataclass(frozen=True)
class FunnelDot:
    """A regency: closings to be expected of its visits, closings found, and what a pointer reads there.

    `name` (its lines apart by a newline) is written beside the dot where it is given.
    """

    expected: float
    found: float
    name: str
    note: str


@dataclass(frozen=True)
class FunnelLabels:
    """Both axes, the line on which found equals expected, and the limits (95% first)."""

    x: str
    y: str
    equal: str
    limits: tuple[str, str]


def funnel(
    dots: Sequence[FunnelDot], lines: pd.DataFrame, labels: FunnelLabels, palette: Palette, lang: str, color: str
) -> go.Figure:
    """Dots in one `color` about the line found = expected, between limits.

    `lines`: columns lower_95, upper_95, lower_998, upper_998 in closings found, by closings expected (the index).
    """
    figure = base_figure(palette, FUNNEL_PX, lang)
    right = float(lines.index[-1])
    figure.add_scatter(
        x=[0, right], y=[0, right], mode="lines", line={"color": palette.ink, "width": 1}, hoverinfo="skip"
    )
    _text(figure, right, right, labels.equal, palette, xanchor="right", yanchor="top", bgcolor=palette.page)
    for columns, label, line in zip(LIMITS, labels.limits, LINES, strict=True):
        for column in columns:
            _limit(figure, lines[column], label, line, palette)
    _dots(figure, dots, right, palette, color)
    _text(
        figure, 0, 1, labels.y, palette, xref="paper", yref="paper", xanchor="left", yanchor="bottom",
        xshift=-GUTTER_PX, yshift=8,
    )  # fmt: skip
    top = ROOM_ABOVE * max([float(lines["upper_998"].iloc[-1]), *(dot.found for dot in dots)])
    figure.update_xaxes(
        range=[0, right], title={"text": labels.x}, nticks=6, tickformat=",d", showgrid=False,
        showline=True, linecolor=palette.unknown,
    )  # fmt: skip
    figure.update_yaxes(range=[0, top], nticks=7, tickformat=",d")
    figure.update_layout(margin={"t": TOP_PX})
    return figure


def _limit(figure: go.Figure, ends: pd.Series, label: str, line: dict[str, object], palette: Palette) -> None:
    figure.add_scatter(x=ends.index, y=ends, mode="lines", line={"color": palette.unknown, **line}, hoverinfo="skip")
    middle = len(ends) // 2
    _text(
        figure, float(ends.index[middle]), float(ends.iloc[middle]), label, palette, xanchor="center", yanchor="middle",
        bgcolor=palette.page,
    )  # fmt: skip


def _dots(figure: go.Figure, dots: Sequence[FunnelDot], right: float, palette: Palette, color: str) -> None:
    figure.add_scatter(
        x=[dot.expected for dot in dots],
        y=[dot.found for dot in dots],
        mode="markers",
        marker={"size": 12, "color": color, "line": {"color": palette.page, "width": 1.5}},
        customdata=[dot.note for dot in dots],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    for dot in dots:
        if dot.name:
            _text(figure, dot.expected, dot.found, dot.name, palette, bgcolor=palette.page, **_beside(dot, right))


def _beside(dot: FunnelDot, right: float) -> dict[str, object]:
    """Away from the line of equals, and towards the middle of the picture."""
    return {
        "yanchor": "bottom" if dot.found >= dot.expected else "top",
        "yshift": DOT_PX if dot.found >= dot.expected else -DOT_PX,
        "xanchor": "right" if dot.expected > right / 2 else "left",
    }


def _text(figure: go.Figure, x: float, y: float, text: str, palette: Palette, **placed: object) -> None:
    figure.add_annotation(
        x=x, y=y, text=escape(text).replace("\n", "<br>"), showarrow=False, borderpad=1, align="left",
        font={"size": TEXT_PX, "color": palette.ink}, **placed,
    )  # fmt: skip
