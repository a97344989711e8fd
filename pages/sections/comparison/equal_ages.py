"""Every programme at the same ages: what still runs, what one of these has cost, and months of business."""

from __future__ import annotations

import streamlit as st

from analytics.charts.programme_rows import ProgrammeRow, programme_rows
from analytics.documents.typed_table import TypedTable, dimension_columns, estimate_columns, named
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.methods.comparison import Arm
from analytics.wording.comparison import PROGRAMME_OF_ARM
from analytics.wording.estimates import sampling_words, value_words, withheld_words
from analytics.wording.headline import of_100, range_of_100
from pages.shared.frame import Frame
from pages.shared.rows import alt_text
from pages.shared.show import show_chart, show_note
from pages.shared.tables import show_table

EQUAL_AGES = (
    "survival_12", "survival_24", "cost_per_business_alive_12_idr", "cost_per_business_alive_24_idr",
    "business_months_per_million",
)  # fmt: skip
AGES = {12: "survival_12", 24: "survival_24"}
COST = "cost_per_business_alive_24_idr"


def arm_words(frame: Frame, arm: Arm) -> str:
    return frame.t(f"comparison.heading.{arm}", programme=frame.t(f"programme.{PROGRAMME_OF_ARM[arm]}.short"))


def show_arm(frame: Frame, arm: Arm) -> None:
    """Of 100, how many run at 12 and 24 months; what one still running has cost."""
    t, code = frame.t, PROGRAMME_OF_ARM[arm]
    shares = {age: frame.by_programme(key).get(code) for age, key in AGES.items()}
    cost = frame.by_programme(COST).get(code)
    rows = [row_at_age(frame, code, age, one) for age, one in shares.items() if one is not None]
    if not rows or cost is None:
        st.markdown(t("comparison.panels.absent", programme=t(f"programme.{code}.short")))
        return
    show_chart(frame, programme_rows(rows, frame.palette, t.lang), alt_text(rows), f"comparison-{arm}", is_headed=False)
    if cost.value is None:
        st.markdown(t("comparison.equal_ages.no_cost", reason=withheld_words(t, cost)))
    else:
        said = {"value": value_words(t, cost), "interval": sampling_words(t, cost)}
        st.markdown(t("comparison.equal_ages.cost", **said))


def row_at_age(frame: Frame, code: str, age: int, one: Estimate) -> ProgrammeRow:
    t = frame.t
    known, months = one.counts.get("known", 0), t("comparison.equal_ages.months", months=str(age))
    note = t("overview.programmes.note", n=number(one.n, t.lang), unknown=number(one.n - known, t.lang))
    withheld = "" if one.value is not None else withheld_words(t, one)
    said = range_of_100(t, one.sampling) if one.value is not None else ""
    return ProgrammeRow(code, months, note, one, of_100(t, one.value), said, withheld)


def show_equal_ages(frame: Frame) -> None:
    """One row per figure and programme; withheld cells say so."""
    t = frame.t
    found = {key: frame.by_programme(key) for key in EQUAL_AGES}
    years = {one.context["price_year"] for of in found.values() for one in of.values() if "price_year" in one.context}
    show_note(t("comparison.equal_ages.text", year=max(years, default="–")))
    show_table(frame, equal_ages_table(frame, found), t("comparison.equal_ages.table"), is_open=True)


def equal_ages_table(frame: Frame, found: dict[str, dict[str, Estimate]]) -> TypedTable:
    t = frame.t
    estimates = [of[code] for of in found.values() for code in of]
    figures = [one.indicator for one in estimates]
    return TypedTable(
        "comparison-equal-ages",
        (
            *dimension_columns(t, "programme", [one.by["programme"] for one in estimates]),
            *named(t, "figure", t("comparison.column.unit"), figures, lambda key: t(f"indicators.{key}.name")),
            *estimate_columns(t, estimates, t("comparison.column.value")),
        ),
    )
