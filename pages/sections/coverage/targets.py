"""Programmes and years against their targets."""

from __future__ import annotations

import streamlit as st

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.documents.typed_table import Column, TypedTable, dimension_columns
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, percent
from analytics.programmes import PROGRAMMES
from pages.shared.address import choose
from pages.shared.frame import Frame
from pages.shared.rows import alt_text_of_bars
from pages.shared.show import show_chart, show_note
from pages.shared.tables import show_table

TargetYears = dict[tuple[str, int], Estimate]


def target_years(frame: Frame) -> TargetYears:
    """Every programme and year that has a target under the filters."""
    found = frame.estimates("target_realisation", by=["programme", "cohort_year"])
    having = [estimate for estimate in found if estimate.by and estimate.counts.get("target")]
    by_key = {(str(one.by["programme"]), int(one.by["cohort_year"] or 0)): one for one in having}
    return dict(sorted(by_key.items(), key=lambda item: (list(PROGRAMMES).index(item[0][0]), item[0][1])))


def choose_target(frame: Frame, years: TargetYears) -> tuple[str, int]:
    """One programme at a time, since each has its own unit; the latest year in which it delivered anything."""
    programmes = {code: short(frame, code) for code, _ in years}
    with st.container(horizontal=True):
        programme = choose(frame.t("coverage.choose.programme"), "coverage_programme", programmes, is_labelled=False)
        of_programme = [year for code, year in years if code == programme]
        delivered = [year for year in of_programme if years[programme, year].counts["delivered"]]
        options = {str(year): str(year) for year in of_programme}
        latest = str(max(delivered or of_programme))
        year = choose(
            frame.t("coverage.choose.year"), f"coverage_year_{programme}", options, usual=latest, is_labelled=False
        )
    return programme, int(year)


def show_target_bars(frame: Frame, years: TargetYears) -> None:
    """Every programme and year against its target, and the years together."""
    labels = {key: frame.t("coverage.targets.year", programme=short(frame, key[0]), year=key[1]) for key in years}
    rows = [target_row(frame, labels[key], key[0], estimate) for key, estimate in years.items()]
    for estimate in frame.estimates("target_realisation", by=["programme"]):
        programme = str(estimate.by["programme"])
        of_programme = [year for code, year in years if code == programme]
        if len(of_programme) > 1:
            label = frame.t(
                "coverage.targets.all_years",
                programme=short(frame, programme), first=of_programme[0], last=of_programme[-1],
            )  # fmt: skip
            last = max(index for index, (code, _) in enumerate(years) if code == programme)
            rows.insert(last + 1 + len(rows) - len(years), target_row(frame, label, programme, estimate))
    show_chart(frame, bar_rows(rows, frame.palette, frame.lang), alt_text_of_bars(rows), "coverage-targets",
               is_headed=False)  # fmt: skip


def show_targets(frame: Frame, years: TargetYears) -> None:
    """The bars' numbers, and what has been announced; nothing where there is no target."""
    if not years:
        show_note(frame.t("coverage.no_targets"))
        return
    show_note(published_targets(frame, years))
    show_table(frame, targets_table(frame, years), frame.t("coverage.table.targets"), is_open=True)


def short(frame: Frame, programme: str) -> str:
    return frame.t(f"programme.{programme}.short")


def target_row(frame: Frame, label: str, programme: str, estimate: Estimate) -> BarRow:
    note = frame.t(
        "coverage.targets.note",
        delivered=number(estimate.counts["delivered"], frame.lang),
        target=number(estimate.counts["target"], frame.lang),
        share=percent(estimate.value or 0, frame.lang),
    )
    return BarRow(label, note, estimate.value, frame.palette.of_programme(programme), 1.0)


def targets_table(frame: Frame, years: TargetYears) -> TypedTable:
    t, estimates = frame.t, list(years.values())
    targets, delivered = ([one.counts[name] for one in estimates] for name in ("target", "delivered"))
    return TypedTable(
        "coverage-targets",
        (
            *dimension_columns(t, "programme", [programme for programme, _ in years]),
            Column("year", t("coverage.column.year"), [year for _, year in years], "year"),
            Column("target", t("coverage.column.target_grants"), targets, "count"),
            Column("delivered", t("coverage.column.delivered_grants"), delivered, "count"),
            Column("realisation", t("coverage.column.realisation"), [one.value for one in estimates], "share",
                   indicators=("target_realisation",)),
        ),
    )  # fmt: skip


def published_targets(frame: Frame, years: TargetYears) -> str:
    """What has been announced for the programmes shown, from the table of published figures."""
    rows = frame.rows("published_figures")
    values = {row["figure_id"]: number(row["value"], frame.lang) for row in rows.to_dict("records")}
    announced = [key for code, _ in years if frame.t.has(key := f"coverage.targets.{code}")]
    return " ".join(frame.t(key, **values) for key in dict.fromkeys(announced))
