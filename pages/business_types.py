"""What the grants of a programme became: a row a business type, and behind it its places, obstacles and words."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.sections.business_types.answer import show_type_answer
from pages.sections.business_types.cells import show_cells
from pages.sections.business_types.chosen import show_chosen
from pages.sections.business_types.exported_words import show_words
from pages.sections.business_types.obstacles import show_obstacles
from pages.sections.business_types.support import show_support
from pages.sections.business_types.type_table import choose_type
from pages.sections.business_types.types import choose_programme, types_of
from pages.shared.address import show_page_tabs
from pages.shared.frame import page_frame
from pages.shared.show import show_empty, show_method

frame = page_frame("business_types")
if not show_empty(frame):
    answer = st.container()
    types = types_of(choose_programme(frame))
    with answer:
        show_type_answer(types)
    show_chosen(types, choose_type(types))
    tabs = {"cells": show_cells, "obstacles": show_obstacles, "words": show_words, "support": show_support}
    show_page_tabs(frame.t, "business_types", {code: partial(show, types) for code, show in tabs.items()})
    show_method(
        types.frame, "grants", "survival_12", "closing_rate", "survival_24_by_rate", "persistence_rate",
        "turnover_median_idr", "turnover_change_median_idr", "workers_employed", "effective_business_types",
        also=("business_types.pooling_method",),
        queries=("business_type_words", "offered_business_types", "obstacles", "support"),
    )  # fmt: skip
