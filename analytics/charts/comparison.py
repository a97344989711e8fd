"""What one surviving business and one active person have cost, each side on an axis of its own; and the difference
between the sides, where it may be drawn at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

import plotly.graph_objects as go

from analytics.charts.estimate_rows import AXIS_PX, EstimateRow, estimate_rows
from analytics.charts.palette import Palette
from analytics.charts.style import LABEL_PX, base_figure

MAX_STEPS = 4
ROOM = 1.08
DIFFERENCE_ROW_PX, LABEL_ABOVE = 84, 0.42


def cost_rows(
    rows: list[EstimateRow], palette: Palette, lang: str, axis_title: str, tick_label: Callable[[float], str]
) -> go.Figure:
    """Costs or other amounts under one another from 0, with a few round ticks, written by `tick_label`.

    No ticks where every one is withheld.
    """
    ends = [end for row in rows for end in _ends(row)]
    if not ends:
        return estimate_rows(rows, palette, lang, axis_title, ticks={})
    upper, step = ROOM * max(ends), round_step(max(ends))
    ticks = {position * step: tick_label(position * step) for position in range(int(upper // step) + 1)}
    return estimate_rows(rows, palette, lang, axis_title, upper=upper, ticks=ticks)


def round_step(highest: float) -> float:
    """The smallest of 0.01, 0.02, 0.05, 0.1, ... that reaches `highest` (> 0) in at most four steps."""
    sizes = (digit * 10.0**power for power in count(-2) for digit in (1, 2, 5))
    return next(size for size in sizes if size * MAX_STEPS >= highest)


def _ends(row: EstimateRow) -> list[float]:
    if row.estimate.value is None:
        return []
    interval = row.estimate.sampling
    return [float(row.estimate.value), *([interval.upper] if interval and interval.upper else [])]


@dataclass(frozen=True)
class DifferenceRow:
    """A difference of two shares of 1 with the ends of its interval; filled where it is the adjusted one."""

    label: str
    value: float
    lower: float
    upper: float
    value_label: str
    is_adjusted: bool


def difference_rows(
    rows: Sequence[DifferenceRow], palette: Palette, lang: str, axis_title: str, tick_label: Callable[[float], str]
) -> go.Figure:
    """Differences under one another around a line at zero: the crude hollow, the adjusted filled."""
    figure = base_figure(palette, DIFFERENCE_ROW_PX * len(rows) + AXIS_PX, lang)
    farthest = max(abs(end) for row in rows for end in (row.lower, row.upper, row.value))
    step = round_step(100 * farthest) / 100
    reach = max(ROOM * farthest, step)
    steps = range(-int(reach // step), int(reach // step) + 1)
    figure.update_xaxes(
        range=[-reach, reach],
        title={"text": axis_title},
        tickvals=[place * step for place in steps],
        ticktext=[tick_label(place * step) for place in steps],
    )
    figure.update_yaxes(visible=False, range=[-0.5, len(rows) - 0.3])
    figure.add_shape(
        type="line", x0=0, x1=0, yref="paper", y0=0, y1=1, layer="below", line={"color": palette.ink, "width": 1}
    )
    for row, y in zip(rows, reversed(range(len(rows))), strict=True):
        _difference(figure, row, y, palette)
    return figure


def _difference(figure: go.Figure, row: DifferenceRow, y: float, palette: Palette) -> None:
    figure.add_annotation(
        xref="x domain", x=0, y=y + LABEL_ABOVE, text=f"<b>{row.label}</b>", showarrow=False, xanchor="left",
        yanchor="middle", font={"size": LABEL_PX, "color": palette.ink}, bgcolor=palette.page,
    )  # fmt: skip
    figure.add_scatter(
        x=[row.lower, row.upper], y=[y, y], mode="lines", line={"color": palette.ink, "width": 4}, hoverinfo="skip"
    )
    figure.add_scatter(
        x=[row.value], y=[y], mode="markers+text", text=[row.value_label], textposition="bottom center",
        textfont={"size": LABEL_PX, "color": palette.ink, "weight": 700}, hoverinfo="skip", cliponaxis=False,
        marker={
            "size": 13,
            "color": palette.ink if row.is_adjusted else palette.page,
            "line": {"color": palette.page if row.is_adjusted else palette.ink, "width": 2},
        },
    )  # fmt: skip
