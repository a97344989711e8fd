"""Each side on its own: shares and costs, on panels that share no axis."""

from __future__ import annotations

import streamlit as st

from analytics.charts.comparison import cost_rows
from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.documents.typed_table import TypedTable, dimension_columns, estimate_columns, named
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, rupiah
from analytics.methods.comparison import ARMS
from analytics.programmes import PROGRAMMES
from analytics.wording.comparison import PROGRAMME_OF_ARM
from analytics.wording.estimates import MANY, n_words, unit_words
from pages.shared.frame import Frame
from pages.shared.panels import panel, sides
from pages.shared.rows import alt_text, estimate_row
from pages.shared.show import show_chart
from pages.shared.tables import show_table

UNITS = {
    "business": "persistence_rate",
    "person": "member_persistence",
    "cost_business": "cost_per_surviving_business_idr",
    "cost_person": "cost_per_active_member_idr",
}
SHARES = ("business", "person")
COSTS = ("cost_business", "cost_person")


def show_arms(frame: Frame) -> None:
    """Each programme on a panel of its own, at its own age; those that are not compared after the arms."""
    t = frame.t
    estimates = {unit: frame.by_programme(key) for unit, key in UNITS.items()}
    headings = {PROGRAMME_OF_ARM[arm]: str(arm) for arm in ARMS}
    headings |= {code: "alone" for code in estimates["business"] if code not in headings}
    for place, (code, heading) in zip(sides("units", *[1] * len(headings)), headings.items(), strict=True):
        with place:
            show_panel(frame, estimates, code, heading)
    show_table(frame, units_table(frame, estimates), t("comparison.panels.table"))


def show_panel(frame: Frame, estimates: dict[str, dict[str, Estimate]], code: str, heading: str) -> None:
    t = frame.t
    with panel(f"units-{code}", t(f"comparison.heading.{heading}", programme=t(f"programme.{code}.short"))):
        if code not in estimates["business"]:
            st.markdown(t("comparison.panels.absent", programme=t(f"programme.{code}.short")))
            return
        rows = {unit: unit_row(frame, unit, own[code]) for unit, own in estimates.items() if code in own}
        shares = [rows[unit] for unit in SHARES if unit in rows]
        axis = t("comparison.panels.share_axis")
        show_chart(
            frame, estimate_rows(shares, frame.palette, t.lang, axis), alt_text(shares), f"comparison-shares-{code}",
            is_headed=False,
        )  # fmt: skip
        if PROGRAMMES[code].delivery == "individual":
            st.markdown(t("comparison.unit.person_individual"))
        costs = [rows[unit] for unit in COSTS if unit in rows]
        figure = cost_rows(
            costs, frame.palette, t.lang, t("comparison.panels.cost_axis"), lambda amount: rupiah(amount, t.lang)
        )
        show_chart(frame, figure, alt_text(costs), f"comparison-costs-{code}", is_headed=False)


def unit_row(frame: Frame, unit: str, estimate: Estimate) -> EstimateRow:
    t = frame.t
    note = note_words(frame, unit, estimate)
    return estimate_row(t, t(f"comparison.unit.{unit}"), estimate, str(estimate.by["programme"]), note)


def note_words(frame: Frame, unit: str, estimate: Estimate) -> str:
    t = frame.t
    if unit == "business":
        return n_words(t, estimate)
    counts = {name: number(count, t.lang) for name, count in estimate.counts.items()}
    return t(f"comparison.note.{unit}", unit=unit_words(t, estimate, estimate.counts.get("groups", MANY)), **counts)


def units_table(frame: Frame, estimates: dict[str, dict[str, Estimate]]) -> TypedTable:
    t = frame.t
    rows = [(unit, own[code]) for code in PROGRAMMES for unit, own in estimates.items() if code in own]
    units, found = [unit for unit, _ in rows], [one for _, one in rows]
    return TypedTable(
        "comparison-panels",
        (
            *dimension_columns(t, "programme", [one.by["programme"] for one in found]),
            *named(t, "figure", t("comparison.column.unit"), units, lambda unit: t(f"comparison.unit.{unit}")),
            *estimate_columns(t, found, t("comparison.column.value")),
        ),
    )
