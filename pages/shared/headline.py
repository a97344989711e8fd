"""The headline of the pages on persistence."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.wording import headline
from pages.shared.frame import Frame


def headline_words(frame: Frame, persistence: Estimate) -> list[str]:
    """The sentence of one programme, and what must be read with it."""
    code = str(persistence.by["programme"])
    audited, today = (frame.by_programme(f"persistence_{name}").get(code) for name in ("audited", "nowcast"))
    return headline.headline_words(frame.t, persistence, audited, today)
