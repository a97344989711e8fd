"""How many businesses still run by the months since the grant, and under the axis how many are still observed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import SYMBOLS, Palette
from analytics.charts.style import LABEL_PX, TEXT_PX, Drawing, base_figure

CURVE_PX = 290
BESIDE_PX = 260
OBSERVED_PX, GAP_PX = 36, 38
LEFT_PX, RIGHT_PX = 34, 14
USUAL_END_MONTHS, LATE_END_MONTHS = 60, 120
MAX_TICKS = 6
MONTHS_A_TICK = 12
ROOM_BEFORE_0 = 0.02
BAND_OPACITY = 0.18
ZONE_OPACITY = 0.12
CLEAR_SHARE = 0.11
KEY_Y, KEY_STEP = 0.05, 0.1
BOX_OPACITY = 0.3
OF_100 = {0.0: "0", 0.25: "25", 0.5: "50", 0.75: "75", 1.0: "100"}


@dataclass(frozen=True)
class CurvePanel:
    """One curve with what stands on it and under it.

    - `code`: the code that gives its colour and the form of its dots; `name`: what a key calls it.
    - `curve`: columns age_months from 0 to the cut, survival, lower, upper, and is_wide: whether the band
      is so wide there that the line is thin.
    - `known`: columns age_months every 12 months up to the cut, at_risk.
    - `landmarks`: the share and its words by age in months, drawn as dots; hollow at the ages in `hollow`.
    - `end_months`: where the axis ends.
    """

    code: str
    name: str
    curve: pd.DataFrame
    known: pd.DataFrame
    landmarks: Mapping[int, tuple[float, str]]
    hollow: Collection[int] = ()
    end_months: int = USUAL_END_MONTHS

    @cached_property
    def cutoff_months(self) -> float:
        """Where the curve ends."""
        return float(self.curve["age_months"].max())

    @property
    def ticks(self) -> list[int]:
        """Every 12 months, or every 24, so that a phone holds the numbers under them."""
        step = MONTHS_A_TICK * -(-self.end_months // (MONTHS_A_TICK * MAX_TICKS))
        return list(range(0, self.end_months + 1, step))


@dataclass(frozen=True)
class CurveLabels:
    """The words of the picture: how many are still observed, zone beyond the cut, and how counts are written."""

    observed: str
    too_few: str
    count: Callable[[int], str]


def survival_figure(panel: CurvePanel, labels: CurveLabels, palette: Palette, lang: str) -> go.Figure:
    """The curve with its band, dots at the landmarks, the zone of too few data, and under the same axis how many are
    still observed. Ages in months, shares of 1 written as numbers of 100."""
    figure = base_figure(palette, CURVE_PX, lang)
    foot = (OBSERVED_PX + GAP_PX) / CURVE_PX
    _axes(figure, panel, (foot, 1.0), (0.0, OBSERVED_PX / CURVE_PX))
    drawing = Drawing()
    _zone(drawing, panel, labels, palette)
    _band(drawing, panel.curve, palette.of_programme(panel.code))
    _line(drawing, panel, palette)
    _observed(drawing, panel, labels, palette)
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
    _axes(figure, panel, (0.0, 1.0))
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


def _band(drawing: Drawing, curve: pd.DataFrame, color: str) -> None:
    """The 95% band, and its edges, without which it could hardly be seen against the page."""
    ages, ends = list(curve["age_months"]), [list(curve["upper"]), list(curve["lower"])]
    drawing.add_scatter(
        x=ages + ages[::-1], y=ends[0] + ends[1][::-1], mode="lines", line={"width": 0}, fill="toself",
        fillcolor=color, opacity=BAND_OPACITY, hoverinfo="skip",
    )  # fmt: skip
    for end in ends:
        drawing.add_scatter(x=ages, y=end, mode="lines", line={"color": color, "width": 1}, hoverinfo="skip")


def _axes(
    figure: go.Figure, panel: CurvePanel, domain: tuple[float, float], observed: tuple[float, float] | None = None
) -> None:
    figure.update_layout(
        margin={"l": LEFT_PX, "r": RIGHT_PX, "t": 10, "b": 8 if observed else 28},
        xaxis={
            "range": [-ROOM_BEFORE_0 * panel.end_months, panel.end_months], "tickvals": panel.ticks, "ticks": "",
            "showgrid": False, "anchor": "y", "automargin": False,
        },
        yaxis={
            "range": [0, 1.04], "domain": domain, "tickvals": list(OF_100), "ticktext": list(OF_100.values()),
            "ticks": "", "automargin": False,
        },
    )  # fmt: skip
    if observed is not None:
        figure.update_layout(
            yaxis2={"range": [0, 2], "domain": observed, "visible": False, "fixedrange": True, "anchor": "x"}
        )


def _zone(drawing: Drawing, panel: CurvePanel, labels: CurveLabels, palette: Palette) -> None:
    """Beyond the cut: grey, and said why in words."""
    if panel.cutoff_months >= panel.end_months:
        return
    drawing.add_shape(
        type="rect", x0=panel.cutoff_months, x1=panel.end_months, y0=0, y1=1, layer="below", opacity=ZONE_OPACITY,
        fillcolor=palette.unknown, line={"width": 0},
    )  # fmt: skip
    drawing.add_annotation(
        x=panel.end_months, y=0.02, text=labels.too_few, showarrow=False, xanchor="right", yanchor="bottom",
        align="right", font={"size": TEXT_PX - 1, "color": palette.ink},
    )  # fmt: skip


def _line(drawing: Drawing, panel: CurvePanel, palette: Palette) -> None:
    """Whole, and thick where the band is not wide."""
    color, legible, curve = palette.of_programme(panel.code), legible_landmarks(panel), panel.curve
    for survival, width in ((curve["survival"], 1.5), (curve["survival"].where(~curve["is_wide"]), 3)):
        drawing.add_scatter(
            x=curve["age_months"], y=survival, mode="lines", line={"color": color, "width": width}, hoverinfo="skip",
            name=panel.name,
        )  # fmt: skip
    shown = [months for months in panel.landmarks if months <= panel.end_months]
    drawing.add_scatter(
        x=shown,
        y=[panel.landmarks[months][0] for months in shown],
        mode="markers+text",
        marker={
            "size": 11,
            "symbol": SYMBOLS.get(panel.code, "circle"),
            "color": [palette.page if months in panel.hollow else color for months in shown],
            "line": {"color": [color if months in panel.hollow else palette.page for months in shown], "width": 1.5},
        },
        text=[f"<b>{panel.landmarks[months][1]}</b>" if months in legible else "" for months in shown],
        textposition="top right",
        textfont={"size": LABEL_PX, "color": palette.ink},
        hoverinfo="skip",
    )


def legible_landmarks(panel: CurvePanel) -> list[int]:
    """The landmarks whose numbers stand clear of one another, the earliest of those that do not."""
    chosen: list[int] = []
    for months in sorted(panel.landmarks):
        if all(months - other >= CLEAR_SHARE * panel.end_months for other in chosen):
            chosen.append(months)
    return chosen


def _observed(drawing: Drawing, panel: CurvePanel, labels: CurveLabels, palette: Palette) -> None:
    """How many are still observed, centred on the ticks, under what they are."""
    drawing.add_annotation(
        xref="x domain", x=0, yref="y2", y=1.9, text=labels.observed, showarrow=False, xanchor="left",
        yanchor="middle", borderpad=0, xshift=-LEFT_PX, font={"size": TEXT_PX - 1, "color": palette.unknown},
    )  # fmt: skip
    at = dict(zip((int(age) for age in panel.known["age_months"]), panel.known["at_risk"].tolist(), strict=True))
    drawing.add_scatter(
        x=panel.ticks, y=[0.6] * len(panel.ticks), yaxis="y2", mode="text", cliponaxis=False,
        text=[labels.count(at[tick]) if tick in at else "" for tick in panel.ticks],
        textfont={"size": TEXT_PX - 1, "color": palette.ink}, hoverinfo="skip",
    )  # fmt: skip
