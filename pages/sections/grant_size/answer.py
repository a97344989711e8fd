"""The one sentence: reach, and what survival must be."""

from __future__ import annotations

from analytics.i18n.numbers import number, rupiah
from analytics.methods.grant_size import Amount
from analytics.wording.grant_size import hundred, times
from pages.sections.grant_size.inputs import Inputs, baseline_words
from pages.sections.grant_size.records import refusal_words
from pages.shared.frame import Frame
from pages.shared.show import show_answer


def answer_words(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> str:
    """The one sentence: reach, and what survival must be; without a baseline the ratio and its ceiling."""
    t, considered, now = frame.t, amounts[inputs.considered_idr], amounts[inputs.plan.present_amount_idr]
    if considered is now:
        return t("grant_size.answer.same")
    amount = rupiah(considered.amount_idr, t.lang)
    reach = t(
        "grant_size.answer.reach",
        budget=rupiah(inputs.plan.budget_idr, t.lang),
        amount=amount,
        reached=number(considered.recipients, t.lang),
        reached_now=number(now.recipients, t.lang),
    )
    if considered.needed is None or inputs.baseline is None:
        form = "ratio" if considered.ratio > 1 else "ratio_less"
        words = {
            "amount": amount,
            "ratio": times(frame.t, considered.ratio),
            "ceiling": hundred(frame.t, considered.ceiling),
        }
        return f"{reach} {t(f'grant_size.answer.{form}', **words)}"
    form = "impossible" if considered.is_impossible else "must" if considered.ratio > 1 else "enough"
    words = {"needed": hundred(frame.t, considered.needed), "now": hundred(frame.t, inputs.baseline.share)}
    return f"{reach} {t(f'grant_size.answer.{form}', **words)}"


def range_words(frame: Frame, considered: Amount) -> list[str]:
    if considered.needed_range is None or considered.needed_range[0] > 1:
        return []
    lower, upper = considered.needed_range
    form = "range" if upper <= 1 else "range_beyond"
    return [frame.t(f"grant_size.answer.{form}", lower=hundred(frame.t, lower), upper=hundred(frame.t, upper))]


def show_planner_answer(frame: Frame, inputs: Inputs, amounts: dict[int, Amount], is_programme_filtered: bool) -> None:
    t = frame.t
    lines = [" ".join([*range_words(frame, amounts[inputs.considered_idr]), *baseline_words(frame, inputs)])]
    refused = refusal_words(frame)
    lines += [refused] if refused else []
    if is_programme_filtered:
        lines.append(t("grant_size.answer.programme_filter"))
    show_answer(frame, answer_words(frame, inputs, amounts), *lines)
