"""Published figures beside this data's, each at its own date."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.answers.published import Comparison, compare_published
from analytics.i18n.numbers import day, number
from analytics.wording.estimates import interval_words, n_words
from analytics.wording.published import ours_words, published_words, status_words
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_section, show_table

SAID_FIRST = "kube_persistence_2025"
STATUS_ICONS = {
    "agree": ":material/check_circle:",
    "differ": ":material/error:",
    "cannot_tell": ":material/contrast:",
    "cannot_be_compared": ":material/help:",
}


def published_table(frame: Frame, comparisons: list[Comparison]) -> pd.DataFrame:
    t = frame.t
    return pd.DataFrame(
        [
            {
                t("overview.published.column.figure"): t(f"published.figure.{comparison.figure_id}"),
                t("overview.published.column.published"): published_words(
                    frame.t, comparison.published, comparison.unit
                )
                .replace(",0%", "%")
                .replace(".0%", "%"),
                t("overview.published.column.ours"): published_words(frame.t, comparison.ours, comparison.unit),
                t("overview.published.column.interval"): interval_words(
                    t, comparison.estimate.sampling, comparison.estimate.unit
                )
                if comparison.estimate is not None and comparison.estimate.sampling
                else "–",
                t("overview.published.column.n"): n_words(t, comparison.estimate) if comparison.estimate else "–",
                t("overview.published.column.status"): status_words(frame.t, comparison),
                t("overview.published.column.as_of"): day(comparison.as_of, t.lang),
                t("overview.published.column.source"): comparison.source,
            }
            for comparison in comparisons
        ]
    )


def show_published(frame: Frame) -> None:
    comparisons = frame.ask_of_version(compare_published)
    counted = {status: sum(c.status == status for c in comparisons) for status in STATUS_ICONS}
    show_section(
        frame.t("overview.published.title"),
        frame.t("overview.published.text", **{status: number(count, frame.lang) for status, count in counted.items()}),
    )
    with st.container(width=PROSE_PX):
        for comparison in sorted(comparisons, key=lambda one: one.figure_id != SAID_FIRST):
            if comparison.figure_id != SAID_FIRST and comparison.status != "differ":
                continue
            st.markdown(
                f"{STATUS_ICONS[comparison.status]} **{frame.t(f'published.figure.{comparison.figure_id}')}** "
                + frame.t(
                    "overview.published.line",
                    published=published_words(frame.t, comparison.published, comparison.unit),
                    ours=ours_words(frame.t, comparison),
                    status=status_words(frame.t, comparison),
                    as_of=day(comparison.as_of, frame.lang),
                    source=comparison.source,
                )
            )
        st.markdown(f":gray[{frame.t('overview.published.caveat')}]")
    show_table(frame, published_table(frame, comparisons), frame.t("overview.published.table"))
