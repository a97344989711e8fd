"""Mentoring and goods, where the export records them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.i18n.numbers import number
from pages.sections.business_types.categories import Category, label
from pages.shared.frame import Frame
from pages.shared.show import show_section, show_table


def show_support(frame: Frame, order: Sequence[Category]) -> None:
    """Mentoring and goods by type, where the export records them."""
    t = frame.t
    rows = frame.filtered_rows("support", by=[])
    sums = rows[["grants", "mentored", "not_mentored", "goods_named"]].sum().astype(int)
    recorded = int(sums["mentored"] + sums["not_mentored"])
    form = "text" if recorded or sums["goods_named"] else "none"
    named = {"recorded": recorded, "grants": sums["grants"], "mentored": sums["mentored"], "goods": sums["goods_named"]}
    words = {name: number(int(count), t.lang) for name, count in named.items()}
    show_section(t("business_types.support.title"), t(f"business_types.support.{form}", **words))
    if form == "none":
        return
    by_type = {None if pd.isna(row["category"]) else row["category"]: row for row in rows.to_dict("records")}
    columns = {t("business_types.column.category"): [label(frame, category) for category in order]}
    for name in ("grants", "mentored", "not_mentored", "goods_named"):
        columns[t(f"business_types.column.{name}")] = [number(by_type[category][name], t.lang) for category in order]
    show_table(frame, pd.DataFrame(columns), t("business_types.table.support"))
