"""Every programme at the same ages: what still runs, what one of these has cost, and months of business."""

from __future__ import annotations

import pandas as pd

from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import sampling_words, unit_words, value_words
from pages.shared.frame import Frame
from pages.shared.show import show_section, show_table

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


def equal_ages_table(frame: Frame, found: dict[str, dict[str, Estimate]]) -> pd.DataFrame:
    t = frame.t
    return pd.DataFrame(
        [
            {
                t("comparison.column.programme"): t(f"programme.{code}.short"),
                t("comparison.column.unit"): t(f"indicators.{key}.name"),
                t("comparison.column.value"): value_words(t, of[code]),
                t("comparison.column.interval"): sampling_words(t, of[code]),
                t("comparison.column.n"): f"{number(of[code].n, t.lang)} {unit_words(t, of[code], of[code].n)}",
            }
            for key, of in found.items()
            for code in PROGRAMMES
            if code in of
        ]
    )
