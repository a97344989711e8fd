"""Regencies against what is to be expected of them: the further right, the more is known, the closer the limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import TEXT_PX, base_figure

FUNNEL_PX = 440
STEPS = 80
LINES_START_AT = 0.55
ROOM_RIGHT, ROOM_ABOVE = 1.1, 1.15
TOP_PX, GUTTER_PX, DOT_PX = 36, 36, 8
LINES: tuple[dict[str, object], ...] = ({"width": 1.5, "dash": "dash"}, {"width": 2})
"""Of the 95% and the 99.8% limits."""


@dataclass(frozen=True)
class FunnelDot:
    """A regency: survived visits to be expected, observed over expected, and what a pointer reads there.

    `name` (its lines apart by a newline) is printed beside the dot where it is given; `is_drawn` is False for one that
    only holds up the limits.
    """

    expected: float
    ratio: float
    upper_95: float
    upper_998: float
    name: str
    note: str
    is_drawn: bool = True


@dataclass(frozen=True)
class FunnelLabels:
    """Both axes (that of y says what 1 means) and the limits (95% first)."""

    x: str
    y: str
    limits: tuple[str, str]


def funnel(dots: Sequence[FunnelDot], labels: FunnelLabels, palette: Palette, lang: str, color: str) -> go.Figure:
    """Dots in one `color` between limits that never belie one, drawn or not; needs at least one."""
    figure = base_figure(palette, FUNNEL_PX, lang)
    drawn = [dot for dot in dots if dot.is_drawn]
    reaches = reach_between(dots)
    right = float(reaches.index[-1])
    figure.add_hline(y=1, line={"color": palette.ink, "width": 1})
    for column, label, line in zip(reaches.columns, labels.limits, LINES, strict=True):
        _limits(figure, reaches[column], label, line, palette)
    _dots(figure, drawn, right, palette, color)
    _text(
        figure, 0, 1, labels.y, palette, xref="paper", yref="paper", xanchor="left", yanchor="bottom",
        xshift=-GUTTER_PX, yshift=8,
    )  # fmt: skip
    far = ROOM_ABOVE * max([float(reaches.to_numpy().max()), *(abs(dot.ratio - 1) for dot in drawn)])
    figure.update_xaxes(
        range=[0, right], title={"text": labels.x}, nticks=6, tickformat=",d", showgrid=False,
        showline=True, linecolor=palette.unknown,
    )  # fmt: skip
    figure.update_yaxes(range=[max(0.0, 1 - far), 1 + far], nticks=7, tickformat=".2f")
    figure.update_layout(margin={"t": TOP_PX})
    return figure


def reach_between(dots: Sequence[FunnelDot]) -> pd.DataFrame:
    """How far the limits lie from 1 (columns: 95%, 99.8%) by expected visits.

    Smooth, with the spread that the dots have on average, as long as each dot then lies on the side of each line where
    its own limits put it; else through each dot's own limits.
    """
    own = pd.DataFrame(
        {"95": [dot.upper_95 - 1 for dot in dots], "99.8": [dot.upper_998 - 1 for dot in dots]},
        index=pd.Index([dot.expected for dot in dots], dtype=float),
    )
    root = own.index.to_series() ** 0.5
    spread = own.mul(root.to_numpy(), axis=0)
    common = ((spread**2).mean() ** 0.5).to_frame().T.set_axis([own.index.min()])
    distance = pd.Series([abs(dot.ratio - 1) for dot in dots], index=own.index)
    smooth = pd.DataFrame({column: common[column].iloc[0] / root for column in own})
    agrees = (smooth.lt(distance, axis=0) == own.lt(distance, axis=0)).to_numpy().all()
    at = common if agrees else spread.groupby(level=0).max()
    first, last = LINES_START_AT * own.index.min(), ROOM_RIGHT * own.index.max()
    steps = pd.Index([first + (last - first) * step / STEPS for step in range(STEPS + 1)])
    lines = at.reindex(at.index.union(steps)).interpolate("index", limit_direction="both")
    return lines.div(lines.index.to_series() ** 0.5, axis=0)


def _limits(figure: go.Figure, reach: pd.Series, label: str, line: dict[str, object], palette: Palette) -> None:
    for y in (1 + reach, (1 - reach).clip(lower=0)):
        figure.add_scatter(
            x=reach.index, y=y, mode="lines", line={"color": palette.unknown, **line}, hoverinfo="skip",
        )  # fmt: skip
        _text(
            figure, reach.index[0], float(y.iloc[0]), label, palette, xanchor="left", yanchor="middle",
            bgcolor=palette.page,
        )  # fmt: skip


def _dots(figure: go.Figure, dots: Sequence[FunnelDot], right: float, palette: Palette, color: str) -> None:
    figure.add_scatter(
        x=[dot.expected for dot in dots],
        y=[dot.ratio for dot in dots],
        mode="markers",
        marker={"size": 12, "color": color, "line": {"color": palette.page, "width": 1.5}},
        customdata=[dot.note for dot in dots],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    for dot in dots:
        if dot.name:
            _text(figure, dot.expected, dot.ratio, dot.name, palette, bgcolor=palette.page, **_beside(dot, right))


def _beside(dot: FunnelDot, right: float) -> dict[str, object]:
    """Away from the line at 1, and towards the middle of the picture."""
    return {
        "yanchor": "bottom" if dot.ratio >= 1 else "top",
        "yshift": DOT_PX if dot.ratio >= 1 else -DOT_PX,
        "xanchor": "right" if dot.expected > right / 2 else "left",
    }


def _text(figure: go.Figure, x: float, y: float, text: str, palette: Palette, **placed: object) -> None:
    figure.add_annotation(
        x=x, y=y, text=escape(text).replace("\n", "<br>"), showarrow=False, borderpad=1, align="left",
        font={"size": TEXT_PX, "color": palette.ink}, **placed,
    )  # fmt: skip
