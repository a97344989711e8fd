"""How many businesses still run by the months since the grant, and under the axis what is known at each age."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import LABEL_PX, TEXT_PX, Drawing, base_figure

WHOLE_PX, SMALL_PX = 560, 460
BESIDE_PX = 300
TABLE_PX, GAP_PX = 150, 64
LEFT_PX = 44
MONTHS_A_TICK = 12
MAX_TICKS = 6
ZONE_SHARE = 0.18
ROOM_BEFORE_0 = 0.05
BAND_OPACITY = 0.18
ZONE_OPACITY = 0.15
NAME_BELOW, NAME_WITHIN = 0.88, 0.4
NAME_GAP, NAME_UNDER = 0.02, 0.12
ROWS = ("at_risk", "closed", "unknown")
MAIN_LANDMARK_MONTHS, CLEAR_ACROSS, CLEAR_DOWN = 24, 0.12, 0.07
KEY_Y, KEY_STEP = 0.05, 0.1
BOX_OPACITY = 0.3
PERCENT_TICKS = {0.0: "0", 0.25: "25", 0.5: "50", 0.75: "75", 1.0: "100%"}


@dataclass(frozen=True)
class CurvePanel:
    """One curve with what stands on it and under it.

    - `code`: the code that gives its colour; `name`: stands on the line.
    - `curve`: columns age_months from 0 to the cut, survival, lower, upper, and is_wide: whether the band
      is so wide there that the line is dotted.
    - `known`: columns age_months every 12 months up to the cut, at_risk, closed, unknown.
    - `landmarks`: the share and its words by age in months, drawn as dots; hollow at the ages in `hollow`.
    """

    code: str
    name: str
    curve: pd.DataFrame
    known: pd.DataFrame
    landmarks: Mapping[int, tuple[float, str]]
    hollow: Collection[int] = ()

    @cached_property
    def cutoff_months(self) -> float:
        """Where the curve ends."""
        return float(self.curve["age_months"].max())

    @property
    def end_months(self) -> float:
        """Where the axis ends: what lies beyond the cut takes up the same share of every picture."""
        return self.cutoff_months / (1 - ZONE_SHARE)

    @property
    def ticks(self) -> list[int]:
        """Every 12 months, or every 24, 36, ... so that a phone holds the numbers under them."""
        years = int(self.end_months // MONTHS_A_TICK)
        step = MONTHS_A_TICK * -(-(years + 1) // MAX_TICKS)
        return list(range(0, int(self.end_months) + 1, step))


@dataclass(frozen=True)
class CurveLabels:
    """The words of the picture: rows of the table, axis, zone beyond the cut, and how counts are written."""

    rows: Mapping[str, str]
    axis: str
    too_few: str
    count: Callable[[int], str]


def survival_figure(
    panel: CurvePanel, labels: CurveLabels, palette: Palette, lang: str, *, is_small: bool = False
) -> go.Figure:
    """The curve with its band, dots at the landmarks, the zone of too few data, and the table under the same axis.

    Ages in months, shares of 1. The three rows of the table add up to all grants of the curve at every tick.
    """
    height = SMALL_PX if is_small else WHOLE_PX
    figure = base_figure(palette, height, lang)
    foot = (TABLE_PX + GAP_PX) / height
    _axes(figure, panel, labels, (foot, 1.0), (0.0, TABLE_PX / height))
    drawing = Drawing()
    _zone(drawing, panel, labels, palette)
    _band(drawing, panel.curve, palette.of_programme(panel.code))
    _line(drawing, panel, palette)
    _name(drawing, panel, palette)
    _table(drawing, panel, labels, palette)
    return drawing.onto(figure)


@dataclass(frozen=True)
class OtherCurve:
    """A curve to be compared with that of a panel.

    - `steps`: columns age_months and survival, which holds from that age to the next.
    - `boxes`: stretches in which the curve falls, no one knows where: left_months, right_months, before, after.
    """

    name: str
    steps: pd.DataFrame
    boxes: pd.DataFrame | None = None


def beside_figure(panel: CurvePanel, other: OtherCurve, labels: CurveLabels, palette: Palette, lang: str) -> go.Figure:
    """The other curve as a dotted grey step beside the line of the panel; their names at the foot, in their colours."""
    figure = base_figure(palette, BESIDE_PX, lang)
    _axes(figure, panel, labels, (0.0, 1.0))
    drawing = Drawing()
    _zone(drawing, panel, labels, palette)
    if other.boxes is not None:
        _boxes(drawing, other.boxes[other.boxes["left_months"] < panel.cutoff_months], panel.cutoff_months, palette)
    color = palette.of_programme(panel.code)
    drawing.add_scatter(
        x=panel.curve["age_months"], y=panel.curve["survival"], mode="lines", line={"color": color, "width": 3},
        hoverinfo="skip",
    )  # fmt: skip
    steps = other.steps[other.steps["age_months"] < panel.cutoff_months]
    drawing.add_scatter(
        x=[0.0, *steps["age_months"], panel.cutoff_months],
        y=[1.0, *steps["survival"], steps["survival"].iloc[-1] if len(steps) else 1.0],
        mode="lines",
        line={"color": palette.unknown, "width": 2, "dash": "dot", "shape": "hv"},
        hoverinfo="skip",
    )
    for place, (name, ink) in enumerate(((panel.name, color), (other.name, palette.unknown))):
        drawing.add_annotation(
            xref="x domain", x=0.01, y=KEY_Y + (1 - place) * KEY_STEP, text=name, showarrow=False, xanchor="left",
            yanchor="middle", font={"size": TEXT_PX, "color": ink},
        )  # fmt: skip
    return drawing.onto(figure)


def _boxes(drawing: Drawing, boxes: pd.DataFrame, end_months: float, palette: Palette) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for left, right, before, after in boxes[["left_months", "right_months", "before", "after"]].itertuples(index=False):
        until = min(right, end_months)
        x += [left, until, until, left, None]
        y += [before, before, after, after, None]
    drawing.add_scatter(
        x=x, y=y, mode="lines", line={"width": 0}, fill="toself", fillcolor=palette.unknown, opacity=BOX_OPACITY,
        hoverinfo="skip",
    )  # fmt: skip


def _axes(
    figure: go.Figure,
    panel: CurvePanel,
    labels: CurveLabels,
    domain: tuple[float, float],
    table: tuple[float, float] | None = None,
) -> None:
    figure.update_layout(margin={"l": LEFT_PX, "r": 8, "t": 10, "b": 8})
    figure.update_xaxes(
        range=[-ROOM_BEFORE_0 * panel.end_months, panel.end_months],
        tickvals=panel.ticks,
        ticks="outside",
        minor={"tick0": 0, "dtick": MONTHS_A_TICK, "ticks": "outside", "ticklen": 3},
        showgrid=False,
        title={"text": labels.axis, "standoff": 4},
        anchor="y",
    )
    figure.update_layout(
        yaxis={
            "range": [0, 1.02],
            "domain": domain,
            "tickvals": list(PERCENT_TICKS),
            "ticktext": list(PERCENT_TICKS.values()),
            "ticks": "",
        }
    )
    if table is not None:
        figure.update_layout(
            yaxis2={"range": [0, 2 * len(ROWS)], "domain": table, "visible": False, "fixedrange": True, "anchor": "x"}
        )


def _zone(drawing: Drawing, panel: CurvePanel, labels: CurveLabels, palette: Palette) -> None:
    """Beyond the cut: grey, and said why in words."""
    drawing.add_shape(
        type="rect", x0=panel.cutoff_months, x1=panel.end_months, y0=0, y1=1, layer="below", opacity=ZONE_OPACITY,
        fillcolor=palette.unknown, line={"width": 0},
    )  # fmt: skip
    drawing.add_shape(
        type="line", x0=panel.cutoff_months, x1=panel.cutoff_months, y0=0, y1=1,
        line={"color": palette.unknown, "width": 1, "dash": "dash"},
    )  # fmt: skip
    drawing.add_annotation(
        x=panel.end_months, y=0.98, text=labels.too_few, showarrow=False, xanchor="right", yanchor="top",
        align="right", font={"size": TEXT_PX - 1, "color": palette.ink},
    )  # fmt: skip


def _band(drawing: Drawing, curve: pd.DataFrame, color: str) -> None:
    """The 95% band, and its edges, without which it could hardly be seen against the page."""
    ages, ends = list(curve["age_months"]), [list(curve["upper"]), list(curve["lower"])]
    drawing.add_scatter(
        x=ages + ages[::-1], y=ends[0] + ends[1][::-1], mode="lines", line={"width": 0}, fill="toself",
        fillcolor=color, opacity=BAND_OPACITY, hoverinfo="skip",
    )  # fmt: skip
    for end in ends:
        drawing.add_scatter(x=ages, y=end, mode="lines", line={"color": color, "width": 1}, hoverinfo="skip")


def legible_landmarks(panel: CurvePanel) -> list[int]:
    """The landmarks whose numbers stand clear of one another, the second year's before the others."""
    chosen: list[int] = []
    for months in sorted(panel.landmarks, key=lambda months: months != MAIN_LANDMARK_MONTHS):
        if all(_is_clear(panel, months, other) for other in chosen):
            chosen.append(months)
    return chosen


