"""Published figures beside this data's, each at its own date."""

from __future__ import annotations

import streamlit as st

from analytics.answers.published import compare_published
from analytics.documents.shared_tables import published_table
from analytics.i18n.numbers import number
from analytics.wording.published import published_line
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_note
from pages.shared.tables import show_table

SAID_FIRST = "kube_persistence_2025"
STATUS_ICONS = {
    "agree": ":material/check_circle:",
    "differ": ":material/error:",
    "cannot_tell": ":material/contrast:",
    "cannot_be_compared": ":material/help:",
}


def show_published(frame: Frame) -> None:
    comparisons = frame.ask_of_version(compare_published)
    counted = {status: sum(c.status == status for c in comparisons) for status in STATUS_ICONS}
    show_note(
        frame.t("overview.published.text", **{status: number(count, frame.lang) for status, count in counted.items()})
    )
    with st.container(width=PROSE_PX):
        for comparison in sorted(comparisons, key=lambda one: one.figure_id != SAID_FIRST):
            if comparison.figure_id != SAID_FIRST and comparison.status != "differ":
                continue
            st.markdown(f"{STATUS_ICONS[comparison.status]} {published_line(frame.t, comparison)}")
        st.markdown(f":gray[{frame.t('overview.published.caveat')}]")
    show_table(frame, published_table(frame.t, comparisons), frame.t("overview.published.table"))
