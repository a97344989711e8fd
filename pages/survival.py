"""Which businesses still run at the as-of date, and who is still in the groups."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.answers.survival import FIGURES
from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import (
    group_words,
    is_too_young,
    n_words,
    persistence_sentence,
    value_words,
    withheld_words,
)
from pages.sections.survival.curves import curves_by, interval_or_dash, show_curves
from pages.sections.survival.members import MEMBER_FIGURES, show_members
from pages.sections.survival.nowcast import show_nowcast
from pages.sections.survival.other_curves import show_other_curves
from pages.sections.survival.turnover import TURNOVER_FIGURES, show_turnover
from pages.shared.dimensions import DIMENSIONS, KINDS_OF_PROGRAMME, place_of
from pages.shared.frame import Frame, page_frame
from pages.shared.headline import headline_words
from pages.shared.show import (
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


def show_rows(frame: Frame, dimension: str) -> None:
    """Persistence by the chosen dimension: one picture a programme, so that no row mixes groups and individuals."""
    t = frame.t
    show_section(t("survival.rows.title", dimension=t(f"survival.dimension.{dimension}")), t("survival.rows.reading"))
    by = [dimension] if dimension in KINDS_OF_PROGRAMME else ["programme", dimension]
    estimates = in_order(frame.figures("persistence_rate", by=by), dimension)
    if dimension in KINDS_OF_PROGRAMME:
        show_row_chart(frame, estimates, dimension, dimension)
    else:
        for code in PROGRAMMES:
            of_programme = [estimate for estimate in estimates if estimate.by["programme"] == code]
            if of_programme:
                st.markdown(f"**{t(f'programme.{code}.name')}**")
                show_row_chart(frame, of_programme, dimension, code)
    show_note(t(f"survival.note.{dimension}"))
    show_table(frame, rows_table(frame, estimates, dimension), "survival", t("survival.rows.table"))


def show_row_chart(frame: Frame, estimates: list[Estimate], dimension: str, name: str) -> None:
    rows = [persistence_row(frame, estimate, dimension) for estimate in estimates]
    alt = " ".join(f"{row.label}: {row.value_label}, {row.note}." for row in rows)
    figure = estimate_rows(rows, frame.palette, frame.lang, frame.t("survival.rows.axis"))
    show_chart(frame, figure, alt, f"survival-{dimension}-{name}")


def persistence_row(frame: Frame, estimate: Estimate, dimension: str) -> EstimateRow:
    t = frame.t
    too_young = is_too_young(estimate)
    withheld = withheld_words(t, estimate) if estimate.withheld else ""
    return EstimateRow(
        group_words(t, dimension, estimate.by[dimension]),
        t("figures.short.too_young") if too_young else n_words(t, estimate),
        estimate,
        str(estimate.by.get("programme") or estimate.by.get("delivery")),
        value_words(t, estimate),
        persistence_sentence(t, estimate) if too_young else withheld,
        too_young,
    )


def in_order(estimates: list[Estimate], dimension: str) -> list[Estimate]:
    """In the order of the house."""
    return sorted(estimates, key=lambda one: place_of(one.by, dimension, one.counts["old_enough"]))


def rows_table(frame: Frame, estimates: list[Estimate], dimension: str) -> pd.DataFrame:
    t = frame.t

    def line(estimate: Estimate) -> dict[str, str]:
        groups = {key: group_words(t, key, value) for key, value in estimate.by.items()}
        counts = {name: number(estimate.counts[name], t.lang) for name in estimate.counts}
        return {
            **{t(f"survival.dimension.{key}").capitalize(): words for key, words in groups.items()},
            t("survival.column.known"): number(estimate.n, t.lang),
            **{t(f"survival.column.{name}"): counts[name] for name in ("running", "closed", "unknown")},
            t("survival.column.persistence"): value_words(t, estimate),
            t("survival.column.interval"): interval_or_dash(t, estimate, "sampling"),
            t("survival.column.bounds"): interval_or_dash(t, estimate, "bounds"),
            **{t(f"survival.column.{name}"): counts[name] for name in ("too_young", "reopened")},
        }

    return pd.DataFrame([line(estimate) for estimate in estimates])


def show_left_out(frame: Frame, programmes: dict[str, Estimate]) -> None:
    """Unknown, moved, not found, reopened and too young: each counted and named, a paragraph a programme."""
    t = frame.t
    rows = frame.rows("unknown_status", as_of=frame.as_of, picked=frame.where, by=["programme"])
    reasons = {row["grouping"]["programme"]: row for row in rows.to_dict("records")}
    show_section(t("survival.left_out.title"), t("survival.left_out.text"))
    show_text("\n".join(f"- {left_out_words(frame, code, of, reasons)}" for code, of in programmes.items()))


def left_out_words(frame: Frame, code: str, estimate: Estimate, reasons: dict[str, dict[str, int]]) -> str:
    t = frame.t
    counts = {**estimate.counts, **reasons.get(code, {"lost_since": 0})}
    said = {name: number(counts[name], t.lang) for name in counts if name != "grouping"}
    unit = t(f"programme.{code}.short")
    if is_too_young(estimate):
        first = t("survival.left_out.none_old", unit=unit)
    elif counts["unknown"]:
        reason = {name: said[name] for name in ("never_visited", "moved", "not_found")}
        first = t("survival.left_out.unknown", unit=unit, N=said["old_enough"], u=said["unknown"], **reason)
    else:
        first = t("survival.left_out.all_known", unit=unit, N=said["old_enough"])
    rest = [t(f"survival.left_out.{name}", k=said[name]) for name in ("lost_since", "reopened", "too_young")]
    return " ".join([first, *rest])


frame = page_frame("survival")
show_head(frame, "survival")
if not show_empty(frame):
    persistence = frame.by_programme("persistence_rate")
    first = next(iter(persistence.values()))
    show_answer(frame, *headline_words(frame, first), frame.t("figures.persistence.assumption"))
    dimension = choose_dimension(frame)
    found = curves_by(frame, dimension)
    show_curves(frame, found, dimension)
    show_other_curves(frame, found, dimension)
    show_rows(frame, dimension)
    show_left_out(frame, persistence)
    show_nowcast(frame, persistence)
    show_members(frame, dimension)
    show_turnover(frame)
    show_method(
        frame, "persistence_rate", *FIGURES, "persistence_nowcast", *MEMBER_FIGURES, *TURNOVER_FIGURES,
        queries=("unknown_status", "members_left"),
    )  # fmt: skip
