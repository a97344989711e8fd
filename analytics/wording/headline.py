"""The share still running, said first: by random visits where these are in, else by the last visits; and today's."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number
from analytics.indicators import REGISTRY
from analytics.wording.estimates import (
    both_targets_words,
    bounds_words,
    in_unit,
    is_too_young,
    persistence_sentence,
    sampling_words,
    unit_words,
    value_words,
)


def headline_words(t: Catalog, persistence: Estimate, audited: Estimate | None, today: Estimate | None) -> list[str]:
    """The sentence of one programme, and what must be read with it: last sight and today side by side. `audited` is its
    `persistence_audited`, `today` its `persistence_nowcast`."""
    ordinary = persistence_sentence(t, persistence)
    if audited is None or audited.value is None:
        return [ordinary, *([] if today is None or is_too_young(persistence) else today_words(t, today))]
    return [_audited_sentence(t, audited), *not_found_words(t, audited), t("figures.audited.more", sentence=ordinary)]


def today_words(t: Catalog, today: Estimate) -> list[str]:
    """How many run on the day itself, set off from what was seen last; or that it cannot be estimated."""
    said = {"day": day(today.as_of, t.lang), "unit": unit_words(t, today, today.n)}
    if today.value is None:
        return [t("figures.today.none", fewest=number(REGISTRY[today.indicator].fewest, t.lang), **said)]
    interval = both_targets_words(t, today)
    lines = [t("figures.today.sentence", p=value_words(t, today), N=number(today.n, t.lang), interval=interval, **said)]
    beyond = today.note("beyond_curve")
    if beyond is not None:
        ends = {end: in_unit(t, beyond.numbers[end], today.unit) for end in ("lower", "upper")}
        lines.append(t("figures.today.beyond_curve", **ends))
    return lines


def not_found_words(t: Catalog, audited: Estimate) -> list[str]:
    """How many of those drawn were not found, and the bounds that they leave; nothing where all were found."""
    if not audited.counts["not_found"]:
        return []
    bounds = bounds_words(t, audited)
    not_found = number(audited.counts["not_found"], t.lang)
    return [t("monitoring.answer.audited_more", not_found=not_found, bounds=bounds)]


def _audited_sentence(t: Catalog, audited: Estimate) -> str:
    grants = audited.counts["frame"] + audited.counts["known_closed"]
    return t(
        "figures.audited.sentence",
        n=number(audited.n, t.lang),
        p=value_words(t, audited),
        N=number(grants, t.lang),
        unit=unit_words(t, audited, grants),
        interval=sampling_words(t, audited),
    )
