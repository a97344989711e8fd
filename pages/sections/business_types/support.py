"""Mentoring and goods, where the export records them."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analytics.i18n.numbers import number
from pages.sections.business_types.types import Types, category_of
from pages.shared.show import show_text
from pages.shared.written import written

COUNTED = ("grants", "mentored", "not_mentored", "goods_named")


def show_support(types: Types) -> None:
    """Mentoring and goods by type; a sentence where neither is recorded."""
    t = types.frame.t
    rows = types.frame.filtered_rows("support", by=[])
    sums = {name: int(rows[name].sum()) for name in COUNTED}
    recorded = sums["mentored"] + sums["not_mentored"]
    form = "text" if recorded or sums["goods_named"] else "none"
    said = {name: number(count, t.lang) for name, count in (sums | {"recorded": recorded}).items()}
    show_text(t(f"business_types.support.{form}", **said))
    if form == "none":
        return
    by_category = {category_of(row["category"]): row for row in rows.to_dict("records")}
    shown = [category for category in types.order if category in by_category]
    heads = {name: t(f"business_types.column.{name}") for name in COUNTED}
    columns: dict[str, list[object]] = {t("business_types.column.category"): [types.label(one) for one in shown]}
    columns |= {head: [int(by_category[one][name]) for one in shown] for name, head in heads.items()}
    words = dict.fromkeys(heads.values(), partial(number, lang=t.lang))
    st.dataframe(written(pd.DataFrame(columns), words), hide_index=True, height="content")
