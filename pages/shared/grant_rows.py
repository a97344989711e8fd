"""The rows behind a figure: grants with the state that visits left them in, all of them, without personal data."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.documents.typed_table import Column, TypedTable, dimension_columns, named
from analytics.i18n.numbers import number
from pages.shared.address import choose
from pages.shared.frame import Frame
from pages.shared.tables import show_table

ALL, MAX_ROWS = "all", 10_000_000
VERDICTS = ("running", "closed", "unknown")


def show_grant_rows(frame: Frame) -> None:
    """The grants that the filters leave, the newest first, of the state that the reader picks."""
    t = frame.t
    rows = frame.filtered_rows("grant_rows", by=[], most=MAX_ROWS)
    counts = {ALL: len(rows), **rows["verdict"].value_counts().to_dict()}
    st.markdown(f"**{t('frame.method.rows')}**")
    words = {code: t(f"frame.verdict.{code}") for code in (ALL, *VERDICTS)}
    labels = {code: f"{words[code]} {number(counts.get(code, 0), t.lang)}" for code in words}
    verdict = choose(t("frame.grant_row.verdict"), "grants_verdict", labels, is_labelled=False)
    shown = rows if verdict == ALL else rows[rows["verdict"] == verdict]
    show_table(frame, grants_table(frame, shown, verdict), t("frame.method.rows"), is_open=True)


def grants_table(frame: Frame, rows: pd.DataFrame, verdict: str) -> TypedTable:
    """One row a grant; what is not recorded is empty."""
    t = frame.t

    def of(name: str, unit: str = "text") -> Column:
        return Column(name, t(f"frame.grant_row.{name}"), list(rows[name]), unit)

    return TypedTable(
        f"grants-{verdict}",
        (
            of("grant_id"),
            *dimension_columns(t, "programme", list(rows["programme"])),
            *dimension_columns(t, "regency", list(rows["regency_code"]), frame.regencies),
            of("district"),
            of("business_type"),
            *dimension_columns(t, "business_category", list(rows["business_category"])),
            of("amount_idr", "idr"),
            of("members", "count"),
            of("disbursed_on", "date"),
            of("visit_count", "count"),
            of("last_visited_on", "date"),
            *named(
                t, "verdict", t("frame.grant_row.verdict"), list(rows["verdict"]),
                lambda code: t(f"frame.verdict.{code}"),
            ),
            of("verdict_on", "date"),
            of("active_members", "count"),
        ),
    )  # fmt: skip
