"""The state of the programmes on one screen, for the head of the agency."""

import pandas as pd
import streamlit as st

from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.estimate import Estimate
from analytics.programmes import PROGRAMMES
from analytics.text.numbers import number, percent, rupiah_about
from pages.parts.frame import Frame, page_frame
from pages.parts.show import show_answer, show_chart, show_empty, show_head, show_method, show_section, show_table
from pages.parts.wording import (
    interval_words,
    n_words,
    persistence_sentence,
    value_words,
    withheld_words,
)


def by_programme(frame: Frame, key: str) -> dict[str, Estimate]:
    """One estimate a programme, in the order of the house."""
    found = {str(estimate.by["programme"]): estimate for estimate in frame.figures(key, by=["programme"])}
    return {code: found[code] for code in PROGRAMMES if code in found}


def persistence_rows(frame: Frame) -> list[EstimateRow]:
    return [
        EstimateRow(
            frame.t(f"programme.{code}.short"),
            n_words(frame.t, estimate),
            estimate,
            code,
            value_words(frame.t, estimate),
            withheld_words(frame.t, estimate) if estimate.withheld else "",
        )
        for code, estimate in by_programme(frame, "persistence_rate").items()
    ]


def programme_table(frame: Frame) -> pd.DataFrame:
    t = frame.t
    persistence = by_programme(frame, "persistence_rate")
    grants, families = by_programme(frame, "grants"), by_programme(frame, "families")
    amounts, visited = by_programme(frame, "amount_idr"), by_programme(frame, "visited_rate")
    return pd.DataFrame(
        {
            t("overview.column.programme"): [t(f"programme.{code}.short") for code in grants],
            t("overview.column.grants"): [number(e.value or 0, t.lang) for e in grants.values()],
            t("overview.column.families"): [number(families[code].value or 0, t.lang) for code in grants],
            t("overview.column.amount"): [rupiah_about(amounts[code].value or 0, t.lang) for code in grants],
            t("overview.column.visited"): [percent(visited[code].value or 0, t.lang) for code in grants],
            t("overview.column.persistence"): [value_words(t, persistence[code]) for code in grants],
            t("overview.column.interval"): [
                interval_words(t, persistence[code].interval("sampling"), "share") if persistence[code].value else "–"
                for code in grants
            ],
            t("overview.column.bounds"): [
                interval_words(t, persistence[code].interval("bounds"), "share") if persistence[code].value else "–"
                for code in grants
            ],
        }
    )


def alt_text(frame: Frame) -> str:
    return " ".join(
        persistence_sentence(frame.t, estimate) for estimate in by_programme(frame, "persistence_rate").values()
    )


frame = page_frame("overview")
show_head(frame, "overview")
if not show_empty(frame):
    kube = by_programme(frame, "persistence_rate").get("KUBE") or frame.figure("persistence_rate")
    show_answer(frame, persistence_sentence(frame.t, kube))
    show_section(frame.t("overview.persistence.title"), frame.t("overview.persistence.text"))
    show_chart(
        estimate_rows(persistence_rows(frame), frame.palette, frame.lang, frame.t("overview.persistence.axis")),
        alt_text(frame),
        "overview-persistence",
    )
    show_table(frame, programme_table(frame), "overview")
    show_method(frame, "persistence_rate", "visited_rate", "grants", "families", "amount_idr")
    st.space("small")
