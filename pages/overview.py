"""The state of the programmes on one screen, for the head of the agency."""

import pandas as pd
import streamlit as st

from analytics.answers.published import Comparison, compare_published
from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.i18n.numbers import day, number, percent, rupiah, rupiah_about
from analytics.wording.estimates import interval_words, n_words, persistence_sentence, value_words, withheld_words
from analytics.wording.state import never_visited_words, reached_words, target_lines
from pages.sections.overview.decisions import show_decisions
from pages.sections.overview.memo_button import offer_memo
from pages.sections.overview.moved_figures import lines_since_before
from pages.shared.frame import Frame, page_frame
from pages.shared.headline import headline_words
from pages.shared.show import (
    PROSE_PX,
    show_answer,
    show_chart,
    show_empty,
    show_head,
    show_method,
    show_note,
    show_section,
    show_table,
    show_text,
)

SAID_FIRST = "kube_persistence_2025"
STATUS_ICONS = {"agree": ":material/check_circle:", "differ": ":material/error:", "cannot": ":material/help:"}


def persistence_rows(frame: Frame) -> list[EstimateRow]:
    return [
        EstimateRow(
            frame.t(f"programme.{code}.short"),
            n_words(frame.t, estimate),
            estimate,
            code,
            value_words(frame.t, estimate),
            withheld_words(frame.t, estimate) if estimate.withheld else "",
        )
        for code, estimate in frame.by_programme("persistence_rate").items()
    ]


def programme_table(frame: Frame) -> pd.DataFrame:
    t = frame.t
    persistence = frame.by_programme("persistence_rate")
    grants, families = frame.by_programme("grants"), frame.by_programme("families")
    amounts, visited = frame.by_programme("amount_idr"), frame.by_programme("visited_rate")
    return pd.DataFrame(
        [
            {
                t("overview.column.programme"): t(f"programme.{code}.short"),
                t("overview.column.grants"): value_words(t, grants[code]),
                t("overview.column.families"): value_words(t, families[code]),
                t("overview.column.amount"): rupiah_about(amounts[code].value or 0, t.lang),
                t("overview.column.visited"): value_words(t, visited[code]),
                t("overview.column.persistence"): value_words(t, persistence[code]),
                t("overview.column.interval"): interval_words(t, persistence[code].interval("sampling"), "share"),
                t("overview.column.bounds"): interval_words(t, persistence[code].interval("bounds"), "share"),
            }
            for code in grants
        ]
    )


def state_lines(frame: Frame) -> list[str]:
    """What else the head of the agency must know, a sentence each."""
    t = frame.t
    grants, families, amount = (frame.figure(key) for key in ("grants", "families", "amount_idr"))
    visited, alone = frame.figure("visited_rate"), frame.figure("nearly_alone_rate")
    lines = [
        reached_words(t, grants, families, amount),
        never_visited_words(t, visited),
    ]
    if alone.value is None:
        lines.append(t("overview.state.alone_withheld", reason=withheld_words(t, alone)))
    else:
        lines.append(
            t(
                "overview.state.alone",
                p=value_words(t, alone),
                n=number(alone.n, t.lang),
                interval=interval_words(t, alone.interval("sampling"), "share"),
            )
        )
    targets = frame.by_programme("target_realisation", cohort_year=[frame.as_of.year])
    return [*lines, *target_lines(t, targets, frame.as_of.year)]


def show_changes(frame: Frame) -> None:
    """What the last import brought, and the figures that moved with it; nothing before there are two versions."""
    changed = lines_since_before(frame.t, frame.store)
    if not changed:
        return
    show_section(frame.t("overview.changes.title"), frame.t("overview.changes.text"))
    show_text("\n".join(f"- {line}" for line in changed))


def alt_text(frame: Frame) -> str:
    return " ".join(
        persistence_sentence(frame.t, estimate) for estimate in frame.by_programme("persistence_rate").values()
    )


