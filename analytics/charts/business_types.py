"""Counts by year: small columns, a row a category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import TEXT_PX, Drawing, base_figure

YEARS_ROW_PX = 92
COLUMN_HIGH = 0.42
SMALL_PX = 12
MAX_YEARS_IN_FULL = 10


@dataclass(frozen=True)
class YearRow:
    """A category: its label, its total in words, its value per year and how each is written."""

    label: str
    note: str
    values: Mapping[int, float]
    written: Mapping[int, str]


def year_columns(rows: Sequence[YearRow], years: Sequence[int], palette: Palette, lang: str) -> go.Figure:
    """A row of columns a category, first on top, all on one scale; each number stands on its column."""
    figure = base_figure(palette, YEARS_ROW_PX * len(rows) + 40, lang)
    largest = max((value for row in rows for value in row.values.values()), default=1.0)
    drawing = Drawing()
    for position, row in enumerate(rows):
        y = len(rows) - 1 - position
        shown = [year for year in years if row.values.get(year)]
        drawing.add_bar(
            x=shown,
            y=[row.values[year] / largest * COLUMN_HIGH for year in shown],
            base=[y] * len(shown),
            width=0.7,
            marker={"color": palette.unknown},
            text=[row.written[year] for year in shown],
            textposition="outside",
            textangle=0,
            constraintext="none",
            textfont={"size": SMALL_PX, "color": palette.ink},
            customdata=[f"{row.label} {year}: {row.written[year]}" for year in shown],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
        drawing.shapes.append(_line(years[0] - 0.5, years[-1] + 0.5, y, palette.unknown))
        drawing.annotations.append(_label(years[0] - 0.5, y + 0.8, f"<b>{escape(row.label)}</b>", "left", palette))
        drawing.annotations.append(_label(years[-1] + 0.5, y + 0.8, escape(row.note), "right", palette))
    figure.update_xaxes(
        range=[years[0] - 0.55, years[-1] + 0.55],
        tickvals=list(years),
        ticktext=[f"{year % 100:02d}" if len(years) > MAX_YEARS_IN_FULL else str(year) for year in years],
        showgrid=False,
        side="bottom",
    )
    figure.update_yaxes(visible=False, range=[-0.02, len(rows)])
    figure.update_layout(barmode="overlay")
    return drawing.onto(figure)


def _line(start: float, end: float, y: float, color: str) -> dict[str, object]:
    return {"type": "line", "x0": start, "x1": end, "y0": y, "y1": y, "line": {"color": color, "width": 1}}


def _label(x: float, y: float, text: str, anchor: str, palette: Palette) -> dict[str, object]:
    return {
        "x": x, "y": y, "text": text, "showarrow": False, "xanchor": anchor, "yanchor": "middle", "borderpad": 0,
        "font": {"size": TEXT_PX, "color": palette.ink},
    }  # fmt: skip
