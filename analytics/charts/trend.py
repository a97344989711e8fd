"""A share at the end of each half-year: as last seen with its band, brought up to the day; events, published shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import LABEL_PX, Drawing, base_figure

TREND_PX = 270
RIGHT_PX = 62
BAND_OPACITY = 0.18
DAYS_A_LABEL = 2
CLEAR_SHARE = 0.06
SMALL_PX = 12
OF_100 = {0.0: "0", 0.25: "25", 0.5: "50", 0.75: "75", 1.0: "100"}


@dataclass(frozen=True)
class TrendPoint:
    """A half-year's end: the share last seen running with the ends of its interval, and the share brought up to that
    day; None where there is none. `day_words` stand under it."""

    as_of: date
    day_words: str
    seen: float | None
    interval: tuple[float, float] | None
    today: float | None


@dataclass(frozen=True)
class Mark:
    """What stands at a day: an event where there is no `share`, else a published share."""

    as_of: date
    words: str
    share: float | None = None


def trend_figure(
    points: Sequence[TrendPoint], marks: Sequence[Mark], names: tuple[str, str], palette: Palette, lang: str, code: str
) -> go.Figure:
    """Shares of 1 written as numbers of 100 over days; the last of each line stands right of it, `names` under it: as
    last seen, brought up to the day."""
    figure, drawing, color = base_figure(palette, TREND_PX, lang), Drawing(), palette.of_programme(code)
    _band(drawing, points, color)
    seen, today = ([(one.as_of, one.seen) for one in points], [(one.as_of, one.today) for one in points])
    for shares, dash, name in ((seen, "solid", names[0]), (today, "dot", names[1])):
        drawn = [(when, share) for when, share in shares if share is not None]
        drawing.add_scatter(
            x=[when for when, _ in drawn], y=[share for _, share in drawn], mode="lines+markers", name=name,
            line={"color": color, "width": 2.5, "dash": dash}, marker={"size": 7, "color": color},
            hovertemplate=f"{name}: %{{y:.1%}}<extra></extra>",
        )  # fmt: skip
    _last_shares(drawing, points, palette)
    for mark in marks:
        _mark(drawing, mark, palette)
    labelled = points[::-1][::DAYS_A_LABEL]
    figure.update_layout(
        margin={"l": 34, "r": RIGHT_PX, "t": 24, "b": 30},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 0.02, "yanchor": "bottom", "bgcolor": palette.page},
        xaxis={
            "tickvals": [one.as_of for one in labelled], "ticktext": [one.day_words for one in labelled],
            "tickangle": 0, "ticks": "", "showgrid": False, "automargin": False,
        },
        yaxis={
            "range": [0, 1], "tickvals": list(OF_100), "ticktext": list(OF_100.values()), "ticks": "",
            "automargin": False,
        },
    )  # fmt: skip
    return drawing.onto(figure)


def _band(drawing: Drawing, points: Sequence[TrendPoint], color: str) -> None:
    banded = [(one.as_of, *one.interval) for one in points if one.interval is not None]
    days = [when for when, _, _ in banded]
    drawing.add_scatter(
        x=days + days[::-1], y=[upper for _, _, upper in banded] + [lower for _, lower, _ in banded][::-1],
        mode="lines", line={"width": 0}, fill="toself", fillcolor=color, opacity=BAND_OPACITY, hoverinfo="skip",
        showlegend=False,
    )  # fmt: skip


def _last_shares(drawing: Drawing, points: Sequence[TrendPoint], palette: Palette) -> None:
    """The last of each line right of it, apart where they lie close."""
    last = [(one.seen, one.today) for one in points][-1:]
    for seen, today in last:
        apart = seen is not None and today is not None and abs(seen - today) < CLEAR_SHARE
        for share, anchor in ((seen, "bottom" if apart else "middle"), (today, "top" if apart else "middle")):
            if share is not None:
                words = f"<b>{100 * share:.0f}</b>"
                _words(drawing, points[-1].as_of, share, words, palette.ink, LABEL_PX, 10, anchor)


def _mark(drawing: Drawing, mark: Mark, palette: Palette) -> None:
    if mark.share is None:
        drawing.add_shape(
            type="line", x0=mark.as_of, x1=mark.as_of, y0=0, y1=1, layer="below",
            line={"color": palette.unknown, "width": 1, "dash": "dash"},
        )  # fmt: skip
        _words(drawing, mark.as_of, 1.0, mark.words, palette.unknown, SMALL_PX, 0, "bottom", "center")
        return
    drawing.add_scatter(
        x=[mark.as_of], y=[mark.share], mode="markers", showlegend=False, hoverinfo="skip",
        marker={"symbol": "line-ew", "size": 18, "line": {"color": palette.ink, "width": 3}},
    )  # fmt: skip
    _words(drawing, mark.as_of, mark.share + 0.1, mark.words, palette.ink, SMALL_PX, 0, "bottom", "center")


def _words(
    drawing: Drawing, x: date, y: float, text: str, ink: str, size: int, shift: int, yanchor: str = "middle",
    xanchor: str = "left",
) -> None:  # fmt: skip
    words = text if text.startswith("<b>") else escape(text)
    drawing.add_annotation(
        x=x, y=y, text=words, showarrow=False, xanchor=xanchor, yanchor=yanchor, xshift=shift, borderpad=0,
        font={"size": size, "color": ink},
    )  # fmt: skip
