"""What every figure shares: paper, type, Indonesian separators, a head that says what it is of, no zoom."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.i18n.numbers import separators

TEXT_PX = 13
LABEL_PX = 14
NUMBER_PX = 18
HEAD_PX, HEAD_LINE_PX, HEAD_LETTERS = 12, 17, 60
STILL: dict[str, Any] = {"scrollZoom": False, "doubleClick": False, "showTips": False, "displaylogo": False}
"""Plotly's configuration on a page: nothing to zoom by accident on a phone."""


def hatched(palette: Palette, ink: str | None = None, *, size: int = 6, solidity: float = 0.15) -> dict[str, Any]:
    """The marker of a bar or box for what is not known: paper hatched in `ink`, else in the grey of the unknown."""
    return {
        "color": palette.page,
        "line": {"color": palette.unknown, "width": 1},
        "pattern": {
            "shape": "/", "fgcolor": ink or palette.unknown, "bgcolor": palette.page, "size": size,
            "solidity": solidity,
        },
    }  # fmt: skip


def config(file: str, save: str, *, has_pointer: bool) -> dict[str, Any]:
    """How a figure behaves on a page; where there is a pointer to hover with it can be saved as a picture.

    `file`: name of the picture without its ending; `save`: the button in the reader's words.
    """
    if not has_pointer:
        return {**STILL, "displayModeBar": False}
    words = {"dictionary": {"Download plot as a PNG": save}}
    return {
        **STILL,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": file},
        "locale": "page",
        "locales": {"page": words},
    }


def headed(figure: go.Figure, lines_of_text: Sequence[str], palette: Palette) -> go.Figure:
    """The figure under lines that a phone holds, so that a picture that leaves its page says what it is of; they
    share their strip with the button that saves it."""
    lines = [html.escape(line) for text in lines_of_text for line in textwrap.wrap(text, HEAD_LETTERS)]
    strip, margin = HEAD_LINE_PX * len(lines) + HEAD_PX, figure.layout.margin
    figure.add_annotation(
        xref="paper", x=0, xanchor="left", xshift=-margin.l, yref="paper", y=1, yanchor="bottom",
        yshift=margin.t, text="<br>".join(lines), showarrow=False, align="left",
        font={"size": HEAD_PX, "color": palette.unknown},
    )  # fmt: skip
    return figure.update_layout(
        height=figure.layout.height + strip,
        margin={"t": margin.t + strip},
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": palette.unknown, "activecolor": palette.ink},
    )


def base_figure(palette: Palette, height: int, lang: str) -> go.Figure:
    """An empty figure with the house's paper, ink and margins; axes cannot be dragged."""
    axis: dict[str, Any] = {
        "fixedrange": True,
        "gridcolor": palette.grid,
        "zeroline": False,
        "tickcolor": palette.unknown,
        "tickfont": {"size": TEXT_PX, "color": palette.ink},
        "title": {"font": {"size": TEXT_PX, "color": palette.ink}},
    }
    return go.Figure(
        layout={
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "paper_bgcolor": palette.page,
            "plot_bgcolor": palette.page,
            "font": {"size": TEXT_PX, "color": palette.ink},
            "separators": separators(lang),
            "showlegend": False,
            "legend": {"font": {"size": TEXT_PX, "color": palette.ink}},
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {"bgcolor": palette.page, "font": {"color": palette.ink}},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn, gathered first and put on a figure at once: Plotly checks all that a figure has at each
    single addition, which takes most of a page's time.

    The methods are called like those of a figure.
    """

    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)

    def add_scatter(self, **trace: Any) -> None:
        """A line, markers or words at points."""
        self.traces.append({"type": "scatter", **trace})

    def add_bar(self, **trace: Any) -> None:
        """Bars."""
        self.traces.append({"type": "bar", **trace})

    def add_shape(self, **shape: Any) -> None:
        """A line or a box that is no data."""
        self.shapes.append(shape)

    def add_annotation(self, **annotation: Any) -> None:
        """Words at a place."""
        self.annotations.append(annotation)

    def onto(self, figure: go.Figure) -> go.Figure:
        """The figure with all of it."""
        figure.add_traces(self.traces)
        figure.update_layout(shapes=self.shapes, annotations=self.annotations)
        return figure
