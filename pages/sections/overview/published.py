"""Published figures beside this data's, each at its own date."""

from __future__ import annotations

import streamlit as st

from analytics.answers.published import Comparison, compare_published
from analytics.documents.typed_table import Column, TypedTable, estimate_columns, named
from analytics.i18n.numbers import number
from analytics.wording.published import column_unit, published_line, status_words
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_note
from pages.shared.tables import show_table

HEADINGS = ("figure", "published", "ours", "status", "as_of", "source")
SAID_FIRST = "kube_persistence_2025"
STATUS_ICONS = {
    "agree": ":material/check_circle:",
    "differ": ":material/error:",
    "cannot_tell": ":material/contrast:",
    "cannot_be_compared": ":material/help:",
}


def published_table(frame: Frame, comparisons: list[Comparison]) -> TypedTable:
    t = frame.t
    words = {name: t(f"overview.published.column.{name}") for name in HEADINGS}
    units = [column_unit(comparison.unit) for comparison in comparisons]
    figures = [comparison.figure_id for comparison in comparisons]
    _, *beside = estimate_columns(t, [comparison.estimate for comparison in comparisons], words["ours"])
    return TypedTable(
        "overview-published",
        (
            *named(t, "figure", words["figure"], figures, lambda figure: t(f"published.figure.{figure}")),
            Column("published", words["published"], [one.published for one in comparisons], units),
            Column("value", words["ours"], [one.ours for one in comparisons], units),
            *beside,
            Column("status", words["status"], [status_words(t, one) for one in comparisons]),
            Column("as_of", words["as_of"], [one.as_of for one in comparisons], "date"),
            Column("source", words["source"], [one.source for one in comparisons]),
        ),
    )


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
    show_table(frame, published_table(frame, comparisons), frame.t("overview.published.table"))
