"""How figures are made, in plain words, and what the data cannot answer."""

from __future__ import annotations

import streamlit as st

from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_note, show_text

METHODS = (
    "as_of", "verdict", "last_sight", "too_young", "families", "bounds", "sampling", "wilson", "jackknife", "withheld",
    "survival", "nowcast", "audit", "difference",
)  # fmt: skip
UNANSWERED = (
    "profit", "effect", "poverty", "today", "unseen", "when_closed", "why_closed", "amount", "repeat", "published_46",
)  # fmt: skip


def show_methods(frame: Frame) -> None:
    t = frame.t
    for method in METHODS:
        with st.expander(t(f"definitions.methods.{method}.title"), width=PROSE_PX):
            st.markdown(t(f"definitions.methods.{method}.text"))


def show_unanswered(frame: Frame) -> None:
    t = frame.t
    show_note(t("definitions.unanswered.text"))
    show_text("\n".join(f"- {t(f'definitions.unanswered.{question}')}" for question in UNANSWERED))
