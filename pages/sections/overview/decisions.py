"""What the head of the agency has to decide, each with the figure that it depends on and the way to its page."""

from __future__ import annotations

import streamlit as st

from analytics.answers.amounts import CONSIDERED_IDR, USUAL_PLAN
from analytics.methods.grant_size import weigh
from analytics.wording.decisions import amount_words, kind_words, visit_words
from pages import PAGES
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_section


def show_decisions(frame: Frame) -> None:
    """Next year's amount, the next visits, and groups or individuals: a sentence and a link each."""
    t, icons = frame.t, {entry.stem: entry.icon for entry in PAGES}
    words = {"grant_size": amount(frame), "monitoring": visits(frame), "comparison": kinds(frame)}
    show_section(t("overview.decision.title"))
    with st.container(width=PROSE_PX):
        for stem, sentence in words.items():
            st.markdown(sentence)
            st.page_link(f"pages/{stem}.py", label=t(f"overview.decision.{stem}"), icon=icons[stem])


def amount(frame: Frame) -> str:
    """What the planner opens with."""
    now, considered = weigh(USUAL_PLAN, [USUAL_PLAN.present_amount_idr, CONSIDERED_IDR], None)
    return amount_words(frame.t, USUAL_PLAN, now, considered)


def visits(frame: Frame) -> str:
    return visit_words(frame.t, frame.estimate("persistence_rate"))


def kinds(frame: Frame) -> str:
    """The comparison asks for groups and individuals, so a filter for a programme does not hold."""
    return kind_words(frame.t, frame.without("programme").estimate("group_individual_difference_24"))
