"""Each condition of a fair comparison, with its figure and threshold."""

from __future__ import annotations

import streamlit as st

from analytics.documents.typed_table import Column, TypedTable, named
from analytics.methods.comparison import MIN_VERDICTS_OF_A_KIND, Condition, Gate
from analytics.wording.comparison import DIMENSION_OF, asked_words, by_reason, figure_words, gap_words, kind_words
from pages.shared.frame import Frame
from pages.shared.show import show_note
from pages.shared.tables import show_table

COLUMNS = ("condition", "arm", "kind", "figure", "threshold", "status")
STATES = {
    "met": ":material/check_circle:",
    "not_met": ":material/cancel:",
    "unchecked": ":material/help:",
}


def show_gate(frame: Frame, gate: Gate) -> None:
    """Each condition with its state in words and icon, its figure and its threshold."""
    t = frame.t
    of_reason = by_reason(gate)
    for conditions in of_reason.values():
        condition, figures = (
            asked_words(t, conditions[0].reason, conditions[0].threshold),
            figure_words(t, gate, conditions, unmet_words),
        )
        show_condition(state_words(frame, conditions), condition, figures)
    for reason in [reason for reason in DIMENSION_OF if reason not in of_reason]:
        unchecked = f"{STATES['unchecked']} {t('comparison.gate.unchecked')}"
        condition = asked_words(t, reason, MIN_VERDICTS_OF_A_KIND)
        show_condition(unchecked, condition, t("comparison.gate.nothing"))


def show_condition(state: str, condition: str, figures: str) -> None:
    st.markdown(f"{state}: {condition}  \n:gray[{figures}]")


def state_words(frame: Frame, conditions: list[Condition]) -> str:
    state = "met" if all(condition.is_met for condition in conditions) else "not_met"
    words = f"{STATES[state]} {frame.t(f'comparison.gate.{state}')}"
    return words if state == "met" else unmet_words(words)


def unmet_words(words: str) -> str:
    return f":orange[**{words}**]"


def show_gate_table(frame: Frame, gate: Gate) -> None:
    """A row a condition; then how often each arm was visited, which is no condition."""
    show_table(frame, gate_table(frame, gate), is_open=True)
    show_note(gap_words(frame.t, gap_months(frame)))


def gap_months(frame: Frame) -> dict[str, float]:
    """Median months between visits, by arm."""
    gaps = frame.filtered_rows("visit_gaps")
    return dict(zip(gaps["delivery"], gaps["median_gap_months"], strict=True))


def gate_table(frame: Frame, gate: Gate) -> TypedTable:
    t, conditions = frame.t, gate.conditions
    words = {name: t(f"comparison.column.{name}") for name in COLUMNS}
    asked = [asked_words(t, one.reason, one.threshold) for one in conditions]
    met = [t(f"comparison.gate.{'met' if one.is_met else 'not_met'}") for one in conditions]
    return TypedTable(
        "comparison-gate",
        (
            Column("condition_code", t("tables.code", of=words["condition"]), [one.reason for one in conditions],
                   "code", only="files"),
            Column("condition", words["condition"], asked),
            *named(t, "arm", words["arm"], [one.arm for one in conditions], lambda arm: t(f"comparison.arm.{arm}")),
            Column("kind", words["kind"], [kind_words(t, one) or None for one in conditions]),
            Column("figure", words["figure"], [one.figure for one in conditions], "count"),
            Column("threshold", words["threshold"], [one.threshold for one in conditions], "count"),
            Column("status", words["status"], met),
        ),
    )  # fmt: skip
