"""Who is still in the groups, in sentences."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.wording.estimates import sampling_words, value_words


def members_sentence(t: Catalog, members: Estimate, alone: Estimate) -> str:
    """Members still active, and groups down to one or two of them where that is not withheld; `members` has a value."""
    sentence = t(
        "survival.members.sentence",
        founding=number(members.counts["founding"], t.lang),
        n=number(members.n, t.lang),
        p=value_words(t, members),
        interval=sampling_words(t, members),
    )
    if alone.value is None:
        return sentence
    interval = sampling_words(t, alone)
    more = t("survival.members.alone", p=value_words(t, alone), n=number(alone.n, t.lang), interval=interval)
    return f"{sentence} {more}"


def uncounted_lines(t: Catalog, members: Estimate) -> list[str]:
    """Groups whose members were not recorded, a sentence each where there are any."""
    counted = {"uncounted": members.counts["running_uncounted"], "members_missing": members.counts["members_missing"]}
    return [t(f"survival.members.{name}", k=number(count, t.lang)) for name, count in counted.items() if count]
