"""Obstacles named at visits, by category."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.contract import VISITS
from analytics.i18n.numbers import number
from pages.sections.business_types.categories import Category, label
from pages.shared.frame import Frame
from pages.shared.rows import alt_text_of_bars
from pages.shared.show import PROSE_PX, show_chart, show_section, show_table


def show_obstacles(frame: Frame, order: Sequence[Category]) -> None:
    t = frame.t
    rows = frame.filtered_rows("obstacles", by=[])
    visits, named = int(rows["visits"].sum()), rows[rows["obstacle"].notna()]
    counts = {"visits": number(visits, t.lang), "named": number(int(named["visits"].sum()), t.lang)}
    if named.empty:
        show_section(t("business_types.obstacles.title"), t("business_types.obstacles.none", **counts))
        return
    show_section(t("business_types.obstacles.title"), t("business_types.obstacles.text", **counts))
    totals = named.groupby("obstacle")["visits"].sum()
    known = [obstacle for obstacle in VISITS.column("obstacle").domain if obstacle in totals]
    known.sort(key=lambda obstacle: (obstacle == "other", -int(totals[obstacle])))
    bars = [
        BarRow(t(f"business_types.obstacle.{obstacle}"), number(int(totals[obstacle]), t.lang), float(totals[obstacle]),
               frame.palette.unknown)
        for obstacle in known
    ]  # fmt: skip
    with st.container(width=PROSE_PX):
        words = alt_text_of_bars(bars)
        show_chart(frame, bar_rows(bars, frame.palette, frame.lang), words, "types-obstacles")
    show_table(frame, obstacle_table(frame, order, rows, known), t("business_types.table.obstacles"))


def obstacle_table(frame: Frame, order: Sequence[Category], rows: pd.DataFrame, known: Sequence[str]) -> pd.DataFrame:
    t = frame.t
    counted = {
        (None if pd.isna(row["category"]) else row["category"], None if pd.isna(row["obstacle"]) else row["obstacle"]):
            int(row["visits"])
        for row in rows.to_dict("records")
    }  # fmt: skip
    shown = [category for category in order if any(key[0] == category for key in counted)]
    columns = {t("business_types.column.category"): [label(frame, category) for category in shown]}
    for obstacle in known:
        columns[t(f"business_types.obstacle.{obstacle}")] = [
            number(counted.get((category, obstacle), 0), t.lang) for category in shown
        ]
    columns[t("business_types.column.visits")] = [
        number(sum(count for key, count in counted.items() if key[0] == category), t.lang) for category in shown
    ]
    return pd.DataFrame(columns)
