"""The difference between groups and individuals, where the gate is open."""

from __future__ import annotations

import streamlit as st

from analytics.answers.figures import Comparison, comparison
from analytics.charts.comparison import DifferenceRow, difference_rows
from analytics.documents.typed_table import Column, TypedTable
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, points
from analytics.methods.result import Result
from analytics.wording.comparison import absent_words, difference_words, refusal_words
from analytics.wording.estimates import range_or_dash, withheld_words
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_answer, show_chart, show_note
from pages.shared.tables import show_table


def ask_comparison(frame: Frame) -> Comparison | None:
    """The gate, and the difference where it is open; None where one of the arms has no grant."""
    return None if absent(frame) else frame.ask(comparison)


def absent(frame: Frame) -> str:
    """Which arms have no grant, in words."""
    return absent_words(frame.t, set(frame.by_programme("grants"))) or ""


def show_comparison_answer(frame: Frame, found: Comparison | None) -> None:
    """An arm without grants, a condition not met, or the difference, which is never called an effect."""
    t = frame.t
    estimate = frame.estimate("group_individual_difference_24")
    if found is None:
        sentence, more = absent(frame), []
    elif found.difference is None:
        sentence, *more = refusal_words(t, found.gate)
    elif found.difference.standardised.value is None:
        sentence, more = withheld_words(t, estimate), []
    else:
        sentence, *more = difference_words(t, estimate)
    how = ("comparison.who", "comparison.gate.text", "comparison.panels.text", "figures.persistence.assumption")
    show_answer(frame, sentence, *more, how_to_read="\n\n".join(t(key) for key in how))


def show_difference(frame: Frame, found: Comparison) -> None:
    """The crude difference, the adjusted one, and what it depends on."""
    t, estimate = frame.t, frame.estimate("group_individual_difference_24")
    difference, sensitivity = found.difference, found.sensitivity
    if difference is None or sensitivity is None:
        return
    adjusted = difference.standardised
    kinds = {
        t("comparison.difference.crude"): difference.crude,
        t("comparison.difference.adjusted"): adjusted,
        t("comparison.difference.lost_as_closed", k=number(sensitivity.lost, t.lang)): sensitivity.lost_as_closed,
    }
    rows = [
        difference_row(frame, label, figure, is_adjusted=figure is adjusted)
        for label, figure in kinds.items()
        if figure.interval is not None
    ]
    show_note(difference_note(frame, estimate))
    with st.container(width=PROSE_PX):
        axis = t("comparison.difference.axis")
        figure = difference_rows(rows, frame.palette, t.lang, axis, lambda share: tick_words(frame, share))
        show_chart(frame, figure, " ".join(f"{row.label}: {row.value_label}." for row in rows), "comparison-difference")
    if sensitivity.without_one_regency:
        ends = [points(end, t.lang) for end in sensitivity.without_one_regency]
        show_note(t("comparison.difference.without_one_regency", lowest=ends[0], highest=ends[1]))
    show_table(frame, difference_table(frame, kinds), t("comparison.difference.table"))


def difference_note(frame: Frame, estimate: Estimate) -> str:
    counts = {name: number(count, frame.lang) for name, count in estimate.counts.items()}
    return frame.t("comparison.difference.text", **counts)


def difference_row(frame: Frame, label: str, figure: Result, *, is_adjusted: bool) -> DifferenceRow:
    t, interval = frame.t, figure.interval
    assert interval is not None
    assert figure.value is not None
    words = points(figure.value, t.lang)
    return DifferenceRow(label, figure.value, interval.lower, interval.upper, words, is_adjusted)


def tick_words(frame: Frame, share: float) -> str:
    return points(share, frame.lang).removesuffix(",0").removesuffix(".0")


def difference_table(frame: Frame, kinds: dict[str, Result]) -> TypedTable:
    t, unit = frame.t, "share_difference"
    found = {label: figure for label, figure in kinds.items() if figure.value is not None}
    intervals = [figure.interval for figure in found.values()]
    words = {name: t(f"comparison.column.{name}") for name in ("kind", "value")}
    ranges = [range_or_dash(t, interval, unit) for interval in intervals]
    return TypedTable(
        "comparison-difference",
        (
            Column("kind", words["kind"], list(found)),
            Column("value", words["value"], [figure.value for figure in found.values()], unit,
                   indicators=("group_individual_difference_24",)),
            Column("interval", t("tables.part.interval"), ranges, only="page"),
            Column("lower", t("tables.part.lower"), [one and one.lower for one in intervals], unit, only="files"),
            Column("upper", t("tables.part.upper"), [one and one.upper for one in intervals], unit, only="files"),
        ),
    )  # fmt: skip