def _is_clear(panel: CurvePanel, months: int, other: int) -> bool:
    down = abs(panel.landmarks[months][0] - panel.landmarks[other][0])
    return down >= CLEAR_DOWN or abs(months - other) >= CLEAR_ACROSS * panel.end_months


def _line(drawing: Drawing, panel: CurvePanel, palette: Palette) -> None:
    color, legible = palette.of_programme(panel.code), legible_landmarks(panel)
    curve = panel.curve
    drawing.add_scatter(
        x=curve["age_months"], y=curve["survival"].where(~curve["is_wide"]), mode="lines",
        line={"color": color, "width": 3}, hoverinfo="skip", name=panel.name,
    )  # fmt: skip
    if curve["is_wide"].any():
        drawing.add_scatter(
            x=curve["age_months"], y=curve["survival"].where(curve["is_wide"]), mode="lines",
            line={"color": color, "width": 2, "dash": "dot"}, hoverinfo="skip", showlegend=False,
        )  # fmt: skip
    drawing.add_scatter(
        x=list(panel.landmarks),
        y=[share for share, _ in panel.landmarks.values()],
        mode="markers+text",
        marker={
            "size": 10,
            "color": [palette.page if months in panel.hollow else color for months in panel.landmarks],
            "line": {
                "color": [color if months in panel.hollow else palette.page for months in panel.landmarks],
                "width": 1.5,
            },
        },
        text=[f"<b>{panel.landmarks[months][1]}</b>" if months in legible else "" for months in panel.landmarks],
        textposition="bottom left",
        textfont={"size": LABEL_PX, "color": palette.ink},
        hoverinfo="skip",
    )


