"""What a planner enters about the grant size, kept in the address, and the baseline that follows from it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analytics.answers.amounts import (
    BASELINE_PROGRAMME,
    CONSIDERED_IDR,
    USUAL_PLAN,
    data_baseline,
    data_baseline_if_alike,
)
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, separators
from analytics.i18n.typed_numbers import NumberField
from analytics.methods.grant_size import Baseline, Plan, break_even_ratio, entered_baseline
from analytics.programmes import PROGRAMMES
from analytics.wording.grant_size import data_baseline_words, hundred, withheld_baseline_words
from pages.shared.address import choose
from pages.shared.frame import Frame
from pages.shared.number_input import ask_number, ask_optional_number

MILLION = 1_000_000
FIELD_PX, SOURCE_PX = 128, 190
OFFERED_IDR = (4_500_000, 5_000_000, 6_000_000, CONSIDERED_IDR, 10_000_000)
BUDGET = NumberField("rupiah_billion", 100 * MILLION, 1_000_000 * MILLION)
COST, COST_SHARE = NumberField("rupiah_million", 0, 20 * MILLION), NumberField("percent", 0, 100)
AMOUNT = NumberField("rupiah_million", MILLION, 100 * MILLION)
SHARE, MARGIN = NumberField("percent", 1, 99), NumberField("percent", 0, 49)
SOURCES = [
    BASELINE_PROGRAMME,
    *(code for code in PROGRAMMES if PROGRAMMES[code].delivery == "individual" and code != BASELINE_PROGRAMME),
]
ENTERED, OTHER = "entered", "other"


@dataclass(frozen=True)
class Inputs:
    """What was entered. `source`: programme of the baseline, or `entered`; `from_data`: its survival_24 of the
    whole province."""

    plan: Plan
    considered_idr: int
    amounts_idr: tuple[int, ...]
    source: str
    baseline: Baseline | None
    from_data: Estimate | None

    @property
    def programme(self) -> str:
        """The programme whose records stand behind the page."""
        return SOURCES[0] if self.source == ENTERED else self.source

    @property
    def baseline_if_alike(self) -> Baseline | None:
        """The baseline were old and young grants to close alike."""
        return data_baseline_if_alike(self.from_data) or self.baseline

    @property
    def ratio(self) -> float:
        return break_even_ratio(self.plan, self.considered_idr)

    @property
    def is_larger(self) -> bool:
        return self.considered_idr > self.plan.present_amount_idr


def planner_inputs(frame: Frame) -> Inputs:
    """The fields in one line, and what they say. A baseline that the data withholds leaves an empty field."""
    t = frame.t
    with st.container(horizontal=True, key="planner"):
        with st.container(width=FIELD_PX, gap="xsmall"):
            budget = ask_number(frame, t("grant_size.input.budget"), BUDGET, USUAL_PLAN.budget_idr, "grant_size_budget")
        with st.container(width=FIELD_PX, gap="xsmall"):
            cost_idr, share = ask_cost(frame)
        with st.container(width=FIELD_PX, gap="xsmall"):
            present = ask_number(
                frame, t("grant_size.input.present"), AMOUNT, USUAL_PLAN.present_amount_idr, "grant_size_present"
            )
        with st.container(width="content"):
            considered = choose_amount(frame)
        with st.container(width=SOURCE_PX):
            sources = {code: source_words(frame, code) for code in (*SOURCES, ENTERED)}
            source = choose(t("grant_size.input.source"), "grant_size_source", sources, is_list=True)
        from_data = None if source == ENTERED else frame.without("regency").estimate("survival_24", programme=[source])
        baseline = data_baseline(from_data) or ask_baseline(frame)
    plan = Plan(round(budget), cost_idr, round(present), share)
    amounts = (plan.present_amount_idr, considered, *(idr for idr in OFFERED_IDR if idr != plan.present_amount_idr))
    return Inputs(plan, considered, amounts, source, baseline, from_data)


def ask_cost(frame: Frame) -> tuple[int, float]:
    """What delivery costs a grant: rupiah, or a share where a percentage is typed."""
    label, key = frame.t("grant_size.input.cost"), "grant_size_cost"
    typed = str(st.session_state.get(key, st.query_params.get(key, "")))
    if "%" in typed:
        return 0, float(ask_number(frame, label, COST_SHARE, 0, key)) / 100
    return round(ask_number(frame, label, COST, USUAL_PLAN.delivery_cost_idr, key)), 0.0


def choose_amount(frame: Frame) -> int:
    """One of the amounts offered, or another that is typed."""
    t = frame.t
    offered = {
        str(idr): number(idr / MILLION, t.lang, 1).removesuffix(f"{separators(t.lang)[0]}0") for idr in OFFERED_IDR
    }
    label = t("grant_size.input.considered")
    chosen = choose(
        label, "grant_size_considered", {**offered, OTHER: t("grant_size.input.other")}, usual=str(CONSIDERED_IDR)
    )
    if chosen != OTHER:
        return int(chosen)
    return round(ask_number(frame, t("grant_size.input.other_amount"), AMOUNT, CONSIDERED_IDR, "grant_size_other"))


def source_words(frame: Frame, code: str) -> str:
    if code == ENTERED:
        return frame.t("grant_size.input.source_entered")
    return frame.t("grant_size.input.source_data", programme=frame.t(f"programme.{code}.short"))


def ask_baseline(frame: Frame) -> Baseline | None:
    """A field that starts empty: never preset, least of all from the groups."""
    t = frame.t
    empty = t("grant_size.input.share_none")
    with st.container(width=FIELD_PX, gap="xsmall"):
        share = ask_optional_number(frame, t("grant_size.input.share"), SHARE, "grant_size_share", placeholder=empty)
    with st.container(width=FIELD_PX, gap="xsmall"):
        margin = ask_optional_number(
            frame, t("grant_size.input.margin"), MARGIN, "grant_size_margin", placeholder=empty
        )
    return None if share is None else entered_baseline(float(share), None if margin is None else float(margin))


def baseline_words(frame: Frame, inputs: Inputs) -> list[str]:
    """Where the baseline comes from, or why there is none from the data."""
    t, baseline, estimate = frame.t, inputs.baseline, inputs.from_data
    if estimate is not None and baseline is not None and data_baseline(estimate) == baseline:
        return [data_baseline_words(t, inputs.source, estimate, baseline)]
    lines = [] if estimate is None else [withheld_baseline_words(t, inputs.source, estimate)]
    if baseline is None:
        return [*lines, t(f"grant_size.baseline.{'empty' if estimate is None else 'ratio_instead'}")]
    if baseline.interval is None:
        return [*lines, t("grant_size.baseline.entered", p=hundred(frame.t, baseline.share))]
    lower, upper = (hundred(frame.t, end) for end in baseline.interval)
    return [
        *lines,
        t("grant_size.baseline.entered_range", p=hundred(frame.t, baseline.share), lower=lower, upper=upper),
    ]
