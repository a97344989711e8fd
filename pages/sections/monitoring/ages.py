"""How long ago each grant's state was last seen."""

from __future__ import annotations

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns
from analytics.i18n.numbers import number
from pages.sections.monitoring.answer import Counts
from pages.sections.monitoring.states import counts_by
from pages.shared.frame import Frame
from pages.shared.rows import alt_text_of_bars
from pages.shared.show import show_chart, show_note

AGES = ("under_6_months", "6_to_12_months", "12_to_24_months", "over_24_months")


def show_ages(frame: Frame, counts: Counts) -> None:
    t = frame.t
    rows = [
        BarRow(
            t(f"monitoring.age.{age}"), age_note(frame, counts, age), counts[f"verdict_{age}"], frame.palette.unknown
        )
        for age in AGES
    ]
    words = alt_text_of_bars(rows)
    show_chart(frame, bar_rows(rows, frame.palette, frame.lang), words, "monitoring-ages", is_headed=False)
    form = "cost" if counts["unknown"] else "all_known"
    show_note(t(f"monitoring.age.{form}", unknown=number(counts["unknown"], t.lang)))


def age_note(frame: Frame, counts: Counts, age: str) -> str:
    return frame.t(
        "monitoring.age.note",
        n=number(counts[f"verdict_{age}"], frame.lang), running=number(counts[f"running_{age}"], frame.lang),
    )  # fmt: skip


def age_table(frame: Frame) -> TypedTable:
    t, found, persistence = frame.t, counts_by(frame, "programme"), frame.by_programme("persistence_rate")
    codes = [code for code in persistence if code in found]
    verdicts = [
        Column(name, t(f"monitoring.column.{name}"), [found[code][name] for code in codes], "count")
        for name in (f"verdict_{age}" for age in AGES)
    ]
    figures = estimate_columns(t, [persistence[code] for code in codes], t("monitoring.column.persistence"))
    return TypedTable("monitoring-ages", (*dimension_columns(t, "programme", codes), *verdicts, *figures))
