"""What the head of the agency has to decide, each with the figure that it depends on and the way to its page."""

from __future__ import annotations

import streamlit as st

from analytics.answers.amounts import CONSIDERED_IDR, USUAL_PLAN
from analytics.methods.grant_size import weigh
from analytics.wording.decisions import Decision, amount_decision, kind_decision, visit_decision
from pages import PAGES
from pages.sections.overview.answer import difference_of_kinds
from pages.shared.frame import Frame

CARD_PX = 300


def show_decisions(frame: Frame) -> None:
    """Next year's amount, the next visits, and groups or individuals: a figure and a link each."""
    icons = {entry.stem: entry.icon for entry in PAGES}
    decisions = {
        "grant_size": amount(frame),
        "monitoring": visit_decision(frame.t, frame.estimate("persistence_rate")),
        "comparison": kind_decision(frame.t, difference_of_kinds(frame)),
    }
    with st.container(key="decisions"), st.grid(columns=len(decisions), min_column_width=CARD_PX):
        for stem, decision in decisions.items():
            with st.container(border=True, height="stretch", key=f"decision-{stem}", gap=None):
                st.page_link(
                    f"pages/{stem}.py", label=f"{decision.name}: **{decision.figure}**", icon=icons[stem],
                    icon_position="left",
                )  # fmt: skip
                with st.container(key=f"decision-more-{stem}"):
                    st.markdown(f":gray[{decision.more}]")


def amount(frame: Frame) -> Decision:
    """What the planner opens with."""
    now, considered = weigh(USUAL_PLAN, [USUAL_PLAN.present_amount_idr, CONSIDERED_IDR], None)
    return amount_decision(frame.t, USUAL_PLAN, now, considered)
