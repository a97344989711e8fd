"""By what the survival page breaks down its figures, and in which order the groups then stand."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics.programmes import PROGRAMMES
from pages.shared.frame import Frame

DIMENSIONS = ("programme", "delivery", "regency_type", "cohort_year", "business_category", "amount_band")
KINDS_OF_PROGRAMME = ("programme", "delivery")
ORDER = {
    "programme": list(PROGRAMMES),
    "delivery": ["group", "individual"],
    "regency_type": ["kabupaten", "kota"],
    "amount_band": ["under_3m", "from_3m", "from_5m", "from_10m", "from_20m"],
}
LAST = ("other", None)


def place_of(by: Mapping[str, str | int | None], dimension: str, grants: float) -> tuple[object, ...]:
    """Where a group of `grants` stands: in the order of `PROGRAMMES` where there is one, years in their own, business
    types the most numerous first and 'other' last."""
    value = by[dimension]
    programme = ORDER["programme"].index(str(by["programme"])) if "programme" in by else 0
    if dimension == "business_category":
        return programme, value in LAST, -grants
    return programme, ORDER[dimension].index(str(value)) if dimension in ORDER else value


def choose_dimension(frame: Frame) -> str:
    """By what curves, persistence and members are broken down."""
    chosen: str = st.selectbox(
        frame.t("survival.rows.choose"),
        DIMENSIONS,
        format_func=lambda dimension: frame.t(f"survival.dimension.{dimension}"),
        key="survival_by",
        bind="query-params",
        width=320,
    )
    return chosen
