"""The state of the programmes on one screen, for the head of the agency."""

from __future__ import annotations

from pages.sections.overview.changes import show_changes
from pages.sections.overview.decisions import show_decisions
from pages.sections.overview.persistence import show_persistence
from pages.sections.overview.published import show_published
from pages.sections.overview.state import show_state
from pages.shared.frame import page_frame
from pages.shared.headline import headline_words
from pages.shared.show import show_answer, show_empty, show_method

frame = page_frame("overview")
if not show_empty(frame):
    first = next(iter(frame.by_programme("persistence_rate").values()))
    show_answer(frame, *headline_words(frame, first))
    show_persistence(frame)
    show_decisions(frame)

    show_state(frame)
    show_changes(frame)
    show_published(frame)
    show_method(
        frame, "persistence_rate", "nearly_alone_rate", "target_realisation", "visited_rate", "grants", "families"
    )
