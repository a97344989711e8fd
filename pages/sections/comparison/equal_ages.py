"""Every programme at the same ages: what still runs, what one of these has cost, and months of business."""

from __future__ import annotations

from analytics.documents.typed_table import TypedTable, dimension_columns, estimate_columns, named
from analytics.estimate import Estimate
from pages.shared.frame import Frame
from pages.shared.show import show_section
from pages.shared.tables import show_table

EQUAL_AGES = (
    "survival_12", "survival_24", "cost_per_business_alive_12_idr", "cost_per_business_alive_24_idr",
    "business_months_per_million",
)  # fmt: skip


def show_equal_ages(frame: Frame) -> None:
    """One row per figure and programme; withheld cells say so."""
    t = frame.t
    found = {key: frame.by_programme(key) for key in EQUAL_AGES}
    years = {one.context["price_year"] for of in found.values() for one in of.values() if "price_year" in one.context}
    show_section(t("comparison.equal_ages.title"), t("comparison.equal_ages.text", year=max(years, default="–")))
    show_table(frame, equal_ages_table(frame, found), t("comparison.equal_ages.table"))


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
