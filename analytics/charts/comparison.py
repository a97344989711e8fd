"""What one surviving business and one active person have cost, each side on an axis of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import plotly.graph_objects as go

from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.charts.palette import Palette

MOST_STEPS = 4
ROOM = 1.08


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
    return next(size for size in sizes if size * MOST_STEPS >= highest)


def _ends(row: EstimateRow) -> list[float]:
    if row.estimate.value is None:
        return []
    interval = row.estimate.interval("sampling")
    return [float(row.estimate.value), *([interval.upper] if interval and interval.upper else [])]
