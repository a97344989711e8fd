"""What the head of the agency has to decide, each with the figure that it hangs on and the way to its page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analytics.estimators.grant_size import Plan, weigh
from analytics.text.numbers import number, rupiah
from pages import PAGES
from pages.parts.frame import Frame
from pages.parts.planner import BILLION, BUDGET_BILLION, CONSIDERED_IDR, PRESENT_IDR, times
from pages.parts.show import PROSE_PX, show_section


def show_decisions(frame: Frame) -> None:
    """Next year's amount, the next visits, and groups or individuals: a sentence and a link each."""
    t, icons = frame.t, {entry.stem: entry.icon for entry in PAGES}
    words = {"grant_size": amount_words(frame), "monitoring": visit_words(frame), "comparison": kind_words(frame)}
    show_section(t("overview.decision.title"))
    with st.container(width=PROSE_PX):
        for stem, sentence in words.items():
            st.markdown(sentence)
            st.page_link(f"pages/{stem}.py", label=t(f"overview.decision.{stem}"), icon=icons[stem])


def amount_words(frame: Frame) -> str:
    """What the planner opens with."""
    plan = Plan(round(BUDGET_BILLION * BILLION), 0, PRESENT_IDR)
    now, considered = weigh(plan, [PRESENT_IDR, CONSIDERED_IDR], None)
    return frame.t(
        "overview.decision.amount",
        budget=rupiah(plan.budget_idr, frame.lang),
        now=rupiah(now.amount_idr, frame.lang),
        n0=number(now.recipients, frame.lang),
        considered=rupiah(considered.amount_idr, frame.lang),
        n1=number(considered.recipients, frame.lang),
        ratio=times(frame, considered.ratio),
    )


def visit_words(frame: Frame) -> str:
    counts = frame.figure("persistence_rate").counts
    said = {name: number(counts[name], frame.lang) for name in ("unknown", "old_enough")}
    form = "visits" if counts["unknown"] else "all_known" if counts["old_enough"] else "too_young"
    return frame.t(f"overview.decision.{form}", **said)


def kind_words(frame: Frame) -> str:
    """Whether the data can tell groups from individuals: the gate of their comparison, never its difference. It asks
    for both, so a filter for a programme does not hold."""
    where = {name: values for name, values in frame.where.items() if name != "programme"}
    is_open = replace(frame, where=where).figure("group_individual_difference_24").value is not None
    return frame.t(f"overview.decision.{'comparable' if is_open else 'not_comparable'}")
