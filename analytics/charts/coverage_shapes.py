"""The regencies in their official outlines, each with the same words, bar and line as on its tile."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts.coverage import SMALL_PX, Place, full_scale, number_text, wrapped
from analytics.charts.palette import Palette
from analytics.charts.style import Drawing, base_figure

Ring = Sequence[tuple[float, float]]

MAP_PX = 560
BAR_PX, BAR_HIGH_PX, TICK_PX = 64, 9, 15
SMALL_SHARE_OF_WIDTH = 0.2
MIN_SLOTS = 4
LABELS_BELOW, ROOM_BELOW = 0.08, 0.28
"""Places too small to hold a label have it under the map, as shares of the map's height."""


@dataclass(frozen=True)
class Box:
    """The corners that hold a shape, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """In degrees of longitude."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """In degrees of latitude."""
        return self.north - self.south


@dataclass(frozen=True)
class Spot:
    """The middle of a label, in degrees: between its words and its bar, or at the top of both where outside."""

    x: float
    y: float
    is_outside: bool


def shape_map(
    places: Sequence[Place], shapes: Mapping[str, Sequence[Ring]], palette: Palette, lang: str, color: str
) -> go.Figure:
    """Outlines of all places that have one, drawn as polygons: nothing is fetched from anywhere."""
    figure = base_figure(palette, MAP_PX, lang)
    drawing = Drawing()
    drawn = [place for place in places if place.code in shapes]
    whole = box([ring for rings in shapes.values() for ring in rings])
    for place in drawn:
        _outline(drawing, place, shapes[place.code], palette)
    full = full_scale(places)
    for place, spot in label_spots(drawn, shapes, whole).items():
        if spot.is_outside:
            _leader(drawing, centroid(shapes[place.code]), spot, palette)
        _label(drawing, place, spot, palette)
        _bar(drawing, place, spot, full, color, palette)
    middle_latitude = math.radians((whole.south + whole.north) / 2)
    figure.update_xaxes(visible=False, range=[whole.west - 0.04 * whole.width, whole.east + 0.04 * whole.width])
    figure.update_yaxes(
        visible=False, range=[whole.south - ROOM_BELOW * whole.height, whole.north + 0.02 * whole.height],
        scaleanchor="x", scaleratio=1 / math.cos(middle_latitude),
    )  # fmt: skip
    return drawing.onto(figure)


def box(rings: Sequence[Ring]) -> Box:
    """The smallest box around these rings."""
    xs = [corner[0] for ring in rings for corner in ring]
    ys = [corner[1] for ring in rings for corner in ring]
    return Box(min(xs), min(ys), max(xs), max(ys))


def centroid(rings: Sequence[Ring]) -> tuple[float, float]:
    """The centre of gravity of the largest ring, in degrees; the middle of its box where it has no area."""
    areas = [(_signed_area(ring), ring) for ring in rings]
    area, ring = max(areas, key=lambda pair: abs(pair[0]))
    if not area:
        around = box([ring])
        return (around.west + around.east) / 2, (around.south + around.north) / 2
    x = y = 0.0
    for (x0, y0), (x1, y1) in _edges(ring):
        cross = x0 * y1 - x1 * y0
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return x / (6 * area), y / (6 * area)


def label_spots(places: Sequence[Place], shapes: Mapping[str, Sequence[Ring]], whole: Box) -> dict[Place, Spot]:
    """Where each label stands: in its shape, or for a small one under the map, from west to east."""
    middles = {place: centroid(shapes[place.code]) for place in places}
    small = [place for place in places if box(shapes[place.code]).width < SMALL_SHARE_OF_WIDTH * whole.width]
    small.sort(key=lambda place: middles[place][0])
    slot = whole.width / max(MIN_SLOTS, len(small))
    spots = {place: Spot(*middles[place], is_outside=False) for place in places if place not in small}
    for position, place in enumerate(reversed(small)):
        x = whole.east - (position + 0.5) * slot
        spots[place] = Spot(x, whole.south - LABELS_BELOW * whole.height, is_outside=True)
    return spots


def _signed_area(ring: Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _edges(ring)) / 2


def _edges(ring: Ring) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def _outline(drawing: Drawing, place: Place, rings: Sequence[Ring], palette: Palette) -> None:
    line = {
        "counted": {"color": palette.unknown, "width": 1.2},
        "none": {"color": palette.unknown, "width": 1.5, "dash": "dash"},
        "not_asked": {"color": palette.grid, "width": 1.2},
    }[place.state]
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*(corner[0] for corner in ring), None]
        ys += [*(corner[1] for corner in ring), None]
    drawing.add_scatter(
        x=xs, y=ys, mode="lines", fill="toself", line=line, name=place.name, hoveron="fills", hoverinfo="name",
        fillcolor=palette.sidebar if place.state == "counted" else palette.page,
    )  # fmt: skip


def _label(drawing: Drawing, place: Place, spot: Spot, palette: Palette) -> None:
    words = number_text(place, one_line=True) if place.state == "counted" else wrapped(place.words)
    drawing.add_annotation(
        x=spot.x, y=spot.y, text=f"{wrapped(place.name)}<br>{words}", showarrow=False, xanchor="left", align="left",
        xshift=-BAR_PX / 2, yanchor="top" if spot.is_outside else "bottom", borderpad=0,
        yshift=-TICK_PX - 2 if spot.is_outside else 2, font={"size": SMALL_PX, "color": palette.ink},
    )  # fmt: skip


def _leader(drawing: Drawing, middle: tuple[float, float], spot: Spot, palette: Palette) -> None:
    drawing.add_shape(
        type="line",
        x0=middle[0],
        y0=middle[1],
        x1=spot.x,
        y1=spot.y,
        line={"color": palette.unknown, "width": 1, "dash": "dot"},
    )


def _bar(drawing: Drawing, place: Place, spot: Spot, full: float, color: str, palette: Palette) -> None:
    """Bars are sized in pixels, so that they compare however large the map is drawn."""
    if place.state != "counted":
        return
    start = -BAR_PX / 2
    anchored = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": spot.x, "yanchor": spot.y}
    length = place.value / full * BAR_PX
    drawing.add_shape(
        type="rect", x0=start, x1=start + length, y0=-BAR_HIGH_PX - 2, y1=-2, fillcolor=color, line={"width": 0},
        **anchored,
    )  # fmt: skip
    if place.tick is not None:
        at = start + place.tick / full * BAR_PX
        drawing.add_shape(
            type="line", x0=at, x1=at, y0=-TICK_PX, y1=2, line={"color": palette.ink, "width": 3}, **anchored
        )
