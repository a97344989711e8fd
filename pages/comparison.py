"""Groups and individuals: whether they can be compared at all, and each side on its own in three units."""

from __future__ import annotations

from functools import partial

from analytics.methods.comparison import ARMS
from pages.sections.comparison.arms import UNITS, show_arms
from pages.sections.comparison.difference import ask_comparison, show_comparison_answer, show_difference
from pages.sections.comparison.equal_ages import EQUAL_AGES, arm_words, show_arm, show_equal_ages
from pages.sections.comparison.gate import show_gate, show_gate_table
from pages.shared.address import show_page_tabs
from pages.shared.frame import page_frame
from pages.shared.panels import panel, sides
from pages.shared.show import show_empty, show_method

frame = page_frame("comparison")
if not show_empty(frame):
    found = ask_comparison(frame)
    show_comparison_answer(frame, found)
    places = sides("comparison", *[5] * len(ARMS), *([6] if found else []))
    for place, arm in zip(places, ARMS, strict=False):
        with place, panel(f"arm-{arm}", arm_words(frame, arm), frame.t("comparison.equal_ages.title")):
            show_arm(frame, arm)
    if found is not None:
        with places[-1], panel("gate", frame.t("comparison.gate.title")):
            show_gate(frame, found.gate)
    compared = found if found is not None and found.difference is not None else None
    tabs = {
        **({"difference": partial(show_difference, frame, compared)} if compared else {}),
        "equal_ages": partial(show_equal_ages, frame),
        "arms": partial(show_arms, frame),
        **({"gate": partial(show_gate_table, frame, found.gate)} if found else {}),
    }
    show_page_tabs(frame.t, "comparison", tabs)
    difference = ("group_individual_difference_24",) if compared else ()
    show_method(frame, *EQUAL_AGES, *UNITS.values(), *difference, queries=("comparison", "visit_gaps"))
