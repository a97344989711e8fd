"""The headline of the pages on persistence."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.wording import headline
from pages.shared.frame import Frame


def headline_words(frame: Frame, persistence: Estimate) -> list[str]:
    """The sentence of one programme, and what must be read with it."""
    audited = frame.by_programme("persistence_audited").get(str(persistence.by["programme"]))
    return headline.headline_words(frame.t, persistence, audited)
