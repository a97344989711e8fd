"""The ten regencies and cities as tiles that stand where the places lie, not how large they are.

Thirteen of the fourteen borders between them are kept (lost: Mahakam Ulu with Kutai Kartanegara).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import NUMBER_PX, Drawing, base_figure

State = Literal["counted", "none", "not_asked"]

TILES: dict[str, tuple[float, int]] = {
    "64.03": (2, 0),
    "64.11": (0.5, 1),
    "64.08": (1.5, 1),
    "64.74": (2.5, 1),
    "64.07": (1, 2),
    "64.02": (2, 2),
    "64.72": (3, 2),
    "64.01": (0.5, 3),
    "64.09": (1.5, 3),
    "64.71": (2.5, 3),
}
"""Left edge and row of each tile, in tile widths and rows from the north-west."""

MAP_PX = 500
SMALL_PX = 12
GAP = 0.07
INSET = 0.07
BAR_TOP, BAR_BOTTOM = 0.74, 0.85
TICK_TOP, TICK_BOTTOM = 0.68, 0.91
MAX_LINE_LETTERS = 11


@dataclass(frozen=True)
class Place:
    """What a map says of one regency.

    - `counted`: `number` large, `rest` small behind it, a bar of length `value`, a line at `tick`.
    - `none`: nothing was delivered; a dashed frame with `words`.
    - `not_asked`: outside the filters, or without a target; a faint frame with `words`.
    """

    code: str
    name: str
    state: State
    number: str = ""
    rest: str = ""
    value: float = 0.0
    tick: float | None = None
    words: str = ""


def tile_map(places: Sequence[Place], palette: Palette, lang: str, color: str, note: str) -> go.Figure:
    """One tile per place, all bars on one scale from 0; `note` ("letak, bukan luas") stands in the empty corner."""
    figure = base_figure(palette, MAP_PX, lang)
    drawing = Drawing()
    full = full_scale(places)
    spots = {place.code: _spot(place.code, index) for index, place in enumerate(places)}
    one_line = fits_one_line(places)
    for place in places:
        left, top = spots[place.code]
        _frame(drawing, left, top, place, palette)
        _text(drawing, left + INSET, top - INSET, wrapped(place.name), palette, "top")
        if place.state == "counted":
            _text(drawing, left + INSET, top - TICK_TOP + 0.02, number_text(place, one_line), palette, "bottom")
            _tick(drawing, left, top, place, full, palette)
        else:
            _text(drawing, left + INSET, top - BAR_BOTTOM, wrapped(place.words), palette, "bottom")
    _bars(drawing, [place for place in places if place.state == "counted"], spots, full, color)
    drawing.add_annotation(
        x=0, y=1, xref="paper", yref="paper", text=escape(note), showarrow=False, xanchor="left", yanchor="top",
        font={"size": SMALL_PX, "color": palette.ink},
    )  # fmt: skip
    lowest = min(top for _, top in spots.values()) - 1 if spots else -1.0
    figure.update_xaxes(visible=False, range=[0, 4])
    figure.update_yaxes(visible=False, range=[lowest, 0])
    return drawing.onto(figure)


def full_scale(places: Sequence[Place]) -> float:
    """The value at which a bar is full: the largest of all bars and lines, so that one scale holds every place."""
    values = [extent for place in places if place.state == "counted" for extent in (place.value, place.tick) if extent]
    return max(values, default=1.0)


def fits_one_line(places: Sequence[Place]) -> bool:
    """Whether number and rest stand side by side on every tile of a phone; one that does not breaks all alike."""
    return all(len(place.number) + len(place.rest) < MAX_LINE_LETTERS for place in places)


def number_text(place: Place, one_line: bool) -> str:
    """The number large, the rest behind it or under it."""
    number = f"<b style='font-size:{NUMBER_PX}px'>{escape(place.number)}</b>"
    return f"{number}{' ' if one_line else '<br>'}{escape(place.rest)}" if place.rest else number


def _spot(code: str, index: int) -> tuple[float, float]:
    """Left and top edge; a place that the tiles do not know is put in rows under them."""
    left, row = TILES.get(code, (index % 4, 4 + index // 4))
    return left + GAP / 2, -row - GAP / 2


def _frame(drawing: Drawing, left: float, top: float, place: Place, palette: Palette) -> None:
    line = {
        "counted": {"color": palette.unknown, "width": 1},
        "none": {"color": palette.unknown, "width": 1.5, "dash": "dash"},
        "not_asked": {"color": palette.grid, "width": 1},
    }[place.state]
    drawing.add_shape(
        type="rect", x0=left, x1=left + 1 - GAP, y0=top, y1=top - 1 + GAP, layer="below", line=line,
        fillcolor=palette.sidebar if place.state == "counted" else palette.page,
    )  # fmt: skip


def _text(drawing: Drawing, x: float, y: float, text: str, palette: Palette, yanchor: str) -> None:
    drawing.add_annotation(
        x=x, y=y, text=text, showarrow=False, xanchor="left", yanchor=yanchor, align="left", borderpad=0,
        font={"size": SMALL_PX, "color": palette.ink},
    )  # fmt: skip


def _bar_length(value: float, full: float) -> float:
    return value / full * (1 - GAP - 2 * INSET)


def _bars(
    drawing: Drawing, counted: Sequence[Place], spots: dict[str, tuple[float, float]], full: float, color: str
) -> None:
    drawing.add_bar(
        x=[_bar_length(place.value, full) for place in counted],
        base=[spots[place.code][0] + INSET for place in counted],
        y=[spots[place.code][1] - (BAR_TOP + BAR_BOTTOM) / 2 for place in counted],
        width=BAR_BOTTOM - BAR_TOP,
        orientation="h",
        marker={"color": color, "line": {"width": 0}},
        customdata=[f"{place.name}: {place.number} {place.rest}".strip() for place in counted],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _tick(drawing: Drawing, left: float, top: float, place: Place, full: float, palette: Palette) -> None:
    if place.tick is None:
        return
    x = left + INSET + _bar_length(place.tick, full)
    drawing.add_shape(
        type="line", x0=x, x1=x, y0=top - TICK_TOP, y1=top - TICK_BOTTOM, line={"color": palette.ink, "width": 3}
    )


def wrapped(text: str) -> str:
    """Broken into lines that a tile holds on a phone."""
    return "<br>".join(escape(line) for line in textwrap.wrap(text, MAX_LINE_LETTERS, break_long_words=False))
