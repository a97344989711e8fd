"""Scenarios that the planner names and lays side by side, kept for the session."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.estimators.grant_size import Prior, chance_of_break_even, weigh
from analytics.text.numbers import number, rupiah
from pages.parts.frame import Frame
from pages.parts.planner import Inputs, hundred, times
from pages.parts.show import PROSE_PX, show_section, show_table

KEPT = "_grant_size_scenarios"
Scenario = tuple[Inputs, Prior]


def show_scenarios(frame: Frame, inputs: Inputs, prior: Prior) -> None:
    """A name and a button; under them the table of all that were kept."""
    t = frame.t
    kept: dict[str, Scenario] = st.session_state.setdefault(KEPT, {})
    show_section(t("grant_size.scenario.title"), "" if kept else t("grant_size.scenario.empty"))
    with st.container(width=PROSE_PX):
        name = st.text_input(t("grant_size.scenario.name"), key="grant_size_name", bind="query-params", max_chars=60)
        unnamed = t("grant_size.scenario.unnamed", number=number(len(kept) + 1, t.lang))
        if st.button(t("grant_size.scenario.keep"), icon=":material/bookmark_add:", key="grant_size_keep"):
            kept[name.strip() or unnamed] = (inputs, prior)
        if kept and st.button(t("grant_size.scenario.clear"), type="tertiary", key="grant_size_clear"):
            kept.clear()
    if kept:
        show_table(frame, side_by_side(frame, kept), "grant_size", t("grant_size.scenario.table"), is_open=True)


def side_by_side(frame: Frame, kept: dict[str, Scenario]) -> pd.DataFrame:
    """A row an input or result, a column a scenario."""
    columns = {name: scenario_words(frame, *scenario) for name, scenario in kept.items()}
    rows = next(iter(columns.values()))
    item = frame.t("grant_size.column.item")
    return pd.DataFrame(
        {item: [frame.t(f"grant_size.scenario.row.{row}") for row in rows]}
        | {name: list(words.values()) for name, words in columns.items()}
    )


def scenario_words(frame: Frame, inputs: Inputs, prior: Prior) -> dict[str, str]:
    lang, plan, baseline = frame.lang, inputs.plan, inputs.baseline
    (now,) = weigh(plan, [plan.present_amount_idr], baseline)
    (considered,) = weigh(plan, [inputs.considered_idr], baseline)
    has_chance = baseline is not None and inputs.is_larger
    return {
        "budget": rupiah(plan.budget_idr, lang),
        "cost": rupiah(plan.delivery_cost_idr, lang),
        "present": rupiah(plan.present_amount_idr, lang),
        "considered": rupiah(inputs.considered_idr, lang),
        "baseline": "–" if baseline is None else hundred(frame, baseline.share),
        "recipients_now": number(now.recipients, lang),
        "recipients": number(considered.recipients, lang),
        "ratio": times(frame, considered.ratio),
        "needed": "–" if considered.needed is None else needed_words(frame, considered.needed),
        "chance": hundred(frame, chance_of_break_even(baseline, considered.ratio, prior))
        if baseline is not None and has_chance
        else "–",
    }


def needed_words(frame: Frame, needed: float) -> str:
    """Of every 100, or that it is impossible."""
    return frame.t("grant_size.chart.impossible") if needed > 1 else hundred(frame, needed)
