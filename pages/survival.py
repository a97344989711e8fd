"""Which businesses still run at the as-of date, and who is still in the groups."""

from __future__ import annotations

from analytics.answers.survival import FIGURES
from pages.sections.survival.curves import curves_by, show_curves
from pages.sections.survival.dimensions import choose_dimension
from pages.sections.survival.left_out import show_left_out
from pages.sections.survival.members import MEMBER_FIGURES, show_members
from pages.sections.survival.nowcast import show_nowcast
from pages.sections.survival.other_curves import show_other_curves
from pages.sections.survival.over_time import show_over_time
from pages.sections.survival.persistence import show_rows
from pages.sections.survival.turnover import TURNOVER_FIGURES, show_turnover
from pages.shared.frame import page_frame
from pages.shared.headline import headline_words
from pages.shared.show import show_answer, show_empty, show_method

frame = page_frame("survival")
if not show_empty(frame):
    persistence = frame.by_programme("persistence_rate")
    first = next(iter(persistence.values()))
    show_answer(frame, *headline_words(frame, first), frame.t("figures.persistence.assumption"))
    dimension = choose_dimension(frame)
    found = curves_by(frame, dimension)
    show_curves(frame, found, dimension)
    show_other_curves(frame, found, dimension)
    show_rows(frame, dimension)
    show_left_out(frame, persistence)
    show_nowcast(frame, persistence)
    show_over_time(frame)
    show_members(frame, dimension)
    show_turnover(frame)
    show_method(
        frame, "persistence_rate", *FIGURES, "persistence_nowcast", "survival_6", "survival_48", "hazard_ratio",
        "survival_24_what_if", *MEMBER_FIGURES, *TURNOVER_FIGURES,
        queries=("unknown_status", "members_left", "events"),
    )  # fmt: skip
