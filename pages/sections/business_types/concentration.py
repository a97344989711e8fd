"""How varied the businesses of each regency are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.wording.estimates import value_words
from pages.shared.frame import Frame
from pages.shared.rows import alt_text_of_bars
from pages.shared.show import PROSE_PX, show_chart, show_section, show_table


def show_concentration(frame: Frame) -> None:
    """How varied each place is, in official order; a complete count, so bars without a whisker."""
    t = frame.t
    names = frame.regencies
    found = {str(one.by["regency"]): one for one in frame.estimates("effective_business_types", by=["regency"])}
    shown = [code for code in names if code in found]
    rows = [
        BarRow(names[code], concentration_note(frame, found[code]), found[code].value, frame.palette.unknown)
        for code in shown
    ]
    show_section(t("business_types.concentration.title"), t("business_types.concentration.text"))
    with st.container(width=PROSE_PX):
        words = alt_text_of_bars(rows)
        show_chart(frame, bar_rows(rows, frame.palette, frame.lang), words, "types-concentration")
    table = pd.DataFrame(
        {
            t("business_types.column.regency"): [names[code] for code in shown],
            t("business_types.column.n"): [number(found[code].n, t.lang) for code in shown],
            t("business_types.column.effective"): [value_words(t, found[code]) for code in shown],
            t("business_types.column.herfindahl"): [
                number(found[code].context["herfindahl"], t.lang, 2) if found[code].value is not None else "–"
                for code in shown
            ],
        }
    )
    show_table(frame, table, t("business_types.table.concentration"))


def concentration_note(frame: Frame, estimate: Estimate) -> str:
    form = "withheld" if estimate.value is None else "note"
    return frame.t(
        f"business_types.concentration.{form}",
        value=value_words(frame.t, estimate), n=number(estimate.n, frame.lang),
    )  # fmt: skip
