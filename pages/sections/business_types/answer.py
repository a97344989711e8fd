"""The answer of the page: the most numerous category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from pages.sections.business_types.categories import Category, label
from pages.shared.frame import Frame


def answer_words(frame: Frame, grants: Mapping[Category, Estimate], order: Sequence[Category]) -> list[str]:
    t = frame.t
    named = [category for category in order if category is not None]
    unnamed = number(grants[None].value or 0, t.lang) if None in grants else ""
    if not named:
        return [t("business_types.answer.unnamed", n=unnamed)]
    known = [category for category in named if category != "other"] or named
    most, largest = (max(categories, key=lambda category: grants[category].value or 0) for categories in (known, named))
    form = "only" if len(named) == 1 else "most" if most == largest else "most_known"
    sentence = t(
        f"business_types.answer.{form}",
        category=label(frame, most),
        x=number(grants[most].value or 0, t.lang),
        n=number(sum(grants[category].n for category in named), t.lang),
        other=number(grants[largest].value or 0, t.lang),
    )
    notes = [t("business_types.answer.some_unnamed", count=unnamed)] if unnamed else []
    return [sentence, " ".join([t("business_types.answer.derived"), *notes])]
