"""What has been seen of the grants and how long ago, whom to visit next, and by whom."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analytics.answers.visit_plan import AuditPlan
from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.charts.business_types import YearRow, year_columns
from analytics.charts.monitoring import STATES, StateRow, state_bars
from analytics.contract import VISITS
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, percent, points
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import interval_words, persistence_sentence, value_words
from analytics.wording.headline import not_found_words
from pages.sections.monitoring.equity import show_equity
from pages.sections.monitoring.visit_plan import choose_plan, show_overdue, show_plan
from pages.shared.filters import regency_names
from pages.shared.frame import Frame, page_frame
from pages.shared.show import (
    PROSE_PX,
    show_answer,
    show_chart,
    show_empty,
    show_head,
    show_method,
    show_section,
    show_table,
)

GROUPS = ("regency", "programme")
AGES = ("under_6_months", "6_to_12_months", "12_to_24_months", "over_24_months")
COUNTED = ("grants", *STATES, "never_visited")
Counts = Mapping[str, int]
NO_GRANTS: Counts = dict.fromkeys(COUNTED, 0)


def counts_by(frame: Frame, dimension: str) -> dict[str, Counts]:
    rows = frame.rows("monitoring", as_of=frame.as_of, picked=frame.where, by=[dimension]).to_dict("records")
    return {str(row["grouping"][dimension]): row for row in rows}


def all_counts(frame: Frame) -> Counts:
    counts: Counts = frame.rows("monitoring", as_of=frame.as_of, picked=frame.where, by=[]).to_dict("records")[0]
    return counts


def answer_words(frame: Frame, plan: AuditPlan, counts: Counts) -> list[str]:
    """The audit leads where its visits are in; else what the next visits would tell."""
    t, audited = frame.t, frame.figure("persistence_audited")
    notes = []
    if counts["never_visited_too_young"] and plan.frame:
        notes.append(t("monitoring.answer.young", young=number(counts["never_visited_too_young"], t.lang)))
    if audited.value is not None:
        return [*audited_words(frame, audited), " ".join([next_words(frame, plan, counts), *notes])]
    if plan.width_after is None:
        return [next_words(frame, plan, counts), *notes]
    return [next_words(frame, plan, counts), " ".join([t("monitoring.answer.why"), *notes])]


def next_words(frame: Frame, plan: AuditPlan, counts: Counts) -> str:
    t = frame.t
    unseen = number(counts["never_visited"], t.lang)
    if not plan.frame and not plan.known_closed:
        return t("monitoring.answer.too_young", n=number(counts["too_young"], t.lang))
    if not plan.frame:
        return t("monitoring.answer.all_closed", n=number(plan.known_closed, t.lang))
    if plan.width_after is None:
        return t("monitoring.answer.too_few", u=unseen, frame=number(plan.frame, t.lang))
    form = "next" if plan.audited else "visits" if counts["never_visited"] else "all_visited"
    width = points(plan.width_after, t.lang, 0)
    return t(f"monitoring.answer.{form}", u=unseen, k=number(plan.visits, t.lang), w=width)


def audited_words(frame: Frame, audited: Estimate) -> list[str]:
    t = frame.t
    headline = t(
        "monitoring.answer.audited",
        n=number(audited.n, t.lang),
        p=percent(audited.value or 0.0, t.lang),
        N=number(audited.counts["frame"] + audited.counts["known_closed"], t.lang),
        interval=interval_words(t, audited.interval("sampling"), "share"),
    )
    ordinary = persistence_sentence(t, frame.figure("persistence_rate"))
    return [headline, *not_found_words(t, audited), t("monitoring.answer.audited_ordinary", sentence=ordinary)]


def show_states(frame: Frame) -> None:
    t = frame.t
    show_section(t("monitoring.state.title"))
    with st.container(width=PROSE_PX):
        by = str(
            st.segmented_control(
                t("monitoring.choose.by"), GROUPS, default=GROUPS[0], required=True,
                format_func=lambda option: t(f"monitoring.by.{option}"), key="monitoring_by", bind="query-params",
            )
        )  # fmt: skip
        st.markdown(f":gray[{t('monitoring.state.text' if by == 'regency' else 'monitoring.state.programme_text')}]")
        found, labels = counts_by(frame, by), labels_of(frame, by)
        rows = [
            StateRow(
                label, state_note(frame, found.get(code)), found.get(code, NO_GRANTS), colour_code(frame, by, code)
            )
            for code, label in labels.items()
        ]
        names = {state: t(f"monitoring.state.{state}") for state in STATES}
        words = " ".join(f"{row.label}: {state_words(frame, row.counts)}." for row in rows)
        show_chart(frame, state_bars(rows, names, frame.palette, frame.lang), words, f"monitoring-{by}")
    columns = {t(f"monitoring.column.{by}"): list(labels.values())}
    for name in COUNTED:
        columns[t(f"monitoring.column.{name}")] = [number(found.get(code, NO_GRANTS)[name], t.lang) for code in labels]
    show_table(frame, pd.DataFrame(columns), "monitoring", t("monitoring.table.state"))


def labels_of(frame: Frame, by: str) -> dict[str, str]:
    """Regencies asked about in official order, also those without a grant; programmes in the order of the house."""
    if by == "programme":
        asked = frame.where.get("programme", PROGRAMMES)
        return {code: frame.t(f"programme.{code}.short") for code in PROGRAMMES if code in asked}
    names = regency_names(frame.lang)
    return {code: name for code, name in names.items() if code in frame.where.get("regency", names)}


def colour_code(frame: Frame, by: str, code: str) -> str:
    only = frame.where.get("programme", [])
    return code if by == "programme" else str(only[0]) if len(only) == 1 else ""


def state_note(frame: Frame, counts: Counts | None) -> str:
    if counts is None:
        return frame.t("monitoring.state.nothing")
    return " · ".join(number(counts[state], frame.lang) for state in STATES)


def state_words(frame: Frame, counts: Counts) -> str:
    return ", ".join(f"{number(counts[state], frame.lang)} {frame.t(f'monitoring.state.{state}')}" for state in STATES)


def show_ages(frame: Frame, counts: Counts) -> None:
    t = frame.t
    show_section(t("monitoring.age.title"), t("monitoring.age.text"))
    rows = [
        BarRow(
            t(f"monitoring.age.{age}"), age_note(frame, counts, age), counts[f"verdict_{age}"], frame.palette.unknown
        )
        for age in AGES
    ]
    with st.container(width=PROSE_PX):
        words = " ".join(f"{row.label}: {row.note}." for row in rows)
        show_chart(frame, bar_rows(rows, frame.palette, frame.lang), words, "monitoring-ages")
        form = "cost" if counts["unknown"] else "all_known"
        st.markdown(f":gray[{t(f'monitoring.age.{form}', unknown=number(counts['unknown'], t.lang))}]")
    show_table(frame, age_table(frame), "monitoring", t("monitoring.table.age"))


def age_note(frame: Frame, counts: Counts, age: str) -> str:
    return frame.t(
        "monitoring.age.note",
        n=number(counts[f"verdict_{age}"], frame.lang), running=number(counts[f"running_{age}"], frame.lang),
    )  # fmt: skip


def age_table(frame: Frame) -> pd.DataFrame:
    t, found = frame.t, counts_by(frame, "programme")
    persistence = {str(one.by["programme"]): one for one in frame.figures("persistence_rate", by=["programme"])}
    codes = [code for code in PROGRAMMES if code in found and code in persistence]
    columns = {t("monitoring.column.programme"): [t(f"programme.{code}.short") for code in codes]}
    for name in (*(f"verdict_{age}" for age in AGES), "unknown"):
        columns[t(f"monitoring.column.{name}")] = [number(found[code][name], t.lang) for code in codes]
    columns[t("monitoring.column.persistence")] = [value_words(t, persistence[code]) for code in codes]
    for name, kind in (("interval", "sampling"), ("bounds", "bounds")):
        columns[t(f"monitoring.column.{name}")] = [ends(frame, persistence[code], kind) for code in codes]
    return pd.DataFrame(columns)


def ends(frame: Frame, estimate: Estimate, kind: str) -> str:
    return interval_words(frame.t, estimate.interval(kind), "share") if estimate.value is not None else "–"


def show_roles(frame: Frame) -> None:
    t = frame.t
    rows = frame.rows("visits_by_role", as_of=frame.as_of, picked=frame.where)
    if rows.empty:
        show_section(t("monitoring.roles.title"), t("monitoring.roles.none"))
        return
    show_section(t("monitoring.roles.title"), t("monitoring.roles.text"))
    rows = rows.fillna({"officer_role": "missing"})
    roles = [role for role in (*VISITS.column("officer_role").domain, "missing") if role in set(rows["officer_role"])]
    totals = rows.groupby("officer_role")["visits"].sum()
    by_year = rows.groupby(["officer_role", "year"])["visits"].sum()
    lines = [
        year_row(frame, t(f"monitoring.roles.{role}"), t("monitoring.roles.note", n=number(int(totals[role]), t.lang)),
                 {int(year): int(count) for year, count in by_year[role].items()})
        for role in roles
    ]  # fmt: skip
    show_years(frame, lines, [int(year) for year in rows["year"]], "monitoring-roles")
    counted = rows.groupby(["regency_code", "officer_role"])["visits"].sum().to_dict()
    places = rows.groupby("regency_code")["visits"].sum().to_dict()
    shown = {code: name for code, name in regency_names(frame.lang).items() if code in places}
    columns = {t("monitoring.column.regency"): list(shown.values())}
    for role in roles:
        columns[t(f"monitoring.roles.{role}")] = [number(counted.get((code, role), 0), t.lang) for code in shown]
    columns[t("monitoring.column.visits")] = [number(places[code], t.lang) for code in shown]
    show_table(frame, pd.DataFrame(columns), "monitoring", t("monitoring.table.roles"))


def show_obstacles(frame: Frame) -> None:
    t = frame.t
    rows = frame.rows("obstacles_by_year", as_of=frame.as_of, picked=frame.where)
    if rows.empty:
        show_section(t("monitoring.obstacles.title"), t("monitoring.obstacles.none"))
        return
    show_section(t("monitoring.obstacles.title"), t("monitoring.obstacles.text"))
    totals = rows.groupby("obstacle")["visits"].sum()
    named = [obstacle for obstacle in VISITS.column("obstacle").domain if obstacle in totals]
    named.sort(key=lambda obstacle: (obstacle == "other", -int(totals[obstacle])))
    lines = []
    for obstacle in named:
        of = rows[(rows["obstacle"] == obstacle) & rows["named_share"].notna()]
        shares = {int(year): float(share) for year, share in zip(of["year"], of["named_share"], strict=True)}
        note = t("monitoring.obstacles.note", n=number(int(totals[obstacle]), t.lang))
        written = {year: percent(share, t.lang, 0).rstrip("%") for year, share in shares.items()}
        lines.append(YearRow(t(f"business_types.obstacle.{obstacle}"), note, shares, written))
    if rows["named_share"].notna().any():
        show_years(frame, lines, [int(year) for year in rows["year"]], "monitoring-obstacles")
    counted = rows.set_index(["year", "obstacle"])["visits"].to_dict()
    years = rows.drop_duplicates("year").set_index("year")["visits_of_year"].to_dict()
    columns = {t("monitoring.column.year"): [str(year) for year in years]}
    for obstacle in named:
        columns[t(f"business_types.obstacle.{obstacle}")] = [
            number(counted.get((year, obstacle), 0), t.lang) for year in years
        ]
    columns[t("monitoring.column.visits")] = [number(count, t.lang) for count in years.values()]
    show_table(frame, pd.DataFrame(columns), "monitoring", t("monitoring.table.obstacles"))


def year_row(frame: Frame, label: str, note: str, counts: Mapping[int, int]) -> YearRow:
    return YearRow(label, note, counts, {year: number(count, frame.lang) for year, count in counts.items()})


def show_years(frame: Frame, lines: Sequence[YearRow], years: Sequence[int], key: str) -> None:
    with st.container(width=PROSE_PX):
        words = " ".join(
            f"{line.label}: " + ", ".join(f"{year} {said}" for year, said in line.written.items()) + "."
            for line in lines
        )
        figure = year_columns(lines, range(min(years), max(years) + 1), frame.palette, frame.lang)
        show_chart(frame, figure, words, key)


frame = page_frame("monitoring")
show_head(frame, "monitoring")
if not show_empty(frame):
    answer, counts = st.container(), all_counts(frame)
    show_states(frame)
    show_ages(frame, counts)
    plan, seed = choose_plan(frame)
    with answer:
        show_answer(frame, *answer_words(frame, plan, counts))
    show_plan(frame, plan, seed)
    show_overdue(frame)
    show_roles(frame)
    show_obstacles(frame)
    show_equity(frame)
    show_method(
        frame,
        "persistence_audited",
        "visited_rate",
        "persistence_rate",
        "workers_employed",
        queries=("monitoring", "audit_frame", "overdue", "visits_by_role", "obstacles_by_year", "equity"),
    )
