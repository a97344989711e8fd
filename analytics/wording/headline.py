"""The share still running, said first: by random visits where these are in, else by the last visits."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.wording.estimates import bounds_words, persistence_sentence, sampling_words, unit_words, value_words


def headline_words(t: Catalog, persistence: Estimate, audited: Estimate | None) -> list[str]:
    """The sentence of one programme, and what must be read with it; `audited` is its `persistence_audited`."""
    ordinary = persistence_sentence(t, persistence)
    if audited is None or audited.value is None:
        return [ordinary]
    return [_audited_sentence(t, audited), *not_found_words(t, audited), t("figures.audited.more", sentence=ordinary)]


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
