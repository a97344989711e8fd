"""The planner of next year's grant size: by how much survival must rise for an amount to be worth it."""

from __future__ import annotations

import streamlit as st

from analytics.methods.grant_size import weigh
from pages.sections.grant_size.allotment import show_split
from pages.sections.grant_size.amounts import show_amounts, show_picture
from pages.sections.grant_size.answer import show_planner_answer
from pages.sections.grant_size.how import show_how
from pages.sections.grant_size.inputs import planner_inputs
from pages.sections.grant_size.outside import show_outside_amounts
from pages.sections.grant_size.pilot import show_pilot
from pages.sections.grant_size.prior import show_prior
from pages.sections.grant_size.records import show_paid, show_records
from pages.sections.grant_size.scenarios import show_scenarios
from pages.shared.frame import page_frame
from pages.shared.show import show_method

METHOD = ("survival_24", "cost_per_surviving_business_idr", "cost_per_active_member_idr")


filtered = page_frame("grant_size")
frame = filtered.without("programme")
answer = st.container()
picture, fields = st.columns([3, 1], gap="large")
with fields:
    inputs = planner_inputs(frame)
amounts = {one.amount_idr: one for one in weigh(inputs.plan, inputs.amounts_idr, inputs.baseline)}
with answer:
    show_planner_answer(frame, inputs, amounts, frame.where != filtered.where)
with picture:
    show_picture(frame, inputs, amounts)
show_amounts(frame, amounts)
show_records(frame, inputs)
prior = show_prior(frame, inputs, amounts)
show_pilot(frame, inputs)
show_split(frame, inputs, amounts)
show_paid(frame)
show_outside_amounts(frame)
show_scenarios(frame, inputs, prior)
show_how(frame)
show_method(frame, *METHOD, queries=("grant_amounts", "mentoring", "outside_amounts", "price_index"))
