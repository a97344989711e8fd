"""The survival page in sentences: curves, who is left out, the estimate for the day, turnover."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.answers.survival import CurveOfGroup
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent, percent_range
from analytics.methods.persistence_today import Today
from analytics.wording.estimates import (
    MANY,
    count_words,
    group_words,
    interval_words,
    is_too_young,
    sampling_words,
    unit_words,
    value_words,
    withheld_words,
)

SPOKEN = ("survival_24", "survival_12")


def group_name(t: Catalog, of_group: CurveOfGroup, dimension: str, names: Mapping[str, str] | None = None) -> str:
    """The group's value of the chosen dimension; `names` are those of places."""
    return group_words(t, dimension, of_group.by[dimension], names)


def unit_of(t: Catalog, of_group: CurveOfGroup, count: int = MANY) -> str:
    """What n of the curve counts, in a sentence about businesses."""
    return unit_words(t, of_group.figures["survival_12"], count)


def curve_sentence(t: Catalog, of_group: CurveOfGroup) -> str:
    """How many of 100 still run after two years, or after one, and where the curve ends; or why there is none."""
    unit = unit_of(t, of_group)
    if of_group.curve is None:
        closures = of_group.counts.closures
        counted = unit_of(t, of_group, closures if of_group.withheld == "too_few_closures" else MANY)
        return t(f"survival.curve.withheld.{of_group.withheld}", unit=counted, closures=number(closures, t.lang))
    shown = [of_group.figures[key] for key in SPOKEN if of_group.figures[key].value is not None]
    of_few = [estimate for estimate in shown if estimate.note("told_by_few") is not None]
    led = [estimate for estimate in shown if estimate not in of_few][:1] + of_few[:1]
    sentence = " ".join(share_sentence(t, estimate, unit) for estimate in led) or t("survival.curve.nothing", unit=unit)
    sentence = " ".join([sentence, *(told_by_few_words(t, estimate) for estimate in of_few[:1])])
    cut = t("survival.curve.cut", cut=number(int(of_group.curve.cutoff_months), t.lang), unit=unit)
    return f"{sentence} {cut}"


def share_sentence(t: Catalog, estimate: Estimate, unit: str) -> str:
    """How many of 100 still run at the age of the figure, said as rough where its interval is wide."""
    interval = estimate.sampling
    assert interval is not None
    assert estimate.value is not None
    age = t(f"survival.curve.age.{estimate.indicator}")
    if estimate.note("wide") is not None:
        said = {
            name: of_hundred(t, share)
            for name, share in (("p", estimate.value), ("lower", interval.lower), ("upper", interval.upper))
        }
        return t("survival.curve.wide", unit=unit, age=age, **said)
    ends = percent_range(interval.lower, interval.upper, t.lang, decimals=0).rstrip("%")
    return t("survival.curve.about", unit=unit, p=of_hundred(t, estimate.value), age=age, range=ends)


def told_by_few_words(t: Catalog, estimate: Estimate) -> str:
    """How few grants tell of that age, and where the figure lies if the others do not close as they did."""
    note, interval = estimate.note("told_by_few"), estimate.sensitivity
    assert note is not None
    assert interval is not None
    return t(
        "survival.curve.told_by_few",
        months=number(note.numbers["age_months"], t.lang),
        old=number(note.numbers["old"], t.lang),
        lower=of_hundred(t, interval.lower),
        upper=of_hundred(t, interval.upper),
    )


def of_hundred(t: Catalog, share: float) -> str:
    """A share as a whole number of 100."""
    return percent(share, t.lang, 0).rstrip("%")


def beside_words(t: Catalog, of_group: CurveOfGroup) -> str:
    """n, visits, closures, gaps; the median; the standardised figure where it is asked for; whose the interval is."""
    first = of_group.figures["survival_12"]
    counts = count_words(t, first, "visited", "known", "closures")
    unvisited = number(first.unvisited, t.lang)
    unit = unit_of(t, of_group, first.n)
    sentences = [t("survival.curve.n", n=number(first.n, t.lang), unit=unit, unvisited=unvisited, **counts)]
    if "median_gap_months" in first.context:
        sentences.append(t("survival.curve.gap", gap=number(first.context["median_gap_months"], t.lang, 1)))
    sentences += [median_words(t, of_group.figures["survival_median_months"])]
    sentences += [standardised_words(t, of_group.figures["survival_24_standardised"])]
    if of_group.curve is not None and of_group.curve.method == "model":
        sentences.append(t("survival.curve.model_interval"))
    return " ".join(filter(None, sentences))