def _name(drawing: Drawing, panel: CurvePanel, palette: Palette) -> None:
    """Right above the band where it has come down early enough to leave room, else under its lowest end."""
    curve = panel.curve
    low = curve[curve["upper"] <= NAME_BELOW]
    is_above = len(low) > 0 and low["age_months"].iloc[0] <= NAME_WITHIN * panel.end_months
    x = low["age_months"].iloc[0] if is_above else 0.0
    y = low["upper"].iloc[0] + NAME_GAP if is_above else curve["lower"].min() - NAME_UNDER
    drawing.add_annotation(
        x=x, y=y, text=panel.name, showarrow=False, xanchor="left", yanchor="bottom" if is_above else "top",
        font={"size": TEXT_PX, "color": palette.of_programme(panel.code)},
    )  # fmt: skip


def _table(drawing: Drawing, panel: CurvePanel, labels: CurveLabels, palette: Palette) -> None:
    """Counts centred on the ticks, each row's label above them at the left, a thin rule between rows."""
    ages = [int(age) for age in panel.known["age_months"]]
    for place, row in enumerate(ROWS):
        top = 2 * (len(ROWS) - place)
        drawing.add_shape(
            type="line", xref="x domain", x0=0, x1=1, yref="y2", y0=top, y1=top,
            line={"color": palette.grid, "width": 1},
        )  # fmt: skip
        drawing.add_annotation(
            xref="x domain", x=0, yref="y2", y=top - 0.5, text=labels.rows[row], showarrow=False, xanchor="left",
            yanchor="middle", borderpad=0, font={"size": TEXT_PX - 1, "color": palette.ink},
        )  # fmt: skip
        at = dict(zip(ages, panel.known[row].tolist(), strict=True))
        counts = [labels.count(at[tick]) if tick in at else "–" for tick in panel.ticks]
        drawing.add_scatter(
            x=panel.ticks, y=[top - 1.4] * len(counts), yaxis="y2", mode="text", text=counts, cliponaxis=False,
            textfont={"size": TEXT_PX, "color": palette.ink, "weight": 700 if place == 0 else 400}, hoverinfo="skip",
        )  # fmt: skip
