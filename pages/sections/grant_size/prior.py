"""The chance of break-even under an assumption that is the planner's own."""

from __future__ import annotations

import streamlit as st

from analytics.i18n.numbers import number
from analytics.i18n.typed_numbers import NumberField, Refusal, parse_typed_number
from analytics.methods.grant_size import (
    Amount,
    Baseline,
    Prior,
    chance_of_break_even,
    entered_prior,
    prior_in_points,
    shifted_share,
)
from analytics.wording.grant_size import hundred
from pages.sections.grant_size.inputs import Inputs
from pages.sections.grant_size.pilot import amount_words
from pages.sections.grant_size.scenarios import keep_scenarios, show_scenarios
from pages.shared.frame import Frame
from pages.shared.number_input import ask_optional_number
from pages.shared.panels import sides
from pages.shared.show import show_text

MIN_CHANCE_SHOWN = 0.01
RISE, DOUBT = NumberField("points", -50, 50), NumberField("points", 1, 49)


def show_prior_and_scenarios(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    """The chance of break-even under an assumption that is the planner's own, said as such; scenarios beside it, since
    they keep the assumption."""
    left, right = sides("chance", 1, 1)
    with left:
        show_text(frame.t("grant_size.prior.text", **amount_words(frame, inputs)))
        prior = ask_prior(frame, inputs.baseline)
        for line in prior_lines(frame, inputs, amounts, prior):
            st.markdown(line)
    with right:
        kept = keep_scenarios(frame, inputs, prior)
    show_scenarios(frame, kept)


def ask_prior(frame: Frame, baseline: Baseline | None) -> Prior:
    """What is entered of 100 businesses; empty fields leave the usual assumption, which they show."""
    t, usual = frame.t, linked_prior(frame)
    placeholders = ["", ""]
    if baseline is not None:
        placeholders = [number(points, t.lang) for points in prior_in_points(baseline, usual)]
    rise, doubt = (
        ask_optional_number(
            frame, t(f"grant_size.prior.{name}"), field, f"grant_size_prior_{name}", placeholder=placeholder
        )
        for name, field, placeholder in zip(("rise", "doubt"), (RISE, DOUBT), placeholders, strict=True)
    )
    if baseline is None:
        return usual
    return entered_prior(
        baseline, usual, None if rise is None else float(rise), None if doubt is None else float(doubt)
    )


def linked_prior(frame: Frame) -> Prior:
    """The usual assumption, or that of a link from before it was entered of 100: mean and deviation on the logit
    scale."""
    usual = Prior()
    mean, deviation = (
        parse_typed_number(st.query_params.get(f"grant_size_{name}", ""), field, frame.lang)
        for name, field in (("mean", NumberField("points", -1, 2)), ("deviation", NumberField("points", 0, 2)))
    )
    return Prior(
        usual.mean if isinstance(mean, Refusal) else float(mean),
        usual.deviation if isinstance(deviation, Refusal) or not deviation else float(deviation),
    )


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
