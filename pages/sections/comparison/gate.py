"""Each condition of a fair comparison, with its figure and threshold."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.i18n.numbers import number
from analytics.methods.comparison import FEWEST_VERDICTS_OF_A_KIND, Condition, Gate
from analytics.wording.comparison import DIMENSION_OF, asked_words, by_reason, figure_words, gap_words, kind_words
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_note, show_section, show_table

STATES = {
    "met": ":material/check_circle:",
    "not_met": ":material/cancel:",
    "unchecked": ":material/help:",
}


def show_gate(frame: Frame, gate: Gate) -> None:
    """Each condition with its state in words and icon, its figure and its threshold."""
    t = frame.t
    show_section(t("comparison.gate.title"), t("comparison.gate.text"))
    of_reason = by_reason(gate)
    with st.container(border=True, width=PROSE_PX):
        for conditions in of_reason.values():
            condition, figures = (
                asked_words(t, conditions[0].reason, conditions[0].threshold),
                figure_words(t, gate, conditions, unmet_words),
            )
            show_condition(state_words(frame, conditions), condition, figures)
        for reason in [reason for reason in DIMENSION_OF if reason not in of_reason]:
            unchecked = f"{STATES['unchecked']} {t('comparison.gate.unchecked')}"
            condition = asked_words(t, reason, FEWEST_VERDICTS_OF_A_KIND)
            show_condition(unchecked, condition, t("comparison.gate.nothing"))
    show_note(gap_words(t, gap_months(frame)))
    show_table(frame, gate_table(frame, gate), t("comparison.gate.table"))


def show_condition(state: str, condition: str, figures: str) -> None:
    st.markdown(f"{state}  \n**{condition}**  \n{figures}")


def state_words(frame: Frame, conditions: list[Condition]) -> str:
    state = "met" if all(condition.is_met for condition in conditions) else "not_met"
    words = f"{STATES[state]} {frame.t(f'comparison.gate.{state}')}"
    return words if state == "met" else unmet_words(words)


def unmet_words(words: str) -> str:
    return f":orange[**{words}**]"


def gap_months(frame: Frame) -> dict[str, float]:
    """Median months between visits, by arm."""
    gaps = frame.filtered_rows("visit_gaps")
    return dict(zip(gaps["delivery"], gaps["median_gap_months"], strict=True))


def gate_table(frame: Frame, gate: Gate) -> pd.DataFrame:
    t = frame.t
    return pd.DataFrame(
        [
            {
                t("comparison.column.condition"): asked_words(t, condition.reason, condition.threshold),
                t("comparison.column.arm"): t(f"comparison.arm.{condition.arm}") if condition.arm else "–",
                t("comparison.column.kind"): kind_words(t, condition) or "–",
                t("comparison.column.figure"): "–" if condition.figure is None else number(condition.figure, t.lang),
                t("comparison.column.threshold"): number(condition.threshold, t.lang),
                t("comparison.column.status"): t(f"comparison.gate.{'met' if condition.is_met else 'not_met'}"),
            }
            for condition in gate.conditions
        ]
    )
