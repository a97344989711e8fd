"""Rates of closing within a programme, by business type or by place, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analytics.charts.estimate_rows import estimate_rows
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns
from analytics.estimate import Estimate
from pages.shared.frame import Frame
from pages.shared.rows import alt_text, estimate_row
from pages.shared.show import PROSE_PX, show_chart, show_note, show_section
from pages.shared.tables import show_table

Value = str | None


def show_closing_rates(frame: Frame, dimension: str, names: Mapping[Value, str]) -> None:
    """For each programme what its businesses of each of `names` (in their order) would be at 24 months by their rate of
    closing; in the table the rate itself, and the closings found and expected."""
    t = frame.t
    rates, survival = (
        by_programme_and_value(frame.estimates(key, by=["programme", dimension]), dimension)
        for key in ("closing_rate", "survival_24_by_rate")
    )
    show_section(t("closing_rates.title"), t(f"closing_rates.text.{dimension}"))
    for code in frame.by_programme("grants"):
        shown = [value for value in names if (code, value) in rates]
        rows = [estimate_row(t, names[value], survival[code, value], code) for value in shown]
        with st.container(width=PROSE_PX):
            st.markdown(f"**{t(f'programme.{code}.short')}**")
            figure = estimate_rows(rows, frame.palette, frame.lang, t("closing_rates.axis"))
            show_chart(frame, figure, alt_text(rows), f"closing-rates-{dimension}-{code}")
        of_programme = [{value: found[code, value] for value in shown} for found in (rates, survival)]
        name = f"{frame.stem}-closing-rates-{dimension.replace('_', '-')}-{code}"
        table = rates_table(frame, name, dimension, {value: names[value] for value in shown}, *of_programme)
        show_table(frame, table, t("closing_rates.table", programme=t(f"programme.{code}.short")))
    show_note(t("closing_rates.assumption"))


def by_programme_and_value(estimates: Sequence[Estimate], dimension: str) -> dict[tuple[str, Value], Estimate]:
    return {
        (str(one.by["programme"]), None if pd.isna(one.by[dimension]) else str(one.by[dimension])): one
        for one in estimates
    }


def rates_table(
    frame: Frame, name: str, dimension: str, names: Mapping[Value, str], rates: Mapping[Value, Estimate],
    survivals: Mapping[Value, Estimate],
) -> TypedTable:  # fmt: skip
    t = frame.t
    of = [rates[value] for value in names]
    counted = [one.counts.get("closings") for one in of]
    expected = [one.context.get("closings_expected") for one in of]
    chance = [t("closing_rates.unlike") if one.note("closes_unlike_average") else None for one in of]
    survival = [survivals[value] for value in names]
    return TypedTable(
        name,
        (
            *dimension_columns(t, dimension, list(names), frame.regencies),
            *estimate_columns(t, of, t("closing_rates.column.rate"), "rate"),
            *estimate_columns(t, survival, t("closing_rates.column.survival"), "survival_24", is_brief=True),
            Column("closings", t("closing_rates.column.found"), counted, "count"),
            Column("closings_expected", t("closing_rates.column.expected"), expected, "count", decimals=1),
            Column("chance", t("closing_rates.column.chance"), chance),
        ),
    )
