"""The decision memo, to print: of the data, day, filters and language of the page."""

from __future__ import annotations

import streamlit as st

from analytics.answers.memo_contents import memo_contents
from analytics.documents.memo import decision_memo
from pages.shared.frame import Frame


def offer_memo(frame: Frame) -> None:
    """A button that makes the memo once it is pressed."""
    st.download_button(
        frame.t("memo.download"), lambda: memo_of(frame), f"memo-{frame.as_of.isoformat()}-{frame.lang}.pdf",
        "application/pdf", on_click="ignore", key="overview-memo", icon=":material/print:",
    )  # fmt: skip


def memo_of(frame: Frame) -> bytes:
    return decision_memo(memo_contents(frame.store, as_of=frame.as_of, where=frame.where), frame.t)
