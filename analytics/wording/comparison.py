"""Whether groups and individuals can be compared, in words: the gate, its conditions, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, points
from analytics.methods.comparison import ARMS, MIN_VERDICTS_A_YEAR, Condition, Gate
from analytics.wording.estimates import group_words, interval_words

PROGRAMME_OF_ARM = {"group": "KUBE", "individual": "UEP"}
DIMENSION_OF = {
    "business_category_not_shared": "business_category",
    "regency_type_not_shared": "regency_type",
}
"""The conditions that are put to each kind of a dimension."""

Marked = Callable[[str], str]


def absent_words(t: Catalog, present: Collection[str]) -> str | None:
    """The refusal where an arm has no grants at all; None where the programmes `present` hold both."""
    absent = [arm for arm in ARMS if PROGRAMME_OF_ARM[arm] not in present]
    if not absent:
        return None
    cause = t(f"comparison.missing.{absent[0] if len(absent) == 1 else 'both'}")
    return t("comparison.refused", causes=cause, needs=t("comparison.both_arms"))


def refusal_words(t: Catalog, gate: Gate) -> list[str]:
    """Every cause; then what the first of them needs or, where the arms share no trade, what visits cannot mend."""
    first = next(condition for condition in gate.conditions if not condition.is_met)
    causes = ", ".join(t(f"comparison.cause.{reason}") for reason in gate.reasons)
    refused = t("comparison.refused", causes=causes)
    if not gate.has_common_trade:
        return [refused, t("comparison.refused_for_good")]
    need = asked_words(t, first.reason, first.threshold, "need")
    more = len(gate.reasons) > 1
    return [refused, t("comparison.refused_needs", needs=t("comparison.refused_more", need=need) if more else need)]


def difference_words(t: Catalog, difference: Estimate) -> list[str]:
    """The difference in a sentence, what it compares, and what it assumes; never called an effect. It has a value."""
    interval = difference.sampling
    assert difference.value is not None and interval is not None
    words = interval_words(t, interval, difference.unit)
    zero = [t("comparison.holds_zero")] if interval.holds(0.0) else []
    return [
        t("comparison.met", d=points(difference.value, t.lang), interval=words),
        " ".join([t("comparison.met_more"), *zero]),
        t("comparison.assumption"),
    ]


def asked_words(t: Catalog, reason: str, threshold: float, form: str = "asked") -> str:
    """What a condition asks for."""
    least = {"threshold": number(threshold, t.lang), "verdicts": number(MIN_VERDICTS_A_YEAR, t.lang)}
    return t(f"comparison.{form}.{reason}", **least)


def by_reason(gate: Gate) -> dict[str, list[Condition]]:
    """The conditions that ask for the same, together; in the order of the gate."""
    found: dict[str, list[Condition]] = {}
    for condition in gate.conditions:
        found.setdefault(condition.reason, []).append(condition)
    return found


def figure_words(t: Catalog, gate: Gate, conditions: Sequence[Condition], unmet: Marked = str) -> str:
    """The figures of the conditions that share a reason, in one line. `unmet` marks what is not met."""
    first = conditions[0]
    if first.reason == "no_common_years":
        years = ", ".join(str(year) for year in gate.common_years)
        count = number(len(gate.common_years), t.lang)
        return t("comparison.gate.years", count=count, years=years) if years else t("comparison.gate.no_years")
    if first.of is None:
        return t("comparison.arm.figures", **{str(c.arm): number(c.figure or 0, t.lang) for c in conditions})
    kinds = [
        (
            condition,
            t("comparison.gate.kind", kind=kind_words(t, condition), figure=number(condition.figure or 0, t.lang)),
        )
        for condition in conditions
    ]
    return ", ".join(words if condition.is_met else unmet(words) for condition, words in kinds)


def kind_words(t: Catalog, condition: Condition) -> str:
    """The kind of business or regency that a condition is put to; empty where it is put to all."""
    return group_words(t, DIMENSION_OF[condition.reason], condition.of) if condition.of else ""


def gap_words(t: Catalog, gap_months: Mapping[str, float]) -> str:
    """The median months between visits by arm: to be read, no condition."""
    if any(arm not in gap_months for arm in ARMS):
        return t("comparison.gate.no_visits")
    return t("comparison.gate.gaps", **{arm: number(gap_months[arm], t.lang, 1) for arm in ARMS})
