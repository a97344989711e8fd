"""The chance of break-even under an assumption that is the planner's own."""

from __future__ import annotations

import streamlit as st

from analytics.i18n.numbers import number
from analytics.methods.grant_size import Amount, Prior, chance_of_break_even, shifted_share
from analytics.wording.grant_size import hundred
from pages.sections.grant_size.inputs import Inputs
from pages.sections.grant_size.pilot import amount_words
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_section

MIN_CHANCE_SHOWN = 0.01


def show_prior(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> Prior:
    """The chance of break-even under an assumption that is the planner's own, said as such."""
    t, words = frame.t, amount_words(frame, inputs)
    show_section(t("grant_size.prior.title"), t("grant_size.prior.text", **words))
    with st.container(width=PROSE_PX):
        usual = Prior()
        mean = st.slider(
            t("grant_size.prior.mean"), -1.0, 2.0, usual.mean, 0.05, key="grant_size_mean", bind="query-params"
        )
        deviation = st.slider(
            t("grant_size.prior.deviation"), 0.05, 1.5, usual.deviation, 0.05,
            key="grant_size_deviation", bind="query-params",
        )  # fmt: skip
        prior = Prior(mean, deviation)
        for line in prior_lines(frame, inputs, amounts, prior):
            st.markdown(line)
    return prior


def prior_lines(frame: Frame, inputs: Inputs, amounts: dict[int, Amount], prior: Prior) -> list[str]:
    t, words, baseline = frame.t, amount_words(frame, inputs), inputs.baseline
    if not inputs.is_larger:
        return [t("grant_size.prior.only_larger")]
    if baseline is None:
        return [t("grant_size.prior.needs_baseline")]
    considered, now = amounts[inputs.considered_idr], amounts[inputs.plan.present_amount_idr]
    then, (lower, upper) = shifted_share(baseline, prior)
    chance = chance_of_break_even(baseline, considered.ratio, prior)
    shares = {
        "now": hundred(frame.t, baseline.share),
        "then": hundred(frame.t, then),
        "lower": hundred(frame.t, lower),
        "upper": hundred(frame.t, upper),
    }
    now_ends = now.surviving_range or (now.surviving or 0, now.surviving or 0)
    surviving = {
        "surviving": number(considered.recipients * then, t.lang),
        "lower": number(considered.recipients * lower, t.lang),
        "upper": number(considered.recipients * upper, t.lang),
        "now": number(now.surviving or 0, t.lang),
        "now_lower": number(now_ends[0], t.lang),
        "now_upper": number(now_ends[1], t.lang),
    }
    return [
        t("grant_size.prior.answer", amount=words["amount"], chance=chance_words(frame, chance)),
        t("grant_size.prior.shift", amount=words["amount"], **shares),
        t("grant_size.prior.surviving", **words, **surviving),
    ]


def chance_words(frame: Frame, chance: float) -> str:
    """Of 100; what is unlikely is not said to be impossible."""
    return frame.t("grant_size.prior.under_one") if 0 < chance < MIN_CHANCE_SHOWN else hundred(frame.t, chance)
