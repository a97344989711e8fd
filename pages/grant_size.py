"""The planner of next year's grant size: by how much survival must rise for an amount to be worth it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.methods.grant_size import weigh
from pages.sections.grant_size.allotment import show_split
from pages.sections.grant_size.amounts import show_amounts, show_figures, show_pictures
from pages.sections.grant_size.answer import show_planner_answer
from pages.sections.grant_size.inputs import planner_inputs
from pages.sections.grant_size.outside import show_outside_amounts
from pages.sections.grant_size.pilot import show_pilot
from pages.sections.grant_size.prior import show_prior_and_scenarios
from pages.sections.grant_size.records import show_paid, show_records
from pages.shared.address import show_page_tabs
from pages.shared.frame import page_frame
from pages.shared.show import show_method

METHOD = ("survival_24", "cost_per_surviving_business_idr", "cost_per_active_member_idr")

filtered = page_frame("grant_size")
frame = filtered.without("programme")
answer = st.container()
inputs = planner_inputs(frame)
amounts = {one.amount_idr: one for one in weigh(inputs.plan, inputs.amounts_idr, inputs.baseline)}
with answer:
    show_planner_answer(frame, inputs, amounts, frame.where != filtered.where)
show_figures(frame, inputs, amounts)
show_pictures(frame, inputs, amounts)
tabs = {
    "amounts": partial(show_amounts, frame, amounts),
    "chance": partial(show_prior_and_scenarios, frame, inputs, amounts),
    "pilot": partial(show_pilot, frame, inputs),
    "split": partial(show_split, frame, inputs, amounts),
    "paid": partial(show_paid, frame),
    "records": partial(show_records, frame, inputs),
    "outside": partial(show_outside_amounts, frame),
}
show_page_tabs(frame.t, "grant_size", tabs)
show_method(frame, *METHOD, queries=("grant_amounts", "mentoring", "outside_amounts", "price_index"))
