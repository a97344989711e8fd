"""The one table of the page: a row a business type, of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from analytics.estimate import Estimate
from analytics.i18n.numbers import number, rupiah_about
from analytics.wording.estimates import DASH
from pages.sections.business_types.obstacles import named_obstacles
from pages.sections.business_types.types import MISSING, ByCategory, Category, Types, by_category, category_of
from pages.shared.address import SHOWN, hand_on, held
from pages.shared.written import written

CHOSEN = "business_types_type"
ROW_PX = 31
WIDTHS = {
    "category": 128, "grants": 64, "share": 80, "at_12": 98, "at_12_interval": 90, "rate": 82, "rate_interval": 84,
    "at_24": 74, "unknown": 80, "turnover": 92, "obstacle": 82, "years": 76, "offered": 86,
}  # fmt: skip


def choose_type(types: Types) -> Category:
    """The table; the row that is chosen in it stands in the address as the code of its type."""
    codes = [category or MISSING for category in types.order]
    code = held(CHOSEN, codes[0])
    row = codes.index(code) if code in codes else 0
    key = f"{SHOWN}types-{types.programme}"
    st.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    table = type_table(types)
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        height="content",
        row_height=ROW_PX,
        placeholder=DASH,
        column_config=column_config(types),
        on_select=partial(hand_on_row, key, codes),
        selection_mode=["single-row-required", "single-cell"],
    )
    return types.order[row]


def hand_on_row(key: str, codes: Sequence[str]) -> None:
    """A click on any cell chooses its row."""
    selection = st.session_state[key]["selection"]
    rows = [row for row, _ in selection["cells"]] or selection["rows"]
    if rows:
        hand_on(CHOSEN, codes[rows[0]])


def type_table(types: Types) -> pd.io.formats.style.Styler:
    """Numbers as numbers, written in the reader's words."""
    t, order = types.frame.t, types.order
    verdicts, turnover, alive = (
        by_category(types.frame, key) for key in ("persistence_rate", "turnover_median_idr", "survival_24_by_rate")
    )
    whole = sum(types.count(category) for category in order)
    values = {
        "category": [types.label(category) for category in order],
        "grants": [types.count(category) for category in order],
        "share": [round(100 * types.count(category) / whole) for category in order],
        "at_12": numbers(types, types.at_12_months, lambda one: one.value, scale=100),
        "at_12_interval": [interval(types, types.at_12_months.get(category), 100) for category in order],
        "rate": numbers(types, types.rates, lambda one: one.value),
        "rate_interval": [interval(types, types.rates.get(category), 1) for category in order],
        "at_24": numbers(types, alive, lambda one: one.value, scale=100),
        "unknown": numbers(types, verdicts, lambda one: one.counts["unknown"]),
        "turnover": numbers(types, turnover, lambda one: one.value),
        "obstacle": [next((words for words, _ in named_obstacles(types, category)), None) for category in order],
        "years": grants_by_year(types),
        **offered_column(types),
    }
    decimals = {"grants": 0, "rate": 2, "at_24": 0, "unknown": 0}
    words: dict[str, Callable[[float], str]] = {
        heading(types, name): partial(number, lang=t.lang, decimals=places) for name, places in decimals.items()
    }
    words[heading(types, "turnover")] = partial(rupiah_about, lang=t.lang, decimals=2)
    table = pd.DataFrame({heading(types, name): column for name, column in values.items()})
    return written(table, words)


def heading(types: Types, name: str) -> str:
    """What heads a column."""
    first, last = types.years
    return types.frame.t(f"business_types.column.{name}", first=first, last=last)


def numbers(
    types: Types, found: ByCategory, of: Callable[[Estimate], float | None], scale: float = 1
) -> list[float | None]:
    """A number of each type's estimate, in the order of the table; None where there is none."""
    values = [of(found[category]) if category in found else None for category in types.order]
    return [None if value is None else value * scale for value in values]


def interval(types: Types, estimate: Estimate | None, scale: float) -> str | None:
    """The ends in hundredths of a business or in times the average; that they are rough; that there is no figure."""
    t = types.frame.t
    if estimate is None:
        return None
    if estimate.value is None or estimate.sampling is None:
        return t("business_types.withheld")
    decimals = 2 if scale == 1 else 0
    words = "–".join(
        number(end * scale, t.lang, decimals) for end in (estimate.sampling.lower, estimate.sampling.upper)
    )
    return t("business_types.rough", interval=words) if estimate.is_hollow else words


def grants_by_year(types: Types) -> list[list[float]]:
    """The grants of each type, a number a year of disbursement."""
    first, last = types.years
    found = {
        (category_of(one.by["business_category"]), int(one.by["cohort_year"] or 0)): one.value or 0
        for one in types.frame.estimates("grants", by=["business_category", "cohort_year"])
    }
    years = range(first, last + 1)
    return [[found.get((category, year), 0) for year in years] for category in types.order]


def offered_column(types: Types) -> dict[str, list[str]]:
    """Whether the programme is published to offer each type; no column where it is not published at all."""
    t = types.frame.t
    rows = types.frame.filtered_rows("offered_business_types", by=[])
    offered = set(rows.loc[rows["programme"] == types.programme, "category"].dropna())
    said = [t(f"business_types.offered.{'yes' if one in offered else 'no'}") for one in types.order]
    return {"offered": said} if offered else {}


def column_config(types: Types) -> dict[str, ColumnConfig]:
    """Bars for shares, small columns for years, a width for every column."""
    config: dict[str, ColumnConfig] = {name: st.column_config.Column(width=width) for name, width in WIDTHS.items()}
    config["share"] = st.column_config.ProgressColumn(width=WIDTHS["share"], format="%d%%", min_value=0, max_value=100)
    config["at_12"] = st.column_config.ProgressColumn(width=WIDTHS["at_12"], format="%.0f", min_value=0, max_value=100)
    config["years"] = st.column_config.BarChartColumn(width=WIDTHS["years"], y_min=0)
    helped = {"at_12", "rate", "at_24", "turnover"}
    for name in helped:
        config[name]["help"] = types.frame.t(f"business_types.help.{name}")
    return {heading(types, name): one for name, one in config.items()}
