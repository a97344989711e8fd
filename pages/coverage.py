"""Where the grants went: against targets, against where the poor people live, and what became of them there."""

from __future__ import annotations

from functools import partial

from pages.sections.coverage.funnel import show_regency_funnel
from pages.sections.coverage.lasting import show_lasting
from pages.sections.coverage.map import show_map_with_answer
from pages.sections.coverage.profile import show_profile
from pages.sections.coverage.regencies import show_regencies
from pages.sections.coverage.targets import show_targets, target_years
from pages.shared.address import show_page_tabs
from pages.shared.frame import page_frame
from pages.shared.show import show_empty, show_method

frame = page_frame("coverage")
years = target_years(frame)
if years or not show_empty(frame):
    target = show_map_with_answer(frame, years)
    tabs = {
        "regencies": partial(show_regencies, frame, target),
        "targets": partial(show_targets, frame, years),
        "lasting": partial(show_lasting, frame),
        "funnel": partial(show_regency_funnel, frame),
        "profile": partial(show_profile, frame),
    }
    show_page_tabs(frame.t, "coverage", tabs)
    show_method(
        frame, "target_realisation", "grants", "families", "amount_idr", "grants_per_1000_poor",
        "representation_ratio", "visited_rate", "persistence_rate", "survival_24_by_rate", "closing_rate",
        queries=("funnel", "survival"), also=("coverage.funnel_method",),
    )  # fmt: skip
