"""The state of the programmes on one screen, for the head of the agency."""

from __future__ import annotations

import streamlit as st

from pages.sections.overview.answer import headline_programme, show_headline
from pages.sections.overview.changes import show_changes
from pages.sections.overview.decisions import show_decisions
from pages.sections.overview.programmes import show_programmes
from pages.sections.overview.published import show_published
from pages.sections.overview.regencies import show_regencies
from pages.sections.overview.state import show_state
from pages.sections.overview.table import show_programme_table
from pages.shared.address import show_tabs
from pages.shared.frame import page_frame
from pages.shared.moved_figures import lines_since_before
from pages.shared.show import show_empty, show_method

frame = page_frame("overview")
if not show_empty(frame):
    code = headline_programme(frame)
    show_headline(frame, code)
    show_state(frame, code)
    with st.container(key="first-screen"):
        age = show_programmes(frame)
        show_regencies(frame, code, age)
        show_decisions(frame)

    tabs = {
        "table": (frame.t("overview.table.title"), lambda: show_programme_table(frame)),
        "published": (frame.t("overview.published.title"), lambda: show_published(frame)),
    }
    changed = lines_since_before(frame.t, frame.store)
    if changed:
        tabs["changes"] = (frame.t("overview.changes.title"), lambda: show_changes(frame, changed))
    show_tabs("overview_tab", tabs)
    show_method(
        frame, "persistence_rate", "survival_12", "survival_24_by_rate", "nearly_alone_rate", "target_realisation",
        "visited_rate", "grants", "families", queries=["median_ages", "funnel"],
    )  # fmt: skip
