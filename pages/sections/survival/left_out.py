"""Grants that the persistence rate leaves out or does not know, with the reason of each."""

from __future__ import annotations

import streamlit as st

from analytics.estimate import Estimate
from analytics.wording.survival import left_out_words
from pages.shared.frame import Frame
from pages.shared.show import show_note, show_text


def show_left_out(frame: Frame, programmes: dict[str, Estimate]) -> None:
    """Unknown, moved, not found, reopened and too young: each counted and named, one paragraph per programme."""
    t = frame.t
    rows = frame.filtered_rows("unknown_status", by=["programme"])
    reasons = {row["grouping"]["programme"]: {str(name): row[name] for name in row} for row in rows.to_dict("records")}
    with st.expander(t("survival.left_out.title"), key="survival_left_out"):
        show_text("\n".join(f"- {left_out_words(t, code, rate, reasons)}" for code, rate in programmes.items()))
        show_note(t("survival.left_out.text"))
