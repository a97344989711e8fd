"""Whom to visit next: the random draw, sized by its number or by the precision asked for, and the overdue list."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.answers.visit_plan import MAX_OVERDUE, AuditPlan, audit_plan, grants_to_visit
from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.documents.typed_table import Column, TypedTable, dimension_columns
from analytics.documents.visit_form import visit_form
from analytics.i18n.numbers import day, number, points
from analytics.i18n.typed_numbers import NumberField
from pages.shared.address import choose
from pages.shared.downloads import offer_download
from pages.shared.frame import Frame
from pages.shared.number_input import ask_number
from pages.shared.panels import panel, sides
from pages.shared.rows import alt_text_of_bars
from pages.shared.show import show_chart, show_note, show_withheld
from pages.shared.tables import show_table

ASKED = ("visits", "points")
VISITS, POINTS, SEED = NumberField("count", 20, 10_000), NumberField("count", 1, 100), NumberField("count", 1, 999_999)
USUAL_VISITS, USUAL_POINTS = 60, 14
FIELD_PX = 190
LIST_ASKED = "monitoring_list_asked"


def usual_plan(frame: Frame) -> AuditPlan:
    """What the usual number of visits would tell, as the answer says it."""
    return frame.ask(audit_plan, seed=1, visits=USUAL_VISITS)


def show_next(frame: Frame) -> None:
    """The draw left, the overdue right."""
    left, right = sides("next", 1, 1)
    with left, panel("draw", frame.t("monitoring.visits.title")):
        plan, seed = choose_plan(frame)
        show_plan(frame, plan, seed)
    with right, panel("overdue", frame.t("monitoring.overdue.title")):
        show_overdue(frame)


def choose_plan(frame: Frame) -> tuple[AuditPlan, int]:
    """What the planner sets, in the address; the plan it makes, and the number of the draw."""
    t = frame.t
    options = {one: t(f"monitoring.ask.{one}") for one in ASKED}
    ask = choose(t("monitoring.choose.ask"), "monitoring_ask", options, is_labelled=False)
    with st.container(horizontal=True):
        with st.container(width=FIELD_PX, gap="xsmall"):
            if ask == "visits":
                goal = {"visits": _ask_count(frame, "visits", VISITS, USUAL_VISITS)}
            else:
                goal = {"width_points": _ask_count(frame, "points", POINTS, USUAL_POINTS)}
        with st.container(width=FIELD_PX, gap="xsmall"):
            seed = _ask_count(frame, "seed", SEED, 1)
    return frame.ask(audit_plan, seed=seed, **goal), seed


def _ask_count(frame: Frame, name: str, field: NumberField, usual: int) -> int:
    return int(ask_number(frame, frame.t(f"monitoring.choose.{name}"), field, usual, f"monitoring_{name}"))


def show_plan(frame: Frame, plan: AuditPlan, seed: int) -> None:
    """The interval before and after, and the list at a press."""
    t = frame.t
    counts = {"frame": number(plan.frame, t.lang), "k": number(plan.visits, t.lang)}
    show_note(t("monitoring.visits.text", frame=counts["frame"]))
    if plan.width_after is None:
        if not plan.frame:
            return
        show_withheld(t("monitoring.visits.all", frame=counts["frame"]))
    else:
        rows = _width_rows(frame, plan)
        words = alt_text_of_bars(rows)
        figure = bar_rows(rows, frame.palette, frame.lang, full=1.0)
        show_chart(frame, figure, words, "monitoring-width", is_headed=False)
        everybody = t("monitoring.visits.all", frame=counts["frame"]) if plan.visits == plan.frame else ""
        show_note(f"{t('monitoring.visits.picture')} {everybody}")
    if st.button(t("monitoring.visits.button"), icon=":material/checklist:", type="primary", key="monitoring_list"):
        st.session_state[LIST_ASKED] = True
    offer_form(frame, plan.visits, seed)
    if st.session_state.get(LIST_ASKED):
        st.markdown(t("monitoring.visits.after_visit"))
        if frame.where:
            st.markdown(t("monitoring.visits.filtered"))
        note = t("monitoring.visits.note", **counts, seed=str(seed), day=day(frame.as_of, t.lang))
        title = t("monitoring.visits.list", k=counts["k"])
        drawn = TypedTable("monitoring-visits", tuple(grants_columns(frame, plan.drawn)), notes=(note,))
        show_table(frame, drawn, title, is_open=True)


def offer_form(frame: Frame, visits: int, seed: int) -> None:
    """The visit form with this draw and the overdue, made when it is fetched."""
    t = frame.t
    offer_download(
        t("visit_form.download"),
        lambda: visit_form(t, frame.ask(grants_to_visit, visits=visits, seed=seed), frame.as_of),
        f"visit-form-{frame.as_of.isoformat()}-v{frame.store.manifest.version}-{visits}-{t.lang}.xlsx",
        key="monitoring_form", icon=":material/assignment:", help=t("visit_form.help"),
    )  # fmt: skip


def _width_rows(frame: Frame, plan: AuditPlan) -> list[BarRow]:
    t = frame.t
    before = "before" if plan.audited else "before_none"
    widths = (
        (t(f"monitoring.visits.{before}", n=number(plan.audited, t.lang)), plan.width_before, frame.palette.unknown),
        (t("monitoring.visits.after", k=number(plan.visits, t.lang)), plan.width_after or 0.0, frame.palette.ink),
    )
    return [
        BarRow(label, t("monitoring.visits.points", w=points(width, t.lang, 0)), width, color)
        for label, width, color in widths
    ]


def show_overdue(frame: Frame) -> None:
    """Grants not known closed that went longest without a visit: for supervision, not for estimates."""
    t = frame.t
    rows = frame.filtered_rows("overdue", most=MAX_OVERDUE)
    if rows.empty:
        show_note(t("monitoring.overdue.none"))
        return
    overdue = number(int(rows["overdue_grants"].iloc[0]), t.lang)
    show_note(t("monitoring.overdue.text", n=overdue))
    unseen = Column(
        "unseen_months", t("monitoring.column.unseen_months"), list(rows["unseen_months"]), "months", decimals=0
    )
    form = "list_all" if len(rows) < MAX_OVERDUE else "list"
    title = t(f"monitoring.overdue.{form}", shown=number(len(rows), t.lang), n=overdue)
    show_table(frame, TypedTable("monitoring-overdue", (*grants_columns(frame, rows), unseen)), title)


def grants_columns(frame: Frame, grants: pd.DataFrame) -> list[Column]:
    """Grants to visit: id, programme, place and days."""
    t = frame.t
    names = ("grant_id", "district", "disbursed_on", "last_visited_on")
    words = {name: t(f"monitoring.column.{name}") for name in names}
    return [
        Column("grant_id", words["grant_id"], list(grants["grant_id"])),
        *dimension_columns(t, "programme", list(grants["programme"])),
        *dimension_columns(t, "regency", list(grants["regency_code"]), frame.regencies),
        Column("district", words["district"], list(grants["district"])),
        Column("disbursed_on", words["disbursed_on"], list(grants["disbursed_on"]), "date"),
        Column("last_visited_on", words["last_visited_on"], list(grants["last_visited_on"]), "date"),
    ]
