"""The districts of one regency."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.documents.typed_table import Column, TypedTable, value_column
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.rows import alt_text_of_bars
from pages.shared.show import PROSE_PX, show_chart, show_section
from pages.shared.tables import show_table


def show_districts(frame: Frame) -> None:
    """The districts of one regency. Those without grants are not in the data, which is said."""
    t, names, picked = frame.t, frame.regencies, frame.picked_regencies
    show_section(t("coverage.districts.title"), t("coverage.districts.text"))
    with st.container(width=PROSE_PX):
        chosen = st.selectbox(
            t("coverage.choose.regency"), picked, index=0 if len(picked) == 1 else None,
            format_func=lambda code: names[code], placeholder=t("coverage.choose.regency_none"),
            key="coverage_regency", bind="query-params",
        )  # fmt: skip
        if chosen is None:
            return
        found = {key: districts(frame, key, chosen) for key in ("grants", "families", "amount_idr", "visited_rate")}
        named = sorted(name for name in found["grants"] if name is not None)
        st.markdown(districts_sentence(frame, names[chosen], chosen, found["grants"]))
        order = [*named, *(name for name in found["grants"] if name is None)]
        if not order:
            return
        labels = [name or t("coverage.districts.missing") for name in order]
        rows = [
            BarRow(
                label, number(found["grants"][name].value or 0, t.lang), found["grants"][name].value, frame.bar_color
            )
            for name, label in zip(order, labels, strict=True)
        ]
        show_chart(
            frame,
            bar_rows(rows, frame.palette, frame.lang),
            alt_text_of_bars(rows),
            "coverage-districts",
        )
    counts = [
        value_column(t(f"coverage.column.{key}"), [estimates[name] for name in order])
        for key, estimates in found.items()
    ]
    table = TypedTable(
        f"coverage-districts-{chosen}", (Column("district", t("coverage.column.district"), labels), *counts)
    )
    show_table(frame, table, t("coverage.table.districts"))


def districts(frame: Frame, key: str, regency: str) -> dict[str | None, Estimate]:
    found = frame.estimates(key, by=["district"], regency=[regency])
    return {None if pd.isna(one.by["district"]) else str(one.by["district"]): one for one in found}


def districts_sentence(frame: Frame, name: str, code: str, found: dict[str | None, Estimate]) -> str:
    named = [district for district in found if district is not None]
    form = "found" if named else "not_recorded" if found else "nothing"
    districts = frame.rows("regencies").set_index("regency_code")["district_count"]
    official = number(int(districts.loc[code]), frame.lang)
    return frame.t(
        f"coverage.districts.{form}", regency=escaped(name), found=number(len(named), frame.lang), official=official
    )
