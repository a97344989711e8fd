"""The answer in one sentence: how many of a programme still run, and all programmes at equal age."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n.numbers import percent, points
from analytics.wording.headline import answer_words, not_found_words
from pages.shared.filters import labels_of
from pages.shared.frame import Frame
from pages.shared.show import show_answer

COMPARED = ("persistence_rate", "survival_12")
SHOWN = 3
"""Decimals of a share that are shown, so that the difference is that of the figures beside it."""


def headline_programme(frame: Frame) -> str:
    """The programme that is said first: the first that the filters leave."""
    return next(iter(frame.by_programme("persistence_rate")))


def show_headline(frame: Frame, code: str) -> None:
    """The sentence, and what leaving grants out did to it."""
    t = frame.t
    audited = frame.by_programme("persistence_audited").get(code)
    sentence = answer_words(
        t,
        frame.by_programme("persistence_rate")[code],
        audited,
        frame.by_programme("persistence_nowcast").get(code),
        frame.by_programme("survival_12"),
        difference_of_kinds(frame),
    )
    found = audited if audited is not None and audited.value is not None else None
    caveats = [*(not_found_words(t, found) if found else []), *before_words(frame, code)]
    show_answer(frame, sentence, *caveats)


def difference_of_kinds(frame: Frame) -> Estimate:
    """The comparison asks for groups and individuals, so a filter for a programme does not hold."""
    return frame.without("programme").estimate("group_individual_difference_24")


def before_words(frame: Frame, code: str) -> list[str]:
    """The figures with nothing left out and as they are now; nothing where nothing is left out."""
    if not frame.left_out:
        return []
    t, labels = frame.t, labels_of(frame.t, frame.store)
    parts = []
    for key in COMPARED:
        before, after = (of.by_programme(key).get(code) for of in (frame.before_leaving_out, frame))
        if before is None or after is None or before.value is None or after.value is None:
            continue
        change = points(round(after.value, SHOWN) - round(before.value, SHOWN), t.lang)
        parts.append(
            t(
                f"overview.before.{key}",
                before=percent(before.value, t.lang),
                after=percent(after.value, t.lang),
                change=change if change.startswith(("−", "-")) else f"+{change}",
            )
        )
    values = ", ".join(labels[name][code] for name, codes in frame.left_out.items() for code in codes)
    programme = t(f"programme.{code}.short")
    return [t("overview.before.line", values=values, programme=programme, figures="; ".join(parts))] if parts else []
