"""The businesses as the exports wrote them."""

from __future__ import annotations

import pandas as pd

from analytics.i18n.numbers import number
from pages.sections.business_types.categories import label
from pages.shared.frame import Frame
from pages.shared.show import show_table


def show_words(frame: Frame) -> None:
    """The businesses as the exports wrote them."""
    t = frame.t
    rows = frame.filtered_rows("business_type_words", by=[]).to_dict("records")
    missing = t("business_category.missing")
    table = pd.DataFrame(
        {
            t("business_types.column.business_type"): [
                missing if pd.isna(row["business_type"]) else row["business_type"] for row in rows
            ],
            t("business_types.column.category"): [
                label(frame, None if pd.isna(row["category"]) else row["category"]) for row in rows
            ],
            t("business_types.column.programmes"): [
                ", ".join(t(f"programme.{code}.short") for code in row["programmes"]) for row in rows
            ],
            t("business_types.column.grants"): [number(row["grants"], t.lang) for row in rows],
        }
    )
    show_table(frame, table, t("business_types.table.words"))
