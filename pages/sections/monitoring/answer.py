"""The answer of the page: what visits have told, and what the next ones would."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.answers.visit_plan import AuditPlan
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, percent, points
from analytics.wording.estimates import persistence_sentence, sampling_words
from analytics.wording.headline import not_found_words
from pages.shared.frame import Frame

Counts = Mapping[str, int]


def all_counts(frame: Frame) -> Counts:
    (counts,) = frame.filtered_rows("monitoring", by=[]).to_dict("records")
    return {str(state): count for state, count in counts.items()}


def answer_words(frame: Frame, plan: AuditPlan, counts: Counts) -> list[str]:
    """The audit leads where its visits are in; else what the next visits would tell."""
    t, audited = frame.t, frame.estimate("persistence_audited")
    notes = []
    if counts["never_visited_too_young"] and plan.frame:
        notes.append(t("monitoring.answer.young", young=number(counts["never_visited_too_young"], t.lang)))
    if audited.value is not None:
        return [*audited_words(frame, audited), " ".join([next_words(frame, plan, counts), *notes])]
    if plan.width_after is None:
        return [next_words(frame, plan, counts), *notes]
    return [next_words(frame, plan, counts), " ".join([t("monitoring.answer.why"), *notes])]


def next_words(frame: Frame, plan: AuditPlan, counts: Counts) -> str:
    t = frame.t
    unseen = number(counts["never_visited"], t.lang)
    if not plan.frame and not plan.known_closed:
        return t("monitoring.answer.too_young", n=number(counts["too_young"], t.lang))
    if not plan.frame:
        return t("monitoring.answer.all_closed", n=number(plan.known_closed, t.lang))
    if plan.width_after is None:
        return t("monitoring.answer.too_few", u=unseen, frame=number(plan.frame, t.lang))
    form = "next" if plan.audited else "visits" if counts["never_visited"] else "all_visited"
    width = points(plan.width_after, t.lang, 0)
    return t(f"monitoring.answer.{form}", u=unseen, k=number(plan.visits, t.lang), w=width)


def audited_words(frame: Frame, audited: Estimate) -> list[str]:
    t = frame.t
    headline = t(
        "monitoring.answer.audited",
        n=number(audited.n, t.lang),
        p=percent(audited.value or 0.0, t.lang),
        N=number(audited.counts["frame"] + audited.counts["known_closed"], t.lang),
        interval=sampling_words(t, audited),
    )
    ordinary = persistence_sentence(t, frame.estimate("persistence_rate"))
    return [headline, *not_found_words(t, audited), t("monitoring.answer.audited_ordinary", sentence=ordinary)]
