"""The answer of the page: the most numerous type, how long they last, and which close more often than others."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from pages.sections.business_types.types import Category, Types
from pages.shared.show import show_answer


def show_type_answer(types: Types) -> None:
    t = types.frame.t
    unnamed = [t("business_types.answer.some_unnamed", count=number(types.count(None), t.lang))]
    notes = [t("business_types.answer.alike"), *(unnamed if None in types.grants and len(types.order) > 1 else [])]
    show_answer(types.frame, " ".join([most_words(types), *lasting_words(types)]), " ".join(notes))


def most_words(types: Types) -> str:
    """Which type is the most numerous; what is none, 'other', never is."""
    t = types.frame.t
    named = [category for category in types.order if category is not None]
    if not named:
        return t("business_types.answer.unnamed", programme=types.short, n=number(types.count(None), t.lang))
    known = [category for category in named if category != "other"] or named
    most, largest = (max(categories, key=types.count) for categories in (known, named))
    form = "only" if len(named) == 1 else "most" if most == largest else "most_known"
    return t(
        f"business_types.answer.{form}",
        programme=types.short,
        category=types.label(most),
        x=number(types.count(most), t.lang),
        n=number(sum(types.count(category) for category in named), t.lang),
        other=number(types.count(largest), t.lang),
    )


def lasting_words(types: Types) -> list[str]:
    """Survival at 12 months and rates of closing, from the lowest to the highest; which lie beyond chance."""
    t = types.frame.t
    ages = [100 * one.value for one in types.at_12_months.values() if one.value is not None]
    rates = {category: one for category, one in types.rates.items() if one.value is not None}
    if len(rates) < 2:
        return []
    said = [t("business_types.answer.age", **ends(ages, t.lang, 0))] if len(ages) > 1 else []
    values = [one.value for one in rates.values() if one.value is not None]
    beyond = [category for category, one in rates.items() if one.note("closes_unlike_average")]
    more = [category for category in beyond if (rates[category].value or 0) > 1]
    fewer = [category for category in beyond if category not in more]
    form = "both" if more and fewer else "more" if more else "fewer" if fewer else "none"
    words = {"more": named(types, more, rates), "fewer": named(types, fewer, rates)}
    rate = t(f"business_types.answer.{form}", programme=types.short, **words, **ends(values, t.lang, 2))
    return [*said, rate]


def ends(values: list[float], lang: str, decimals: int) -> dict[str, str]:
    return {"low": number(min(values), lang, decimals), "high": number(max(values), lang, decimals)}


def named(types: Types, categories: list[Category], rates: dict[Category, Estimate]) -> str:
    lang = types.frame.lang
    return ", ".join(f"{types.label(one)} ({number(rates[one].value or 0, lang, 2)})" for one in categories)
