"""The one sentence: reach, and what survival must be."""

from __future__ import annotations

from analytics.i18n.numbers import number, rupiah
from analytics.methods.grant_size import Amount, Baseline, chance_impossible, tenths
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
    return f"{reach} {needed_words(frame, inputs.baseline, considered, considered.needed)}"


def needed_words(frame: Frame, baseline: Baseline, considered: Amount, needed: float) -> str:
    """What share must survive: from end to end of the baseline's interval where it has one."""
    t, ends = frame.t, considered.needed_range
    if ends is None or baseline.interval is None or ends[0] > 1:
        form = "impossible" if considered.is_impossible else "must" if considered.ratio > 1 else "enough"
        return t(f"grant_size.answer.{form}", needed=hundred(t, needed), now=hundred(t, baseline.share))
    form = "enough_range" if considered.ratio <= 1 else "must_range" if ends[1] <= 1 else "must_beyond"
    said = {
        "needed": needed, "lower": ends[0], "upper": ends[1], "now": baseline.share,
        "now_lower": baseline.interval[0], "now_upper": baseline.interval[1],
    }  # fmt: skip
    return t(f"grant_size.answer.{form}", **{name: hundred(t, share) for name, share in said.items()})


def impossible_words(frame: Frame, inputs: Inputs, considered: Amount) -> list[str]:
    """In tenths, the chance that no gain would be enough; nothing where it is none or has no interval."""
    baseline = inputs.baseline_if_alike
    if baseline is None or baseline.interval is None or considered.ratio <= 1:
        return []
    said = tenths(chance_impossible(baseline, considered.ratio))
    form = "chance_impossible" if said else "chance_impossible_small"
    return [frame.t(f"grant_size.answer.{form}", **({"tenths": number(said, frame.lang)} if said else {}))]


def show_planner_answer(frame: Frame, inputs: Inputs, amounts: dict[int, Amount], is_programme_filtered: bool) -> None:
    t = frame.t
    of_chance = impossible_words(frame, inputs, amounts[inputs.considered_idr])
    behind = [*baseline_words(frame, inputs), refusal_words(frame), t("grant_size.answer.caveat")]
    if is_programme_filtered:
        behind.append(t("grant_size.answer.programme_filter"))
    how = [t("grant_size.picture.reading"), *filter(None, behind), t("grant_size.how.text")]
    show_answer(frame, answer_words(frame, inputs, amounts), *of_chance[:1], how_to_read="\n\n".join(how))
