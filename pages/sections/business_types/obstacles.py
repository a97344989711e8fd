"""Obstacles named at visits, by type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from analytics.contract import VISITS
from analytics.i18n.numbers import number
from pages.sections.business_types.types import Category, Types, category_of
from pages.shared.show import show_text
from pages.shared.written import written


def show_obstacles(types: Types) -> None:
    """A row a type: how many of its visits named which obstacle."""
    t = types.frame.t
    visits = visits_by_category(types)
    named = {category: dict(named_obstacles(types, category)) for category in types.order}
    total = sum(sum(counts.values()) for counts in named.values())
    words = {"visits": number(sum(visits.values()), t.lang), "named": number(total, t.lang)}
    show_text(t(f"business_types.obstacles.{'text' if total else 'none'}", **words))
    if total:
        st.dataframe(
            obstacle_table(types, visits, named), hide_index=True, height="content",
            column_config=obstacle_config(types, named),
        )  # fmt: skip


def rows_of(types: Types) -> pd.DataFrame:
    return types.frame.filtered_rows("obstacles", by=[])


def visits_by_category(types: Types) -> dict[Category, int]:
    """All visits, those among them that named no obstacle."""
    sums = rows_of(types).groupby("category", dropna=False)["visits"].sum()
    return {category_of(category): int(count) for category, count in sums.items()}


def named_obstacles(types: Types, category: Category) -> list[tuple[str, int]]:
    """The obstacles of a type in words with the visits that named them, the most often named first, others last."""
    rows = rows_of(types)
    of_type = rows[rows["category"].map(category_of) == category] if category else rows[rows["category"].isna()]
    counts = {str(row["obstacle"]): int(row["visits"]) for row in of_type.dropna(subset="obstacle").to_dict("records")}
    known = sorted(counts, key=lambda obstacle: (obstacle == "other", -counts[obstacle]))
    return [(types.frame.t(f"business_types.obstacle.{obstacle}"), counts[obstacle]) for obstacle in known]


def obstacle_heads(types: Types, named: dict[Category, dict[str, int]]) -> Sequence[str]:
    """The obstacles that any type has, in the order of the contract."""
    known = [types.frame.t(f"business_types.obstacle.{code}") for code in VISITS.column("obstacle").domain]
    return [words for words in known if any(words in counts for counts in named.values())]


def obstacle_table(
    types: Types, visits: dict[Category, int], named: dict[Category, dict[str, int]]
) -> pd.io.formats.style.Styler:
    """Obstacles in percent of a type's visits, which differ too much in number to be set side by side."""
    t = types.frame.t
    shown = [category for category in types.order if visits.get(category)]
    columns: dict[str, Sequence[object]] = {
        t("business_types.column.category"): [types.label(category) for category in shown],
        t("business_types.column.visits"): [visits[category] for category in shown],
    }
    for head in obstacle_heads(types, named):
        columns[head] = [100 * named[category].get(head, 0) / visits[category] for category in shown]
    words = {t("business_types.column.visits"): partial(number, lang=t.lang)}
    return written(pd.DataFrame(columns), words)


def obstacle_config(types: Types, named: dict[Category, dict[str, int]]) -> dict[str, ColumnConfig]:
    return {
        head: st.column_config.ProgressColumn(format="%.0f%%", min_value=0, max_value=100)
        for head in obstacle_heads(types, named)
    }
