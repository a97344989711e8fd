"""Businesses still running by the chosen dimension, one picture per programme."""

from __future__ import annotations

import streamlit as st

from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns
from analytics.estimate import Count, Estimate
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import (
    group_words,
    is_too_young,
    n_words,
    persistence_sentence,
    value_words,
    withheld_words,
)
from pages.sections.survival.dimensions import KINDS_OF_PROGRAMME, place_of
from pages.shared.frame import Frame
from pages.shared.rows import alt_text
from pages.shared.show import show_chart, show_note, show_section
from pages.shared.tables import show_table


def show_rows(frame: Frame, dimension: str) -> None:
    """Persistence by the chosen dimension: one picture per programme, so that no row mixes groups and individuals."""
    t = frame.t
    show_section(t("survival.rows.title", dimension=t(f"survival.dimension.{dimension}")), t("survival.rows.reading"))
    by = [dimension] if dimension in KINDS_OF_PROGRAMME else ["programme", dimension]
    estimates = in_order(frame.estimates("persistence_rate", by=by), dimension)
    if dimension in KINDS_OF_PROGRAMME:
        show_row_chart(frame, estimates, dimension, dimension)
    else:
        for code in PROGRAMMES:
            of_programme = [estimate for estimate in estimates if estimate.by["programme"] == code]
            if of_programme:
                st.markdown(f"**{t(f'programme.{code}.name')}**")
                show_row_chart(frame, of_programme, dimension, code)
    show_note(t(f"survival.note.{dimension}"))
    show_table(frame, rows_table(frame, estimates, dimension), t("survival.rows.table"))


def show_row_chart(frame: Frame, estimates: list[Estimate], dimension: str, name: str) -> None:
    rows = [persistence_row(frame, estimate, dimension) for estimate in estimates]
    alt = alt_text(rows)
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
    """In the order of `PROGRAMMES`."""
    return sorted(estimates, key=lambda one: place_of(one.by, dimension, one.counts["old_enough"]))


def rows_table(frame: Frame, estimates: list[Estimate], dimension: str) -> TypedTable:
    t = frame.t

    def counted(name: Count) -> Column:
        return Column(name, t(f"survival.column.{name}"), [one.counts[name] for one in estimates], "count")

    dimensions = estimates[0].by if estimates else ()
    return TypedTable(
        f"survival-persistence-{dimension.replace('_', '-')}",
        (
            *(column for key in dimensions for column in dimension_columns(t, key, [one.by[key] for one in estimates])),
            *estimate_columns(t, estimates, t("survival.column.persistence")),
            *(counted(name) for name in ("running", "closed", "too_young", "reopened")),
        ),
    )