def published_words(frame: Frame, value: float | None, unit: str) -> str:
    """A published or recomputed value in its unit."""
    t = frame.t
    if value is None:
        return "–"
    if unit == "percent":
        return percent(value, t.lang, 0 if value == round(value, 2) else 1)
    if unit.startswith("rupiah"):
        return rupiah(value, t.lang)
    return str(int(value)) if unit == "year" else number(value, t.lang)


def published_table(frame: Frame, comparisons: list[Comparison]) -> pd.DataFrame:
    t = frame.t
    return pd.DataFrame(
        [
            {
                t("overview.published.column.figure"): t(f"published.figure.{comparison.figure_id}"),
                t("overview.published.column.published"): published_words(frame, comparison.published, comparison.unit)
                .replace(",0%", "%")
                .replace(".0%", "%"),
                t("overview.published.column.ours"): published_words(frame, comparison.ours, comparison.unit),
                t("overview.published.column.interval"): interval_words(
                    t, comparison.estimate.interval("sampling"), comparison.estimate.unit
                )
                if comparison.estimate is not None and comparison.estimate.interval("sampling")
                else "–",
                t("overview.published.column.n"): n_words(t, comparison.estimate) if comparison.estimate else "–",
                t("overview.published.column.status"): status_words(frame, comparison),
                t("overview.published.column.as_of"): day(comparison.as_of, t.lang),
                t("overview.published.column.source"): comparison.source,
            }
            for comparison in comparisons
        ]
    )


def ours_words(frame: Frame, comparison: Comparison) -> str:
    """This data's value; with its interval and n where it is an estimate."""
    value = published_words(frame, comparison.ours, comparison.unit)
    interval = comparison.estimate.interval("sampling") if comparison.estimate else None
    if comparison.estimate is None or interval is None:
        return value
    chance = interval_words(frame.t, interval, comparison.estimate.unit)
    return f"{value} ({chance}; {n_words(frame.t, comparison.estimate)})"


def status_words(frame: Frame, comparison: Comparison) -> str:
    status = frame.t(f"published.status.{comparison.status}")
    return f"{status}: {frame.t(f'published.reason.{comparison.reason}')}" if comparison.reason else status


def show_published(frame: Frame) -> None:
    comparisons = published_comparisons(frame)
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
                    published=published_words(frame, comparison.published, comparison.unit),
                    ours=ours_words(frame, comparison),
                    status=status_words(frame, comparison),
                    as_of=day(comparison.as_of, frame.lang),
                    source=comparison.source,
                )
            )
        st.markdown(f":gray[{frame.t('overview.published.caveat')}]")
    show_table(frame, published_table(frame, comparisons), "overview", frame.t("overview.published.table"))


@st.cache_data(max_entries=4, show_spinner=False)
def _compared(_frame: Frame, version_key: str) -> list[Comparison]:
    return compare_published(_frame.store)


def published_comparisons(frame: Frame) -> list[Comparison]:
    return _compared(frame, frame.store.manifest.version_key)


frame = page_frame("overview")
show_head(frame, "overview")
if not show_empty(frame):
    first = next(iter(frame.by_programme("persistence_rate").values()))
    show_answer(frame, *headline_words(frame, first))
    show_chart(
        frame,
        estimate_rows(persistence_rows(frame), frame.palette, frame.lang, frame.t("overview.persistence.axis")),
        alt_text(frame),
        "overview-persistence",
    )
    show_note(frame.t("overview.persistence.text"))
    show_table(frame, programme_table(frame), "overview")
    show_decisions(frame)
    offer_memo(frame)
    show_section(frame.t("overview.state.title"))
    show_text("\n".join(f"- {line}" for line in state_lines(frame)))
    show_changes(frame)
    show_published(frame)
    show_method(
        frame, "persistence_rate", "nearly_alone_rate", "target_realisation", "visited_rate", "grants", "families"
    )
