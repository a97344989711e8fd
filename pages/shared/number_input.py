"""A field for a number, typed as people type it: echoed in words where it is read, refused in a sentence where not."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from analytics.i18n.typed_numbers import (
    NumberField,
    Refusal,
    parse_typed_number,
    refusal_words,
    value_as_typed,
    value_in_words,
)
from pages.shared.escape import escaped
from pages.shared.frame import Frame

MAX_LETTERS = 40


def ask_number(frame: Frame, label: str, field: NumberField, usual: float | int, key: str) -> Decimal:
    """The value typed, in the field's own unit; `usual`, said as such, where the text is refused."""
    value = ask_optional_number(frame, label, field, key, usual=usual)
    return Decimal(str(usual)) if value is None else value


def ask_optional_number(
    frame: Frame, label: str, field: NumberField, key: str, *, usual: float | int | None = None, placeholder: str = ""
) -> Decimal | None:
    """The value typed; None where the field is empty or its text refused. The address holds the text as typed."""
    t = frame.t
    starts_with = "" if usual is None else value_as_typed(usual, field, t)
    typed = st.text_input(
        label, starts_with, MAX_LETTERS, key=key, bind="query-params", placeholder=placeholder or starts_with
    )
    if not typed.strip():
        return None
    value = parse_typed_number(typed, field, t.lang)
    if isinstance(value, Refusal):
        used = (
            t("numbers.typed.refused.left_empty")
            if usual is None
            else t("numbers.typed.refused.used_instead", value=value_in_words(usual, field, t))
        )
        st.error(f"{refusal_words(value, escaped(typed), field, t)} {used}")
        return None
    words = value_in_words(value, field, t)
    if words != typed.strip():
        st.caption(f"= {words}")
    return value
