"""What a planner enters about the grant size, kept in the address, and the baseline that follows from it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analytics.estimate import Estimate
from analytics.estimators.grant_size import Baseline, Plan, break_even_ratio, entered_baseline
from analytics.programmes import PROGRAMMES
from analytics.text.numbers import number, percent, rupiah
from analytics.wording.estimates import withheld_words
from pages.parts.frame import Frame

MILLION, BILLION = 1_000_000, 1_000_000_000
AMOUNTS_IDR = [half * MILLION // 2 for half in range(6, 25)] + [15 * MILLION, 20 * MILLION]
PRESENT_IDR, CONSIDERED_IDR = 5 * MILLION, 15 * MILLION // 2
OTHERS_IDR = [9 * MILLION // 2, 6 * MILLION, 10 * MILLION]
BUDGET_BILLION = 8.4
SOURCES = ["UEP", *(code for code in PROGRAMMES if PROGRAMMES[code].delivery == "individual" and code != "UEP")]
ENTERED = "entered"
FEWEST_OF_HUNDRED, MOST_OF_HUNDRED, WIDEST_MARGIN = 1.0, 99.0, 49.0


@dataclass(frozen=True)
class Inputs:
    """What was entered. `source`: programme of the baseline, or `entered`; `from_data`: its survival_24."""

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
        budget = st.number_input(
            t("grant_size.input.budget"), 0.1, 10_000.0, BUDGET_BILLION, 0.1, "%.2f",
            key="grant_size_budget", bind="query-params",
        )  # fmt: skip
        cost = st.number_input(
            t("grant_size.input.cost"), 0.0, 100.0, 0.0, 0.1, "%.2f",
            key="grant_size_cost", bind="query-params",
        )  # fmt: skip
        present = pick_amount(frame, "present", PRESENT_IDR)
        considered = pick_amount(frame, "considered", CONSIDERED_IDR)
        source = st.selectbox(
            t("grant_size.input.source"), [*SOURCES, ENTERED], format_func=lambda code: source_words(frame, code),
            key="grant_size_source", bind="query-params",
        )  # fmt: skip
        from_data = None if source == ENTERED else frame.figure("survival_24", programme=[source])
        baseline = data_baseline(from_data) or ask_baseline(frame)
        others = st.multiselect(
            t("grant_size.input.amounts"), AMOUNTS_IDR, OTHERS_IDR, lambda amount: rupiah(amount, t.lang),
            placeholder=t("grant_size.input.amounts_none"), key="grant_size_amounts", bind="query-params",
        )  # fmt: skip
        st.markdown(f":gray[{t('grant_size.input.link')}]")
    plan = Plan(round((budget or BUDGET_BILLION) * BILLION), round((cost or 0) * MILLION), present)
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


def data_baseline(estimate: Estimate | None) -> Baseline | None:
    """What the data says with its interval, where it is not withheld and not a certainty."""
    if estimate is None or estimate.value is None:
        return None
    interval = estimate.interval("sampling")
    if interval is None or not interval.lower or interval.upper is None or interval.upper >= 1:
        return None
    return Baseline(float(estimate.value), (interval.lower, interval.upper))


def ask_baseline(frame: Frame) -> Baseline | None:
    """A field that starts empty: never preset, least of all from the groups."""
    t = frame.t
    share = st.number_input(
        t("grant_size.input.share"), FEWEST_OF_HUNDRED, MOST_OF_HUNDRED, None, 1.0, "%.1f",
        key="grant_size_share", bind="query-params", placeholder=t("grant_size.input.share_none"),
    )  # fmt: skip
    margin = st.number_input(
        t("grant_size.input.margin"), 0.0, WIDEST_MARGIN, None, 1.0, "%.1f",
        key="grant_size_margin", bind="query-params", placeholder=t("grant_size.input.share_none"),
    )  # fmt: skip
    return None if share is None else entered_baseline(share, margin)


def baseline_words(frame: Frame, inputs: Inputs) -> list[str]:
    """Where the baseline comes from, or why there is none from the data."""
    t, baseline, estimate = frame.t, inputs.baseline, inputs.from_data
    if estimate is not None and baseline is not None and data_baseline(estimate) == baseline:
        lower, upper = baseline.interval or (baseline.share, baseline.share)
        said = {"p": hundred(frame, baseline.share), "lower": hundred(frame, lower), "upper": hundred(frame, upper)}
        n = number(estimate.n, t.lang)
        return [t("grant_size.baseline.data", programme=t(f"programme.{inputs.source}.short"), n=n, **said)]
    lines = [] if estimate is None else [withheld_baseline_words(frame, inputs.source, estimate)]
    if baseline is None:
        return [*lines, t(f"grant_size.baseline.{'empty' if estimate is None else 'ratio_instead'}")]
    if baseline.interval is None:
        return [*lines, t("grant_size.baseline.entered", p=hundred(frame, baseline.share))]
    lower, upper = (hundred(frame, end) for end in baseline.interval)
    return [
        *lines,
        t("grant_size.baseline.entered_range", p=hundred(frame, baseline.share), lower=lower, upper=upper),
    ]


def withheld_baseline_words(frame: Frame, code: str, estimate: Estimate) -> str:
    t, programme = frame.t, frame.t(f"programme.{code}.short")
    if not estimate.n:
        return t("grant_size.baseline.no_grants", programme=programme)
    reason = withheld_words(t, estimate) if estimate.withheld else t("figures.withheld.too_few_closures")
    words = t("grant_size.baseline.withheld", programme=programme, reason=reason)
    interval = estimate.interval("sampling")
    if interval is None or interval.lower is None or interval.upper is None:
        return words
    lower, upper = hundred(frame, interval.lower), hundred(frame, interval.upper)
    return f"{words} {t('grant_size.baseline.withheld_range', lower=lower, upper=upper, n=number(estimate.n, t.lang))}"


def hundred(frame: Frame, share: float) -> str:
    """A share as a number of every 100."""
    return percent(share, frame.lang, 0).removesuffix("%")


def times(frame: Frame, ratio: float) -> str:
    """`2`, `1,5`, `1,45`: as many decimals as are needed, two at most."""
    two = number(ratio, frame.lang, 2)
    return two.rstrip("0").rstrip(",.")
