"""Grants, families or rupiah by category, broken down by programme, year or regency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.charts.business_types import DotRow, YearRow, programme_dots, year_columns
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import in_unit
from pages.sections.business_types.categories import Category, by_category, category_of, label
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_chart, show_section, show_table

MEASURES = ("grants", "families", "amount_idr")
DETAILS = ("programme", "cohort_year", "regency")
AXIS_SCALE = {"grants": 1, "families": 1, "amount_idr": 1_000_000}
Cells = Mapping[tuple[Category, str | int], Estimate]


def cells(frame: Frame, key: str, detail: str) -> Cells:
    found = frame.estimates(key, by=["business_category", detail])
    return {(category_of(one), one.by[detail] or 0): one for one in found}


def choose(frame: Frame, name: str, options: Sequence[str]) -> str:
    return str(
        st.segmented_control(
            frame.t(f"business_types.choose.{name}"), options, default=options[0], required=True,
            format_func=lambda option: frame.t(f"business_types.{name}.{option}"),
            key=f"business_types_{name}", bind="query-params",
        )
    )  # fmt: skip


def show_breakdown(frame: Frame, order: Sequence[Category]) -> None:
    show_section(frame.t("business_types.breakdown.title"))
    with st.container(width=PROSE_PX):
        measure = choose(frame, "measure", MEASURES)
        detail = choose(frame, "by", DETAILS)
        parts = [frame.t(f"business_types.breakdown.{detail}")]
        if measure == "amount_idr" and detail == "cohort_year":
            parts.append(frame.t("business_types.breakdown.in_million"))
        st.markdown(f":gray[{' '.join(parts)}]")
        totals = by_category(frame, measure)
        found = cells(frame, measure, detail)
        notes = {category: in_unit(frame.t, one.value or 0, one.unit) for category, one in totals.items()}
        words = " ".join(f"{label(frame, category)}: {notes[category]}." for category in order)
        show_chart(frame, breakdown_figure(frame, order, measure, detail, found, notes), words, "types-breakdown")
    table = breakdown_table(frame, order, detail, found, totals)
    show_table(frame, table, frame.t("business_types.table.breakdown"), is_open=detail == "regency")


def breakdown_figure(
    frame: Frame, order: Sequence[Category], measure: str, detail: str, found: Cells, notes: Mapping[Category, str]
) -> go.Figure:
    scale = AXIS_SCALE[measure]
    if detail == "programme":
        dots = [DotRow(label(frame, category), notes[category], scaled(found, category, scale)) for category in order]
        names = {
            code: frame.t(f"programme.{code}.short") for code in PROGRAMMES if any(key[1] == code for key in found)
        }
        axis = frame.t(f"business_types.breakdown.axis_{measure}")
        return programme_dots(dots, names, frame.palette, frame.lang, axis)
    if detail == "cohort_year":
        columns = [year_row(frame, category, notes[category], scaled(found, category, scale)) for category in order]
        years = sorted({int(year) for _, year in found})
        return year_columns(columns, range(years[0], years[-1] + 1), frame.palette, frame.lang)
    totals = by_category(frame, measure)
    rows = [
        BarRow(label(frame, category), notes[category], totals[category].value, frame.palette.unknown)
        for category in order
    ]
    return bar_rows(rows, frame.palette, frame.lang)


def scaled(found: Cells, category: Category, scale: int) -> dict[Any, float]:
    return {key: (one.value or 0) / scale for (of, key), one in found.items() if of == category}


def year_row(frame: Frame, category: Category, note: str, values: Mapping[int, float]) -> YearRow:
    return YearRow(
        label(frame, category), note, values, {year: number(value, frame.lang) for year, value in values.items()}
    )


def breakdown_table(
    frame: Frame, order: Sequence[Category], detail: str, found: Cells, totals: Mapping[Category, Estimate]
) -> pd.DataFrame:
    """Categories in rows, the chosen detail in columns, regencies in official order."""
    names = frame.regencies
    ranks = {code: rank for rank, code in enumerate([*PROGRAMMES, *names])}
    heads = sorted({key for _, key in found}, key=lambda key: ranks.get(str(key), key))

    def head(key: str | int) -> str:
        return frame.t(f"programme.{key}.short") if detail == "programme" else names.get(str(key), str(key))

    def cell(category: Category, key: str | int) -> str:
        one = found.get((category, key))
        return in_unit(frame.t, one.value or 0, one.unit) if one else "0"

    columns = {frame.t("business_types.column.category"): [label(frame, category) for category in order]}
    columns |= {head(key): [cell(category, key) for category in order] for key in heads}
    columns[frame.t("business_types.column.total")] = [
        in_unit(frame.t, totals[category].value or 0, totals[category].unit) for category in order
    ]
    return pd.DataFrame(columns)
