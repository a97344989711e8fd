"""What a planner enters about the grant size, kept in the address, and the baseline that follows from it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analytics.answers.amounts import (
    BASELINE_PROGRAMME,
    CONSIDERED_IDR,
    OTHERS_IDR,
    USUAL_PLAN,
    data_baseline,
    data_baseline_if_alike,
)
from analytics.estimate import Estimate
from analytics.i18n.numbers import rupiah
from analytics.i18n.typed_numbers import NumberField
from analytics.methods.grant_size import Baseline, Plan, break_even_ratio, entered_baseline
from analytics.programmes import PROGRAMMES
from analytics.wording.grant_size import data_baseline_words, hundred, withheld_baseline_words
from pages.shared.frame import Frame
from pages.shared.number_input import ask_number, ask_optional_number

MILLION = 1_000_000
AMOUNTS_IDR = [half * MILLION // 2 for half in range(6, 25)] + [15 * MILLION, 20 * MILLION]
BUDGET = NumberField("rupiah_billion", 100 * MILLION, 1_000_000 * MILLION)
COST = NumberField("rupiah_million", 0, 20 * MILLION)
SHARE, MARGIN = NumberField("percent", 1, 99), NumberField("percent", 0, 49)
SOURCES = [
    BASELINE_PROGRAMME,
    *(code for code in PROGRAMMES if PROGRAMMES[code].delivery == "individual" and code != BASELINE_PROGRAMME),
]
ENTERED = "entered"


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
    """The fields, and what they say. A baseline that the data withholds leaves an empty field."""
    t = frame.t
    with st.container(border=True):
        st.markdown(f"**{t('grant_size.input.title')}**")
        budget = ask_number(frame, t("grant_size.input.budget"), BUDGET, USUAL_PLAN.budget_idr, "grant_size_budget")
        cost = ask_number(frame, t("grant_size.input.cost"), COST, USUAL_PLAN.delivery_cost_idr, "grant_size_cost")
        present = pick_amount(frame, "present", USUAL_PLAN.present_amount_idr)
        considered = pick_amount(frame, "considered", CONSIDERED_IDR)
        source = st.selectbox(
            t("grant_size.input.source"), [*SOURCES, ENTERED], format_func=lambda code: source_words(frame, code),
            key="grant_size_source", bind="query-params",
        )  # fmt: skip
        from_data = None if source == ENTERED else frame.without("regency").estimate("survival_24", programme=[source])
        baseline = data_baseline(from_data) or ask_baseline(frame)
        others = st.multiselect(
            t("grant_size.input.amounts"), AMOUNTS_IDR, list(OTHERS_IDR), lambda amount: rupiah(amount, t.lang),
            placeholder=t("grant_size.input.amounts_none"), key="grant_size_amounts", bind="query-params",
        )  # fmt: skip
        st.markdown(f":gray[{t('grant_size.input.link')}]")
    plan = Plan(round(budget), round(cost), present)
    return Inputs(plan, considered, (present, considered, *others), source, baseline, from_data)


def pick_amount(frame: Frame, name: str, usual_idr: int) -> int:
    chosen: int = st.selectbox(
        frame.t(f"grant_size.input.{name}"), AMOUNTS_IDR, AMOUNTS_IDR.index(usual_idr),
        lambda amount: rupiah(amount, frame.lang), key=f"grant_size_{name}", bind="query-params",
    )  # fmt: skip
    return chosen


def source_words(frame: Frame, code: str) -> str:
    if code == ENTERED:
        return frame.t("grant_size.input.source_entered")
    return frame.t("grant_size.input.source_data", programme=frame.t(f"programme.{code}.short"))


def ask_baseline(frame: Frame) -> Baseline | None:
    """A field that starts empty: never preset, least of all from the groups."""
    t = frame.t
    empty = t("grant_size.input.share_none")
    share = ask_optional_number(frame, t("grant_size.input.share"), SHARE, "grant_size_share", placeholder=empty)
    margin = ask_optional_number(frame, t("grant_size.input.margin"), MARGIN, "grant_size_margin", placeholder=empty)
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
