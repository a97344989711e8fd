"""What the grants became: by category, as written in the exports, as offered, how varied, what still runs and what that
turns over."""

from __future__ import annotations

from pages.sections.business_types.answer import answer_words
from pages.sections.business_types.breakdown import show_breakdown
from pages.sections.business_types.categories import by_category, in_order, label
from pages.sections.business_types.concentration import show_concentration
from pages.sections.business_types.exported_words import show_words
from pages.sections.business_types.obstacles import show_obstacles
from pages.sections.business_types.offered import show_offered
from pages.sections.business_types.persistence import show_category_persistence, show_cells
from pages.sections.business_types.recorded import show_recorded
from pages.sections.business_types.support import show_support
from pages.shared.closing_rates import show_closing_rates
from pages.shared.frame import page_frame
from pages.shared.show import show_answer, show_empty, show_method

frame = page_frame("business_types")
if not show_empty(frame):
    grants = by_category(frame, "grants")
    order = in_order(grants)
    show_answer(frame, *answer_words(frame, grants, order))
    show_breakdown(frame, order)
    show_words(frame)
    show_offered(frame)
    show_category_persistence(frame, order)
    show_closing_rates(frame, "business_category", {category: label(frame, category) for category in order})
    show_cells(frame, order)
    show_recorded(frame, order)
    show_concentration(frame)
    show_obstacles(frame, order)
    show_support(frame, order)
    show_method(
        frame,
        "grants",
        "families",
        "amount_idr",
        "persistence_rate",
        "survival_24_by_rate",
        "closing_rate",
        "effective_business_types",
        "turnover_median_idr",
        "turnover_change_median_idr",
        "workers_employed",
        also=("business_types.pooling_method",),
        queries=("business_type_words", "offered_business_types", "obstacles", "support"),
    )
