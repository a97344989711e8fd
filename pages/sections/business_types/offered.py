"""Grants by the business types that a programme offers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.i18n.numbers import number
from analytics.programmes import PROGRAMMES
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.rows import alt_text_of_bars
from pages.shared.show import PROSE_PX, show_chart, show_section


def show_offered(frame: Frame) -> None:
    """The published offers of a programme, where the filters leave grants of it."""
    t = frame.t
    rows = frame.filtered_rows("offered_business_types", by=[])
    for code in [code for code in reversed(PROGRAMMES) if rows.loc[rows["programme"] == code, "grants"].sum()]:
        offered = rows[rows["programme"] == code].to_dict("records")
        bars = [
            BarRow(
                offered_label(frame, row["offered_types"]), number(row["grants"], t.lang), row["grants"],
                frame.palette.of_programme(code),
            )
            for row in offered
        ]  # fmt: skip
        show_section(t(f"business_types.offered.{code}"), t("business_types.offered.text"))
        with st.container(width=PROSE_PX):
            words = alt_text_of_bars(bars)
            show_chart(frame, bar_rows(bars, frame.palette, frame.lang), words, f"types-offered-{code}")
            st.markdown(f":gray[{t('business_types.offered.source', source=escaped(offered[0]['source']))}]")


def offered_label(frame: Frame, offered_types: Sequence[str]) -> str:
    if len(offered_types) == 0:
        return frame.t("business_types.offered.outside")
    words = "; ".join(frame.t(f"business_types.offered_type.{offered}") for offered in offered_types)
    return words[0].upper() + words[1:]
