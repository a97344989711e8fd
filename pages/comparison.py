"""Groups and individuals: whether they can be compared at all, and each side on its own in three units."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.answers.figures import comparison
from analytics.charts.comparison import DifferenceRow, cost_rows, difference_rows
from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, points, rupiah
from analytics.methods.comparison import (
    ARMS,
    FEWEST_VERDICTS_OF_A_KIND,
    Condition,
    Difference,
    Gate,
    Sensitivity,
)
from analytics.methods.figure import Figure
from analytics.programmes import PROGRAMMES
from analytics.wording.comparison import (
    DIMENSION_OF,
    PROGRAMME_OF_ARM,
    absent_words,
    asked_words,
    by_reason,
    difference_words,
    figure_words,
    kind_words,
    refusal_words,
)
from analytics.wording.estimates import (
    in_unit,
    interval_words,
    n_words,
    unit_words,
    value_words,
    withheld_words,
)
from pages.shared.frame import Frame, page_frame
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
)

UNITS = {
    "business": "persistence_rate",
    "person": "member_persistence",
    "cost_business": "cost_per_surviving_business_idr",
    "cost_person": "cost_per_active_member_idr",
}
SHARES = ("business", "person")
COSTS = ("cost_business", "cost_person")
STATES = {
    "met": ":material/check_circle:",
    "not_met": ":material/cancel:",
    "unchecked": ":material/help:",
}


def show_refusal_or_difference(frame: Frame) -> bool:
    """The answer: an arm without grants, a condition not met, or the difference; under it each condition."""
    t = frame.t
    present = {str(estimate.by["programme"]) for estimate in frame.figures("grants", by=["programme"])}
    refusal = absent_words(t, present)
    if refusal:
        show_answer(frame, refusal, t("comparison.who"))
        return False
    found = frame.ask(comparison)
    if found.difference is None or found.sensitivity is None:
        show_answer(frame, refusal_words(t, found.gate), t("comparison.who"))
    else:
        show_difference(frame, found.difference, found.sensitivity)
    show_gate(frame, found.gate)
    return found.difference is not None


def show_difference(frame: Frame, difference: Difference, sensitivity: Sensitivity) -> None:
    """The adjusted difference in a sentence; the crude one and what it hangs on beside it; never called an effect."""
    t, estimate = frame.t, frame.figure("group_individual_difference_24")
    adjusted = difference.standardised
    if adjusted.value is None or adjusted.interval is None:
        show_answer(frame, withheld_words(t, estimate), t("comparison.who"))
        return
    show_answer(frame, *difference_words(t, estimate), t("comparison.who"))
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
    show_section(t("comparison.difference.title"), difference_note(frame, estimate))
    with st.container(width=PROSE_PX):
        axis = t("comparison.difference.axis")
        figure = difference_rows(rows, frame.palette, t.lang, axis, lambda share: tick_words(frame, share))
        show_chart(frame, figure, " ".join(f"{row.label}: {row.value_label}." for row in rows), "comparison-difference")
    if sensitivity.without_one_regency:
        ends = [points(end, t.lang) for end in sensitivity.without_one_regency]
        show_note(t("comparison.difference.without_one_regency", lowest=ends[0], highest=ends[1]))
    show_table(frame, difference_table(frame, kinds), "comparison", t("comparison.difference.table"))


def difference_note(frame: Frame, estimate: Estimate) -> str:
    counts = {name: number(count, frame.lang) for name, count in estimate.counts.items()}
    return frame.t("comparison.difference.text", **counts)


def difference_row(frame: Frame, label: str, figure: Figure, *, is_adjusted: bool) -> DifferenceRow:
    t, interval = frame.t, figure.interval
    assert interval is not None and interval.lower is not None and interval.upper is not None
    assert figure.value is not None
    said = points(figure.value, t.lang)
    return DifferenceRow(label, figure.value, interval.lower, interval.upper, said, is_adjusted)


def tick_words(frame: Frame, share: float) -> str:
    return points(share, frame.lang).removesuffix(",0").removesuffix(".0")


def difference_table(frame: Frame, kinds: dict[str, Figure]) -> pd.DataFrame:
    t = frame.t
    return pd.DataFrame(
        [
            {
                t("comparison.column.kind"): label,
                t("comparison.column.value"): in_unit(t, figure.value, "share_difference"),
                t("comparison.column.interval"): interval_words(t, figure.interval, "share_difference"),
            }
            for label, figure in kinds.items()
            if figure.value is not None
        ]
    )


def show_gate(frame: Frame, gate: Gate) -> None:
    """Each condition with its state in words and icon, its figure and its threshold."""
    t = frame.t
    show_section(t("comparison.gate.title"), t("comparison.gate.text"))
    of_reason = by_reason(gate)
    with st.container(border=True, width=PROSE_PX):
        for conditions in of_reason.values():
            asked, figures = (
                asked_words(t, conditions[0].reason, conditions[0].threshold),
                figure_words(t, gate, conditions, lambda: gap_months(frame), unmet_words),
            )
            show_condition(state_words(frame, conditions), asked, figures)
        for reason in [reason for reason in DIMENSION_OF if reason not in of_reason]:
            unchecked = f"{STATES['unchecked']} {t('comparison.gate.unchecked')}"
            asked = asked_words(t, reason, FEWEST_VERDICTS_OF_A_KIND)
            show_condition(unchecked, asked, t("comparison.gate.nothing"))
    show_table(frame, gate_table(frame, gate), "comparison", t("comparison.gate.table"))


def show_condition(state: str, asked: str, figures: str) -> None:
    st.markdown(f"{state}  \n**{asked}**  \n{figures}")


def state_words(frame: Frame, conditions: list[Condition]) -> str:
    state = "met" if all(condition.is_met for condition in conditions) else "not_met"
    words = f"{STATES[state]} {frame.t(f'comparison.gate.{state}')}"
    return words if state == "met" else unmet_words(words)


def unmet_words(words: str) -> str:
    return f":orange[**{words}**]"


def gap_months(frame: Frame) -> dict[str, float]:
    """Median months between visits, by arm."""
    gaps = frame.rows("visit_gaps", as_of=frame.as_of, picked=frame.where)
    return dict(zip(gaps["delivery"], gaps["median_gap_months"], strict=True))


def gate_table(frame: Frame, gate: Gate) -> pd.DataFrame:
    t = frame.t
    return pd.DataFrame(
        [
            {
                t("comparison.column.condition"): asked_words(t, condition.reason, condition.threshold),
                t("comparison.column.arm"): t(f"comparison.arm.{condition.arm}") if condition.arm else "–",
                t("comparison.column.kind"): kind_words(t, condition) or "–",
                t("comparison.column.figure"): "–" if condition.figure is None else figure_number(frame, condition),
                t("comparison.column.threshold"): number(condition.threshold, t.lang),
                t("comparison.column.status"): t(f"comparison.gate.{'met' if condition.is_met else 'not_met'}"),
            }
            for condition in gate.conditions
        ]
    )


def figure_number(frame: Frame, condition: Condition) -> str:
    return number(condition.figure or 0, frame.lang, 2 if condition.reason == "visit_gaps_differ" else 0)


def show_panels(frame: Frame) -> None:
    """Two panels that share no axis, and WRSE under them."""
    t = frame.t
    estimates = {unit: frame.by_programme(key) for unit, key in UNITS.items()}
    show_section(t("comparison.panels.title"), f"{t('comparison.panels.text')} {t('figures.persistence.assumption')}")
    for column, arm in zip(st.columns(2), ARMS, strict=True):
        with column:
            show_panel(frame, estimates, PROGRAMME_OF_ARM[arm])
    if "WRSE" in estimates["business"]:
        with st.columns(2)[0]:
            show_panel(frame, estimates, "WRSE")
    show_table(frame, units_table(frame, estimates), "comparison", t("comparison.panels.table"))


def show_panel(frame: Frame, estimates: dict[str, dict[str, Estimate]], code: str) -> None:
    t = frame.t
    with st.container(border=True):
        st.subheader(t(f"comparison.heading.{code}"), anchor=False)
        if code not in estimates["business"]:
            st.markdown(t("comparison.panels.absent", programme=t(f"programme.{code}.short")))
            return
        rows = {unit: unit_row(frame, unit, of[code]) for unit, of in estimates.items() if code in of}
        shares = [rows[unit] for unit in SHARES if unit in rows]
        axis = t("comparison.panels.share_axis")
        show_chart(
            frame, estimate_rows(shares, frame.palette, t.lang, axis), alt_text(shares), f"comparison-shares-{code}"
        )
        if PROGRAMMES[code].delivery == "individual":
            st.markdown(t("comparison.unit.person_individual"))
        costs = [rows[unit] for unit in COSTS if unit in rows]
        figure = cost_rows(
            costs, frame.palette, t.lang, t("comparison.panels.cost_axis"), lambda amount: rupiah(amount, t.lang)
        )
        show_chart(frame, figure, alt_text(costs), f"comparison-costs-{code}")


def unit_row(frame: Frame, unit: str, estimate: Estimate) -> EstimateRow:
    t = frame.t
    return EstimateRow(
        t(f"comparison.unit.{unit}"),
        note_words(frame, unit, estimate),
        estimate,
        str(estimate.by["programme"]),
        value_words(t, estimate),
        withheld_words(t, estimate) if estimate.withheld else "",
    )


def note_words(frame: Frame, unit: str, estimate: Estimate) -> str:
    t = frame.t
    if unit == "business":
        return n_words(t, estimate)
    counts = {name: number(count, t.lang) for name, count in estimate.counts.items()}
    return t(f"comparison.note.{unit}", unit=unit_words(t, estimate), **counts)


def alt_text(rows: list[EstimateRow]) -> str:
    return " ".join(f"{row.label}: {row.value_label}, {row.note}." for row in rows)


def units_table(frame: Frame, estimates: dict[str, dict[str, Estimate]]) -> pd.DataFrame:
    t = frame.t
    return pd.DataFrame(
        [
            {
                t("comparison.column.programme"): t(f"programme.{code}.short"),
                t("comparison.column.unit"): t(f"comparison.unit.{unit}"),
                t("comparison.column.value"): value_words(t, of[code]),
                t("comparison.column.interval"): sampling_words(frame, of[code]),
                t("comparison.column.n"): f"{number(of[code].n, t.lang)} {unit_words(t, of[code])}",
            }
            for code in PROGRAMMES
            for unit, of in estimates.items()
            if code in of
        ]
    )


def sampling_words(frame: Frame, estimate: Estimate) -> str:
    interval = estimate.interval("sampling")
    return interval_words(frame.t, interval, estimate.unit) if interval else "–"


frame = page_frame("comparison")
show_head(frame, "comparison")
if not show_empty(frame):
    is_compared = show_refusal_or_difference(frame)
    show_panels(frame)
    compared = ("group_individual_difference_24",) if is_compared else ()
    show_method(frame, *UNITS.values(), *compared, queries=("comparison", "visit_gaps"))
