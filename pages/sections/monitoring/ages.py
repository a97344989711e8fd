"""How long ago each grant's state was last seen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.i18n.numbers import number
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import bounds_words, sampling_words, value_words
from pages.sections.monitoring.answer import Counts
from pages.sections.monitoring.states import counts_by
from pages.shared.frame import Frame
from pages.shared.rows import alt_text_of_bars
from pages.shared.show import PROSE_PX, show_chart, show_section, show_table

AGES = ("under_6_months", "6_to_12_months", "12_to_24_months", "over_24_months")


def show_ages(frame: Frame, counts: Counts) -> None:
    t = frame.t
    show_section(t("monitoring.age.title"), t("monitoring.age.text"))
    rows = [
        BarRow(
            t(f"monitoring.age.{age}"), age_note(frame, counts, age), counts[f"verdict_{age}"], frame.palette.unknown
        )
        for age in AGES
    ]
    with st.container(width=PROSE_PX):
        words = alt_text_of_bars(rows)
        show_chart(frame, bar_rows(rows, frame.palette, frame.lang), words, "monitoring-ages")
        form = "cost" if counts["unknown"] else "all_known"
        st.markdown(f":gray[{t(f'monitoring.age.{form}', unknown=number(counts['unknown'], t.lang))}]")
    show_table(frame, age_table(frame), t("monitoring.table.age"))


def age_note(frame: Frame, counts: Counts, age: str) -> str:
    return frame.t(
        "monitoring.age.note",
        n=number(counts[f"verdict_{age}"], frame.lang), running=number(counts[f"running_{age}"], frame.lang),
    )  # fmt: skip


def age_table(frame: Frame) -> pd.DataFrame:
    t, found = frame.t, counts_by(frame, "programme")
    persistence = {str(one.by["programme"]): one for one in frame.estimates("persistence_rate", by=["programme"])}
    codes = [code for code in PROGRAMMES if code in found and code in persistence]
    columns = {t("monitoring.column.programme"): [t(f"programme.{code}.short") for code in codes]}
    for name in (*(f"verdict_{age}" for age in AGES), "unknown"):
        columns[t(f"monitoring.column.{name}")] = [number(found[code][name], t.lang) for code in codes]
    columns[t("monitoring.column.persistence")] = [value_words(t, persistence[code]) for code in codes]
    for name, words in (("interval", sampling_words), ("bounds", bounds_words)):
        columns[t(f"monitoring.column.{name}")] = [words(t, persistence[code]) for code in codes]
    return pd.DataFrame(columns)
