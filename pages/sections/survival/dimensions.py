"""By what the survival page breaks down its figures, and in which order the groups then stand."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics.programmes import PROGRAMMES
from pages.shared.address import choose
from pages.shared.frame import Frame
from pages.shared.show import show_how_to_read

DIMENSIONS = ("programme", "cohort_year", "regency", "business_category", "amount_band", "regency_type")
ORDER = {
    "regency_type": ["kabupaten", "kota"],
    "amount_band": ["under_3m", "from_3m", "from_5m", "from_10m", "from_20m"],
}
LAST = ("other", None)


def place_of(frame: Frame, by: Mapping[str, str | int | None], dimension: str, grants: float) -> tuple[object, ...]:
    """Where a group of `grants` stands: programmes and places in their official order, years in their own, business
    types the most numerous first and 'other' last."""
    value = by[dimension]
    if dimension == "business_category":
        return value in LAST, -grants
    order = {**ORDER, "programme": list(PROGRAMMES), "regency": list(frame.regencies)}
    return (order[dimension].index(str(value)),) if dimension in order else (value,)


def choose_dimension(frame: Frame) -> str:
    """By what curves and members are broken down; beside it how the pictures are read."""
    t = frame.t
    labels = {one: t(f"survival.dimension.{one}").capitalize() for one in DIMENSIONS}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("survival.rows.choose"), width="content")
        chosen = choose(t("survival.rows.choose"), "survival_by", labels, is_labelled=False)
        show_how_to_read(frame, "\n\n".join([t("survival.how_to_read"), t("figures.persistence.assumption")]))
    return chosen


def one_programme(frame: Frame) -> Frame:
    """The page narrowed to one programme, which the reader chooses where there are several: no row mixes them."""
    present = {code: frame.t(f"programme.{code}.short") for code in frame.by_programme("grants")}
    if len(present) == 1:
        return frame.narrowed(programme=list(present))
    chosen = choose(frame.t("survival.curve.draw"), "survival_programme", present, is_labelled=False)
    return frame.narrowed(programme=[chosen])
