"""What has been seen of the grants and how long ago, whom to visit next, and by whom."""

from __future__ import annotations

import streamlit as st

from pages.sections.monitoring.ages import show_ages
from pages.sections.monitoring.answer import all_counts, answer_words
from pages.sections.monitoring.equity import show_equity
from pages.sections.monitoring.obstacles import show_obstacles
from pages.sections.monitoring.roles import show_roles
from pages.sections.monitoring.states import show_states
from pages.sections.monitoring.visit_plan import choose_plan, show_overdue, show_plan
from pages.shared.frame import page_frame
from pages.shared.show import show_answer, show_empty, show_method

frame = page_frame("monitoring")
if not show_empty(frame):
    answer, counts = st.container(), all_counts(frame)
    show_states(frame)
    show_ages(frame, counts)
    plan, seed = choose_plan(frame)
    with answer:
        show_answer(frame, *answer_words(frame, plan, counts))
    show_plan(frame, plan, seed)
    show_overdue(frame)
    show_roles(frame)
    show_obstacles(frame)
    show_equity(frame)
    show_method(
        frame,
        "persistence_audited",
        "visited_rate",
        "persistence_rate",
        "workers_employed",
        queries=("monitoring", "audit_frame", "overdue", "visits_by_role", "obstacles_by_year", "equity"),
    )
