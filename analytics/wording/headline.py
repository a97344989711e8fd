"""The share still running, said first: by random visits where these are in, else by the last visits; and today's."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.estimate import Estimate, Sampling
from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number
from analytics.indicators import REGISTRY
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import (
    DASH,
    both_targets_words,
    bound_words,
    bounds_words,
    count_words,
    in_unit,
    is_too_young,
    persistence_sentence,
    sampling_words,
    unit_words,
    value_words,
)

ByProgramme = Mapping[str, Estimate]


def answer_words(
    t: Catalog, persistence: Estimate, audited: Estimate | None, today: Estimate | None, at_12: ByProgramme,
    difference: Estimate,
) -> str:  # fmt: skip
    """The answer in one sentence or two: a programme's share still running and today's, then all programmes at equal
    age. Figures stand between `**`. `difference` is that of groups and individuals."""
    return f"{_state_words(t, persistence, audited, today)} {_at_12_words(t, at_12, difference)}"


def of_100(t: Catalog, share: float | int | None) -> str:
    """A share as a number of 100, or a dash."""
    return DASH if share is None else number(100 * share, t.lang)


def range_of_100(t: Catalog, interval: Sampling | None) -> str:
    """The ends of an interval of a share as numbers of 100."""
    return "" if interval is None else f"{of_100(t, interval.lower)}–{of_100(t, interval.upper)}"


def _state_words(t: Catalog, persistence: Estimate, audited: Estimate | None, today: Estimate | None) -> str:
    said = {
        "programme": t(f"programme.{persistence.by['programme']}.short"),
        "p": value_words(t, persistence),
        "n": number(persistence.n, t.lang),
        "range": range_of_100(t, persistence.sampling),
        **count_words(t, persistence, "running", "closed", "unknown", "old_enough", "too_young"),
    }
    if audited is not None and audited.value is not None:
        grants = number(audited.counts["frame"] + audited.counts["known_closed"], t.lang)
        by_visits = {"p": value_words(t, audited), "range": range_of_100(t, audited.sampling)}
        return t("overview.answer.audited", **{**said, **by_visits, "n": number(audited.n, t.lang), "grants": grants})
    if is_too_young(persistence):
        return t("overview.answer.too_young", **said)
    if persistence.value is None:
        return t("overview.answer.too_few", **said)
    said["today"] = _today(t, today) if today is not None else ""
    if persistence.note("bounds_lead") and persistence.bounds is not None:
        ends = {end: getattr(persistence.bounds, end) for end in ("lower", "upper")}
        said |= {end: bound_words(t, share, up=end == "upper") for end, share in ends.items()}
        return t("overview.answer.bounds_lead", **said)
    return t("overview.answer.enough", **said)


def _today(t: Catalog, today: Estimate) -> str:
    form = "today_none" if today.value is None else "today"
    return t(f"overview.answer.{form}", day=day(today.as_of, t.lang), p=value_words(t, today))


def _at_12_words(t: Catalog, at_12: ByProgramme, difference: Estimate) -> str:
    """Nothing where no programme has a share at that age."""
    if all(one.value is None for one in at_12.values()):
        return t("overview.answer.at_12_none")
    programmes = ", ".join(f"{t(f'programme.{code}.short')} {of_100(t, one.value)}" for code, one in at_12.items())
    kinds = {PROGRAMMES[code].delivery for code in at_12}
    form = "one_kind" if len(kinds) < 2 else "unclear" if difference.value is None else "difference"
    said = {"difference": value_words(t, difference), "interval": sampling_words(t, difference)}
    return t("overview.answer.at_12", programmes=programmes, kinds=t(f"overview.answer.{form}", **said))


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
