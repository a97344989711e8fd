"""How long businesses last, whether it gets better, and who is still in the groups."""

from __future__ import annotations

from functools import partial

from analytics.answers.survival import FIGURES
from pages.sections.survival.curves import show_by_age
from pages.sections.survival.dimensions import choose_dimension
from pages.sections.survival.members import MEMBER_FIGURES, show_members
from pages.sections.survival.nowcast import show_unknown
from pages.sections.survival.other_curves import show_other_ways
from pages.sections.survival.over_time import show_over_time
from pages.sections.survival.turnover import TURNOVER_FIGURES, show_turnover
from pages.shared.address import show_page_tabs
from pages.shared.frame import page_frame
from pages.shared.headline import headline_words
from pages.shared.show import show_answer, show_empty, show_method

frame = page_frame("survival")
if not show_empty(frame):
    persistence = frame.by_programme("persistence_rate")
    sentence, *more = headline_words(frame, next(iter(persistence.values())))
    show_answer(frame, sentence, " ".join(more))
    dimension = choose_dimension(frame)
    tabs = {
        "age": partial(show_by_age, frame, dimension),
        "time": partial(show_over_time, frame),
        "members": partial(show_members, frame, dimension),
        "turnover": partial(show_turnover, frame),
        "unknown": partial(show_unknown, frame, persistence),
        "other": partial(show_other_ways, frame, dimension),
    }
    show_page_tabs(frame.t, "survival", tabs)
    show_method(
        frame, "persistence_rate", *FIGURES, "persistence_nowcast", "survival_6", "survival_48", "hazard_ratio",
        "survival_24_what_if", *MEMBER_FIGURES, *TURNOVER_FIGURES,
        queries=("unknown_status", "members_left", "events"),
    )  # fmt: skip
