"""The businesses as the exports wrote them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.sections.business_types.types import Category, Types, category_of


def words_of(types: Types, category: Category) -> list[tuple[str, int]]:
    """The words taken for a type with their grants, the most frequent first."""
    rows = types.frame.filtered_rows("business_type_words", by=[])
    missing = types.label(None)
    return [
        (missing if pd.isna(row["business_type"]) else str(row["business_type"]), int(row["grants"]))
        for row in rows.to_dict("records")
        if category_of(row["category"]) == category
    ]


def show_words(types: Types) -> None:
    """Every word, and which type it was taken for."""
    t = types.frame.t
    lines = [
        (words, types.label(category), grants)
        for category in types.order
        for words, grants in words_of(types, category)
    ]
    columns = [t(f"business_types.column.{name}") for name in ("business_type", "category", "grants")]
    table = pd.DataFrame(lines, columns=columns)
    most = int(table[columns[2]].max())
    st.dataframe(
        table, hide_index=True,
        column_config={columns[2]: st.column_config.ProgressColumn(format="%d", min_value=0, max_value=most)},
    )  # fmt: skip
