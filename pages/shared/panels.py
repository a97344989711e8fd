"""The frames in which a page shows things side by side: panels, and metrics with a small chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.charts.sparkline import sparkline

METRIC_PX = 150


@contextmanager
def panel(key: str, title: str = "", note: str = "") -> Iterator[None]:
    """A bordered panel as high as its neighbours, under a title in one line; `note` follows it in a fainter ink."""
    with st.container(border=True, height="stretch", key=f"panel-{key}", gap="xsmall"):
        if title:
            st.markdown(f"**{title}** :gray[{note}]" if note else f"**{title}**")
        yield


def sides(key: str, *shares: int) -> list[DeltaGenerator]:
    """Places for panels side by side, as wide as their shares; under one another where a screen is narrow."""
    with st.container(key=f"sides-{key}"):
        return st.columns(shares)


@dataclass(frozen=True)
class Metric:
    """A figure of a row of metrics: `interval` and `of` stand under it in grey; `chart` is drawn small, nothing where
    it is empty."""

    label: str
    value: str
    interval: str = ""
    of: str = ""
    chart: Sequence[float] = ()
    is_line: bool = False
    help: str | None = None


def show_metrics(metrics: Sequence[Metric]) -> None:
    """The metrics side by side, as many as the width holds, all of one height."""
    form = "charts" if any(one.chart for one in metrics) else "figures"
    with st.grid(columns=len(metrics), min_column_width=METRIC_PX, key=f"metrics-{form}"):
        for one in metrics:
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.metric(
                    one.label,
                    one.value,
                    one.interval or None,
                    delta_color="off",
                    delta_arrow="off",
                    delta_description=one.of or None,
                    help=one.help,
                )
                if one.chart:
                    st.html(sparkline(one.chart, is_line=one.is_line))
