"""Estimates as the reader's words. No arithmetic: every number is in the Estimate already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.estimate import Bounds, CompleteCount, Count, Estimate, Interval, Sampling, Sensitivity
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent, percent_range, points, rupiah_about
from analytics.indicators import REGISTRY

DASH = "–"
"""Stands where there is nothing to say."""

BOUNDS = {
    "fixed_age": "figures.bounds_fixed_age",
    "audit": "figures.bounds_audit",
    "blank_members": "figures.bounds_blank_members",
}
"""How bounds are said that are not by last sight."""
MANY = 100
"""A count whose plural form stands for businesses in general."""


DECIMALS = {
    "share": 1, "share_difference": 1, "ratio": 2, "workers_per_business": 2, "months_per_million": 2, "types": 1,
    "per_1000_poor": 1, "months": 1, "points": 1,
}  # fmt: skip
"""With how many decimals a unit is written, a share as its percentage; the others with none."""


def unit_words(t: Catalog, estimate: Estimate, count: float = MANY) -> str:
    """What n counts: the programme's own name where there is one, else kelompok, keluarga or bantuan.

    In the form that goes with `count`; without one, in that of many.
    """
    programme = estimate.by.get("programme")
    if isinstance(programme, str):
        return t(f"programme.{programme}.short")
    return t(f"programme.unit.{estimate.unit_of_count}", n=number(count, t.lang))


def value_words(t: Catalog, estimate: Estimate) -> str:
    """The value in its unit, or that it is withheld."""
    if estimate.value is None:
        return t("figures.short.withheld")
    return in_unit(t, estimate.value, estimate.unit)


def in_unit(t: Catalog, value: float, unit: str) -> str:
    """A number as its unit is written."""
    if unit == "share":
        return percent(value, t.lang)
    if unit == "idr":
        return rupiah_about(value, t.lang, 2)
    if unit == "share_difference":
        return t("figures.points", value=points(value, t.lang))
    return number(value, t.lang, DECIMALS.get(unit, 0))


def sampling_words(t: Catalog, estimate: Estimate) -> str:
    """What chance leaves open: the interval, that all were counted, or a dash."""
    return interval_words(t, CompleteCount() if estimate.is_complete_count else estimate.sampling, estimate.unit)


def bounds_words(t: Catalog, estimate: Estimate) -> str:
    """The bounds, or a dash."""
    return interval_words(t, estimate.bounds, estimate.unit)


def interval_words(t: Catalog, interval: Interval | None, unit: str) -> str:
    """An interval with its kind said, or a dash; a complete count says so."""
    if interval is None:
        return DASH
    if isinstance(interval, CompleteCount):
        return t("figures.complete_count")
    if isinstance(interval, Bounds):
        is_share = unit == "share"
        lower = bound_words(t, interval.lower, up=False) if is_share else in_unit(t, interval.lower, unit)
        upper = bound_words(t, interval.upper, up=True) if is_share else in_unit(t, interval.upper, unit)
        return t(BOUNDS.get(interval.method, "figures.bounds"), lower=lower, upper=upper)
    form = "figures.sensitivity" if isinstance(interval, Sensitivity) else "figures.interval"
    return t(form, range=range_words(t, interval.lower, interval.upper, unit))


def both_targets_words(t: Catalog, estimate: Estimate) -> str:
    """The interval of the province were it repeated and, beside it, that of these regencies; the printed one where the
    figure has not both."""
    repeated, places = estimate.sampling_of("repeated"), estimate.sampling_of("places")
    if repeated is None or places is None or "regencies" not in estimate.counts:
        return sampling_words(t, estimate)
    return t(
        "figures.interval_of_places",
        range=range_words(t, repeated.lower, repeated.upper, estimate.unit),
        places=range_words(t, places.lower, places.upper, estimate.unit),
        **count_words(t, estimate, "regencies"),
    )


def range_words(t: Catalog, lower: float, upper: float, unit: str) -> str:
    """Both ends in the unit, joined by a dash; by a word where one is negative."""
    if unit == "share":
        return percent_range(lower, upper, t.lang)
    if unit == "share_difference":
        return t("figures.points_range", lower=points(lower, t.lang), upper=points(upper, t.lang))
    ends = in_unit(t, lower, unit), in_unit(t, upper, unit)
    return t("figures.range", lower=ends[0], upper=ends[1]) if lower < 0 else "–".join(ends)


def range_or_dash(t: Catalog, interval: Sampling | Bounds | None, unit: str) -> str:
    """Both ends without their kind, bounds rounded outward; one share where they are equal; a dash where none is."""
    if interval is None:
        return DASH
    if unit == "share" and interval.lower == interval.upper:
        return percent(interval.lower, t.lang)
    if isinstance(interval, Bounds):
        return percent_range(interval.lower, interval.upper, t.lang, outward=True)
    return range_words(t, interval.lower, interval.upper, unit)


def bound_words(t: Catalog, share: float, *, up: bool) -> str:
    """A bound rounds outward, so that what is shown still bounds."""
    low, high = percent_range(share, share, t.lang, outward=True).rstrip("%").split("–")
    return f"{high if up else low}%"


def withheld_words(t: Catalog, estimate: Estimate) -> str:
    """Why a figure is not shown."""
    fewest = number(REGISTRY[estimate.indicator].fewest, t.lang)
    if REGISTRY[estimate.indicator].withheld_as == "gate" and t.has(f"comparison.cause.{estimate.withheld}"):
        return t("figures.withheld.gate", cause=t(f"comparison.cause.{estimate.withheld}"))
    return t(f"figures.withheld.{estimate.withheld}", n=number(estimate.n, t.lang), fewest=fewest)


def count_words(t: Catalog, estimate: Estimate, *names: Count) -> dict[str, str]:
    """These counts as they are written, by name; a count that the figure does not have is 0."""
    return {name: number(estimate.counts.get(name, 0), t.lang) for name in names}


def n_words(t: Catalog, estimate: Estimate) -> str:
    """n with its unit, and what of it is not known; of members, in how many groups they were not counted."""
    unit = unit_words(t, estimate, estimate.n)
    if estimate.counts.get("running_uncounted"):
        counts = count_words(t, estimate, "running_uncounted", "unknown")
        form = "n_uncounted" if estimate.n == estimate.counts.get("running_counted") else "n_filled"
        return t(f"figures.{form}", n=number(estimate.n, t.lang), unit=unit, **counts)
    if "unknown" in estimate.counts:
        counts = count_words(t, estimate, "unknown")
        return t("figures.n_unknown", n=number(estimate.n, t.lang), unit=unit, **counts)
    return t("figures.n", n=number(estimate.n, t.lang), unit=unit)


def is_too_young(estimate: Estimate) -> bool:
    """Whether nothing here is old enough to be judged."""
    return bool(estimate.counts.get("too_young")) and not estimate.counts.get("old_enough")


def persistence_sentence(t: Catalog, estimate: Estimate) -> str:
    """The answer about persistence: value first, bounds first where too much is unknown, counts where n is small."""
    unit = unit_words(t, estimate, estimate.n)
    counts = count_words(t, estimate, *estimate.counts)
    if is_too_young(estimate):
        young = unit_words(t, estimate, estimate.counts["too_young"])
        return t("figures.persistence.too_young", k=counts["too_young"], unit=young)
    if estimate.value is None:
        return t(
            "figures.persistence.too_few", n=number(estimate.n, t.lang), unit=unit,
            running=counts["running"], closed=counts["closed"],
        )  # fmt: skip
    bounds = estimate.bounds
    assert bounds is not None
    form = "bounds_lead" if estimate.note("bounds_lead") else "enough" if estimate.counts["unknown"] else "all_known"
    if form == "bounds_lead":
        unit = unit_words(t, estimate, estimate.counts["old_enough"])
    return t(
        f"figures.persistence.{form}",
        n=number(estimate.n, t.lang),
        N=counts["old_enough"],
        u=counts["unknown"],
        unit=unit,
        p=percent(estimate.value, t.lang),
        interval=both_targets_words(t, estimate),
        lower=bound_words(t, bounds.lower, up=False),
        upper=bound_words(t, bounds.upper, up=True),
    )


def group_words(t: Catalog, dimension: str, value: str | int | None, names: Mapping[str, str] | None = None) -> str:
    """A value of a dimension as the reader knows it; `names` are those of places. No value: not named."""
    if value is None:
        return t("business_category.missing")
    key = {
        "programme": f"programme.{value}.short",
        "delivery": f"programme.delivery.{value}",
        "regency_type": f"programme.regency_type.{value}",
        "business_category": f"business_category.{value}",
        "amount_band": f"programme.amount_band.{value}",
        "funding_source": f"programme.funding_source.{value}",
    }.get(dimension, "")
    return t(key) if t.has(key) else (names or {}).get(str(value), str(value))


def scope_words(t: Catalog, where: Mapping[str, Sequence[str | int]], names: Mapping[str, str]) -> str:
    """The active filters in words."""
    parts = [
        f"{t(f'frame.{dimension}')} {', '.join(group_words(t, dimension, value, names) for value in values)}"
        for dimension, values in where.items()
    ]
    return t("frame.filtered", filters="; ".join(parts)) if parts else t("frame.no_filters")