def median_words(t: Catalog, median: Estimate) -> str:
    """At which age half have closed, or that it is not reached; empty where it is not shown."""
    interval = median.sampling
    if median.withheld == "median_not_reached":
        return t("survival.curve.median_not_reached")
    if median.value is None or interval is None:
        return ""
    ends = "–".join(number(end, t.lang) for end in (interval.lower, interval.upper))
    return t("survival.curve.median", median=number(median.value, t.lang), range=ends)


def standardised_words(t: Catalog, standardised: Estimate) -> str:
    """The share at equal composition; empty where it was not asked for."""
    interval = standardised.sampling
    if interval is None:
        return ""
    ends = interval_words(t, interval, "share")
    return t("survival.curve.standardised", value=value_words(t, standardised), interval=ends)


def left_out_words(t: Catalog, code: str, estimate: Estimate, reasons: dict[str, dict[str, int]]) -> str:
    """Unknown, moved, not found, reopened and too young of one programme; `reasons`: rows of `unknown_status`."""
    counts = {str(name): count for name, count in estimate.counts.items()} | reasons.get(code, {"lost_since": 0})
    words = {name: number(counts[name], t.lang) for name in counts if name != "grouping"}
    unit = t(f"programme.{code}.short")
    if is_too_young(estimate):
        first = t("survival.left_out.none_old", unit=unit)
    elif counts["unknown"]:
        reason = {name: words[name] for name in ("never_visited", "moved", "not_found")}
        first = t("survival.left_out.unknown", unit=unit, N=words["old_enough"], u=words["unknown"], **reason)
    else:
        first = t("survival.left_out.all_known", unit=unit, N=words["old_enough"])
    rest = [t(f"survival.left_out.{name}", k=words[name]) for name in ("lost_since", "reopened", "too_young")]
    return " ".join([first, *rest])


def number_of_times(t: Catalog, k: float) -> str:
    """A factor without zeros at its end."""
    return number(k, t.lang, 2).rstrip("0").rstrip(",.")


def what_if_words(t: Catalog, what_if: Estimate, words: dict[str, str]) -> str:
    """The estimate if those not seen for long close `k` times as fast; `words` holds unit and k."""
    return t("survival.nowcast.what_if", unit=words["unit"], k=words["k"], p=value_words(t, what_if))


def turning_words(t: Catalog, estimate: Estimate, answer: Today, line: float) -> str:
    """At which speed the estimate meets the reader's line, or on which side of it it stays."""
    line_words = percent(line, t.lang, 0)
    if answer.turning_point is not None:
        k = answer.turning_point
        return t("survival.nowcast.turns", k=number(k, t.lang, 1 if k >= 0.1 else 2), line=line_words)
    assert estimate.value is not None
    side = "above" if estimate.value > line else "below"
    return t(f"survival.nowcast.stays_{side}", line=line_words)


def turnover_words(t: Catalog, key: str, estimate: Estimate) -> str:
    """One figure of one programme in a sentence, or why it is not shown."""
    unit = unit_words(t, estimate)
    if estimate.value is None:
        return t(f"survival.turnover.withheld.{key}", unit=unit, reason=withheld_words(t, estimate))
    return t(
        f"survival.turnover.line.{key}",
        unit=unit,
        value=f"{'+' if is_rise(estimate) else ''}{value_words(t, estimate)}",
        interval=sampling_words(t, estimate),
        **recorded_counts(t, estimate),
    )


def is_rise(estimate: Estimate) -> bool:
    """Whether it is a change, and upward."""
    return estimate.indicator == "turnover_change_median_idr" and (estimate.value or 0) > 0


def recorded_counts(t: Catalog, estimate: Estimate) -> dict[str, str]:
    """For how many businesses it was recorded, and for how many not."""
    counts = {"n": estimate.n, "not_recorded": estimate.counts["not_recorded"]}
    return {name: number(count, t.lang) for name, count in counts.items()}
