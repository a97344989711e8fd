"""Where the grants went: against targets, against where the poor people live, and what became of them there."""

from __future__ import annotations

import streamlit as st

from pages.sections.coverage.districts import show_districts
from pages.sections.coverage.funnel import show_regency_funnel
from pages.sections.coverage.map import choose_measure, show_measure_map, show_target_map
from pages.sections.coverage.regencies import regency_table
from pages.sections.coverage.targets import choose_target, show_targets, target_years
from pages.shared.filters import regency_names
from pages.shared.frame import page_frame
from pages.shared.show import show_empty, show_head, show_method, show_table, show_withheld

frame = page_frame("coverage")
show_head(frame, "coverage")
years = target_years(frame)
if years or not show_empty(frame):
    names = regency_names(frame.lang)
    asked = [code for code in names if code in frame.where.get("regency", names)]
    answer = st.container()
    measure = choose_measure(frame, bool(years))
    target = choose_target(frame, years) if years and measure == "target" else None
    if target:
        show_target_map(frame, answer, names, asked, *target)
    elif measure == "target":
        with answer:
            show_withheld(frame.t("coverage.no_targets"))
    else:
        show_measure_map(frame, answer, names, asked, measure)
    show_table(frame, regency_table(frame, names, asked, target), "coverage", frame.t("coverage.table.regencies"))
    if years:
        show_targets(frame, years)
    show_regency_funnel(frame, names, asked)
    show_districts(frame, names, asked)
    show_method(
        frame, "target_realisation", "grants", "families", "amount_idr", "grants_per_1000_poor",
        "representation_ratio", "visited_rate", "persistence_rate",
        queries=("funnel", "survival"), also=("coverage.funnel_method",),
    )  # fmt: skip
