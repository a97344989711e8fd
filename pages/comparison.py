"""Groups and individuals: whether they can be compared at all, and each side on its own in three units."""

from __future__ import annotations

from pages.sections.comparison.arms import UNITS, show_panels
from pages.sections.comparison.difference import show_refusal_or_difference
from pages.sections.comparison.equal_ages import EQUAL_AGES, show_equal_ages
from pages.shared.frame import page_frame
from pages.shared.show import show_empty, show_method

frame = page_frame("comparison")
if not show_empty(frame):
    is_compared = show_refusal_or_difference(frame)
    show_equal_ages(frame)
    show_panels(frame)
    compared = ("group_individual_difference_24",) if is_compared else ()
    show_method(frame, *EQUAL_AGES, *UNITS.values(), *compared, queries=("comparison", "visit_gaps"))
