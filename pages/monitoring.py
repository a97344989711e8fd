"""What has been seen of the grants and how long ago, whom to visit next, and by whom."""

from __future__ import annotations

from functools import partial

from pages.sections.monitoring.answer import all_counts, answer_words
from pages.sections.monitoring.equity import show_equity
from pages.sections.monitoring.known import show_known
from pages.sections.monitoring.obstacles import show_obstacles
from pages.sections.monitoring.roles import show_roles
from pages.sections.monitoring.visit_plan import show_next, usual_plan
from pages.shared.address import show_page_tabs
from pages.shared.frame import page_frame
from pages.shared.show import show_answer, show_empty, show_method

frame = page_frame("monitoring")
if not show_empty(frame):
    counts = all_counts(frame)
    sentence, *more = answer_words(frame, usual_plan(frame), counts)
    show_answer(frame, sentence, " ".join(more), how_to_read=frame.t("monitoring.how_to_read"))
    tabs = {
        "known": partial(show_known, frame, counts),
        "next": partial(show_next, frame),
        "roles": partial(show_roles, frame),
        "obstacles": partial(show_obstacles, frame),
        "equity": partial(show_equity, frame),
    }
    show_page_tabs(frame.t, "monitoring", tabs)
    show_method(
        frame,
        "persistence_audited",
        "visited_rate",
        "persistence_rate",
        "workers_employed",
        queries=("monitoring", "audit_frame", "overdue", "visits_by_role", "obstacles_by_year", "equity"),
    )
