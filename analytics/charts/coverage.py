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

SMALL_PX = 12
GAP = 0.07
INSET = 0.07
WORDS_FOOT = 0.85
MAX_LINE_LETTERS = 11
MAX_NAME_LETTERS = 13


@dataclass(frozen=True)
class Form:
    """How high the map is, how large its numbers are, and what of a tile's height lies over the foot of the number and
    over the ends of bar and line."""

    height_px: int
    number_px: int
    number_foot: float
    bar: tuple[float, float]
    tick: tuple[float, float]


WHOLE = Form(350, NUMBER_PX, 0.66, (0.74, 0.85), (0.68, 0.91))
SMALL = Form(212, 16, 0.73, (0.77, 0.87), (0.73, 0.91))


@dataclass(frozen=True)
class Place:
    """What a map says of one regency.

    - `counted`: `number` large, `rest` small behind it, a bar of length `value`, a line at `tick`.
    - `none`: nothing was delivered; a dashed frame with `words`.
    - `not_asked`: outside the filters, or without a target; a faint frame with `words`.

    `is_flagged`: beyond what chance explains, a thick frame. `is_faint`: not picked, but shown beside those that are.
    """

    code: str
    name: str
    state: State
    number: str = ""
    rest: str = ""
    value: float = 0.0
    tick: float | None = None
    words: str = ""
    is_flagged: bool = False
    is_faint: bool = False


def shortened(name: str) -> str:
    """The name as one line of a tile holds it: `Kutai Kartan.`, `Penajam P.U.`"""
    first, *rest = name.split()
    if len(name) <= MAX_NAME_LETTERS or not rest:
        return name
    return f"{first} {''.join(f'{word[0]}.' for word in rest)}" if len(rest) > 1 else f"{name[: MAX_NAME_LETTERS - 1]}."


def tile_map(
    places: Sequence[Place],
    palette: Palette,
    lang: str,
    color: str,
    note: str,
    *,
    full: float = 0.0,
    is_small: bool = False,
) -> go.Figure:
    """One tile per place, all bars on one scale from 0 (to `full`, else to the largest); `note` ("letak, bukan luas")
    stands in the empty corner.

    `is_small`: low enough to stand beside another picture, names on one line. A click anywhere on a tile selects a
    point whose `customdata` is its code.
    """
    form = SMALL if is_small else WHOLE
    figure = base_figure(palette, form.height_px, lang)
    drawing = Drawing()
    full = full or full_scale(places)
    spots = {place.code: _spot(place.code, index) for index, place in enumerate(places)}
    one_line = is_small or fits_one_line(places)
    for place in places:
        left, top = spots[place.code]
        _frame(drawing, left, top, place, palette)
        _text(drawing, left + INSET, top - INSET, escape(shortened(place.name)), palette, "top")
        if place.state == "counted":
            number = number_text(place, one_line, form.number_px)
            _text(drawing, left + INSET, top - form.number_foot, number, palette, "bottom")
            _tick(drawing, (left, top), place, full, form, palette)
        else:
            words = escape(place.words) if is_small else wrapped(place.words)
            _text(drawing, left + INSET, top - WORDS_FOOT, words, palette, "bottom")
    counted = [place for place in places if place.state == "counted"]
    _bars(drawing, counted, spots, full, form, [palette.unknown if place.is_faint else color for place in counted])
    if is_small:
        figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, barmode="overlay")
        _targets(drawing, places, spots)
    drawing.add_annotation(
        x=0, y=1, xref="paper", yref="paper", text=escape(note).replace("\n", "<br>"), showarrow=False, align="left",
        xanchor="left", yanchor="top", font={"size": SMALL_PX, "color": palette.ink},
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


def number_text(place: Place, one_line: bool, number_px: int = NUMBER_PX) -> str:
    """The number large, the rest behind it or under it."""
    number = f"<b style='font-size:{number_px}px'>{escape(place.number)}</b>"
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
    is_filled = place.state == "counted" and not place.is_faint
    drawing.add_shape(
        type="rect", x0=left, x1=left + 1 - GAP, y0=top, y1=top - 1 + GAP, layer="below",
        line={"color": palette.ink, "width": 3} if place.is_flagged else line,
        fillcolor=palette.sidebar if is_filled else palette.page,
    )  # fmt: skip


def _text(drawing: Drawing, x: float, y: float, text: str, palette: Palette, yanchor: str) -> None:
    drawing.add_annotation(
        x=x, y=y, text=text, showarrow=False, xanchor="left", yanchor=yanchor, align="left", borderpad=0,
        font={"size": SMALL_PX, "color": palette.ink},
    )  # fmt: skip


def _bar_length(value: float, full: float) -> float:
    return value / full * (1 - GAP - 2 * INSET)


def _bars(
    drawing: Drawing, counted: Sequence[Place], spots: dict[str, tuple[float, float]], full: float, form: Form,
    colors: Sequence[str],
) -> None:  # fmt: skip
    drawing.add_bar(
        x=[_bar_length(place.value, full) for place in counted],
        base=[spots[place.code][0] + INSET for place in counted],
        y=[spots[place.code][1] - sum(form.bar) / 2 for place in counted],
        width=form.bar[1] - form.bar[0],
        orientation="h",
        marker={"color": colors, "line": {"width": 0}},
        unselected={"marker": {"opacity": 1}},
        customdata=[f"{place.name}: {place.number} {place.rest}".strip() for place in counted],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _targets(drawing: Drawing, places: Sequence[Place], spots: dict[str, tuple[float, float]]) -> None:
    """Over each tile an unseen bar that takes the click, and says whole what the tile says short."""
    seen = {"marker": {"opacity": 1}}
    drawing.add_bar(
        x=[1 - GAP] * len(places), base=[spots[place.code][0] for place in places],
        y=[spots[place.code][1] - (1 - GAP) / 2 for place in places], width=1 - GAP, orientation="h",
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}}, selected=seen, unselected=seen,
        customdata=[place.code for place in places], hovertext=[said(place) for place in places], hoverinfo="text",
    )  # fmt: skip


def said(place: Place) -> str:
    """A place and what stands on it, in one line."""
    return f"{place.name}: {place.words or f'{place.number} {place.rest}'.strip()}"


def _tick(drawing: Drawing, spot: tuple[float, float], place: Place, full: float, form: Form, palette: Palette) -> None:
    if place.tick is None:
        return
    (left, top), (upper, lower) = spot, form.tick
    x = left + INSET + _bar_length(place.tick, full)
    drawing.add_shape(type="line", x0=x, x1=x, y0=top - upper, y1=top - lower, line={"color": palette.ink, "width": 3})


def wrapped(text: str) -> str:
    """Broken into lines that a tile holds on a phone."""
    return "<br>".join(escape(line) for line in textwrap.wrap(text, MAX_LINE_LETTERS, break_long_words=False))
