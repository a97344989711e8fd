"""How many people are left in the groups: one bar per number of members, one or two people distinguished."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts.palette import Palette
from analytics.charts.style import LABEL_PX, base_figure

HEIGHT_PX = 260
ROOM_FOR_NUMBER = 1.18
NEARLY_ALONE = 2


@dataclass(frozen=True)
class MembersLeft:
    """A bar: so many members left (5 stands for 5 and more), in so many groups; both also as the reader's words."""

    members: int
    groups: int
    label: str
    groups_label: str


def members_left_bars(bars: list[MembersLeft], palette: Palette, lang: str, axis_title: str) -> go.Figure:
    """Groups by members left, fewest first. Complete counts: no whisker. At most two people: solid, else hollow."""
    figure = base_figure(palette, HEIGHT_PX, lang)
    figure.add_bar(
        x=[bar.label for bar in bars],
        y=[bar.groups for bar in bars],
        text=[f"<b>{bar.groups_label}</b>" for bar in bars],
        textposition="outside",
        textfont={"size": LABEL_PX, "color": palette.ink},
        cliponaxis=False,
        marker={
            "color": [palette.kube if bar.members <= NEARLY_ALONE else palette.page for bar in bars],
            "line": {"color": palette.kube, "width": 2},
        },
        hoverinfo="skip",
    )
    figure.update_layout(bargap=0.35)
    figure.update_xaxes(type="category", title={"text": axis_title})
    figure.update_yaxes(visible=False, range=[0, ROOM_FOR_NUMBER * max((bar.groups for bar in bars), default=1)])
    return figure
