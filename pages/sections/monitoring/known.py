"""What is known of the grants, and how long ago it was seen: side by side."""

from __future__ import annotations

from pages.sections.monitoring.ages import age_table, show_ages
from pages.sections.monitoring.answer import Counts
from pages.sections.monitoring.states import GROUPS, show_states, states_table
from pages.shared.address import choose
from pages.shared.frame import Frame
from pages.shared.panels import panel, sides
from pages.shared.tables import show_table


def show_known(frame: Frame, counts: Counts) -> None:
    """The states by programme or regency left, their ages right; both as tables."""
    t = frame.t
    offered = {one: t(f"monitoring.by.{one}") for one in GROUPS}
    by = choose(t("monitoring.choose.by"), "monitoring_by", offered, is_labelled=False)
    left, right = sides("known", 1, 1)
    with left, panel("states", t("monitoring.state.title")):
        show_states(frame, by)
    with right, panel("ages", t("monitoring.age.title")):
        show_ages(frame, counts)
    show_table(frame, states_table(frame, by), t("monitoring.table.state"))
    show_table(frame, age_table(frame), t("monitoring.table.age"))
