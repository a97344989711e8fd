"""Who is still in the groups, in sentences."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.wording.estimates import bound_words, bounds_words, sampling_words, value_words


def members_sentence(t: Catalog, members: Estimate, alone: Estimate) -> str:
    """Members still active, the bounds first where many groups were not counted; and groups down to one or two of them
    where that is not withheld. `members` has a value."""
    said = {
        "founding": number(members.counts["founding"], t.lang),
        "n": number(members.n, t.lang),
        "p": value_words(t, members),
        "interval": sampling_words(t, members),
    }
    bounds = members.bounds
    if members.note("bounds_lead") is not None and bounds is not None:
        running = members.counts["running_counted"] + members.counts["running_uncounted"]
        sentence = t(
            "survival.members.bounds_lead",
            uncounted=number(members.counts["running_uncounted"], t.lang),
            running=number(running, t.lang),
            lower=bound_words(t, bounds.lower, up=False),
            upper=bound_words(t, bounds.upper, up=True),
            **said,
        )
    else:
        sentence = t("survival.members.sentence", **said)
    if alone.value is None:
        return sentence
    interval = sampling_words(t, alone)
    more = t("survival.members.alone", p=value_words(t, alone), n=number(alone.n, t.lang), interval=interval)
    return f"{sentence} {more}"


def uncounted_lines(t: Catalog, members: Estimate) -> list[str]:
    """Groups whose active members, or founding members, were not recorded, a sentence each where there are any."""
    uncounted, missing = members.counts["running_uncounted"], members.counts["members_missing"]
    lines = []
    if uncounted and members.bounds is not None:
        bounds = bounds_words(t, members)
        lines.append(t("survival.members.uncounted", k=number(uncounted, t.lang), bounds=bounds))
    if missing:
        lines.append(t("survival.members.members_missing", k=number(missing, t.lang)))
    return lines
