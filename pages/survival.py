"""Which businesses still run at the as-of date, and who is still in the groups."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.charts.members import MembersLeft, members_left_bars
from analytics.estimate import Estimate
from analytics.programmes import PROGRAMMES
from analytics.text.numbers import number
from pages.parts.dimensions import DIMENSIONS, KINDS_OF_PROGRAMME, place_of
from pages.parts.frame import Frame, page_frame
from pages.parts.other_curves import show_other_curves
from pages.parts.show import (
    PROSE_PX,
    show_answer,
    show_chart,
    show_empty,
    show_head,
    show_method,
    show_section,
    show_table,
    show_withheld,
)
from pages.parts.survival_curves import curves_by, interval_or_dash, show_curves
from pages.parts.wording import (
    group_words,
    interval_words,
    is_too_young,
    n_words,
    persistence_sentence,
    value_words,
    withheld_words,
)

MEMBER_FIGURES = ("member_persistence", "member_persistence_running", "nearly_alone_rate")


def by_programme(frame: Frame, key: str) -> dict[str, Estimate]:
    """One estimate a programme, in the order of the house."""
    found = {str(estimate.by["programme"]): estimate for estimate in frame.figures(key, by=["programme"])}
    return {code: found[code] for code in PROGRAMMES if code in found}


def show_headline(frame: Frame, programmes: dict[str, Estimate]) -> None:
    first = next(iter(programmes.values()))
    show_answer(frame, persistence_sentence(frame.t, first), frame.t("figures.persistence.assumption"))


def choose_dimension(frame: Frame) -> str:
    """By what curves, persistence and members are broken down."""
    chosen: str = st.selectbox(
        frame.t("survival.rows.choose"),
        DIMENSIONS,
        format_func=lambda dimension: frame.t(f"survival.dimension.{dimension}"),
        key="survival_by",
        bind="query-params",
        width=320,
    )
    return chosen


def show_rows(frame: Frame, dimension: str) -> None:
    """Persistence by the chosen dimension: one picture a programme, so that no row mixes groups and individuals."""
    t = frame.t
    show_section(t("survival.rows.title", dimension=t(f"survival.dimension.{dimension}")), t("survival.rows.reading"))
    by = [dimension] if dimension in KINDS_OF_PROGRAMME else ["programme", dimension]
    estimates = in_order(frame.figures("persistence_rate", by=by), dimension)
    if dimension in KINDS_OF_PROGRAMME:
        show_row_chart(frame, estimates, dimension, dimension)
    else:
        for code in PROGRAMMES:
            of_programme = [estimate for estimate in estimates if estimate.by["programme"] == code]
            if of_programme:
                st.markdown(f"**{t(f'programme.{code}.name')}**")
                show_row_chart(frame, of_programme, dimension, code)
    with st.container(width=PROSE_PX):
        st.markdown(f":gray[{t(f'survival.note.{dimension}')}]")
    show_table(frame, rows_table(frame, estimates, dimension), "survival", t("survival.rows.table"))


def show_row_chart(frame: Frame, estimates: list[Estimate], dimension: str, name: str) -> None:
    rows = [persistence_row(frame, estimate, dimension) for estimate in estimates]
    alt = " ".join(f"{row.label}: {row.value_label}, {row.note}." for row in rows)
    figure = estimate_rows(rows, frame.palette, frame.lang, frame.t("survival.rows.axis"))
    show_chart(figure, alt, f"survival-{dimension}-{name}")


def persistence_row(frame: Frame, estimate: Estimate, dimension: str) -> EstimateRow:
    t = frame.t
    too_young = is_too_young(estimate)
    withheld = withheld_words(t, estimate) if estimate.withheld else ""
    return EstimateRow(
        group_words(t, dimension, estimate.by[dimension]),
        t("figures.short.too_young") if too_young else n_words(t, estimate),
        estimate,
        str(estimate.by.get("programme") or estimate.by.get("delivery")),
        value_words(t, estimate),
        persistence_sentence(t, estimate) if too_young else withheld,
        too_young,
    )


def in_order(estimates: list[Estimate], dimension: str) -> list[Estimate]:
    """In the order of the house."""
    return sorted(estimates, key=lambda one: place_of(one.by, dimension, one.counts["old_enough"]))


def rows_table(frame: Frame, estimates: list[Estimate], dimension: str) -> pd.DataFrame:
    t = frame.t

    def line(estimate: Estimate) -> dict[str, str]:
        groups = {key: group_words(t, key, value) for key, value in estimate.by.items()}
        counts = {name: number(estimate.counts[name], t.lang) for name in estimate.counts}
        return {
            **{t(f"survival.dimension.{key}").capitalize(): words for key, words in groups.items()},
            t("survival.column.known"): number(estimate.n, t.lang),
            **{t(f"survival.column.{name}"): counts[name] for name in ("running", "closed", "unknown")},
            t("survival.column.persistence"): value_words(t, estimate),
            t("survival.column.interval"): interval_or_dash(t, estimate, "sampling"),
            t("survival.column.bounds"): interval_or_dash(t, estimate, "bounds"),
            **{t(f"survival.column.{name}"): counts[name] for name in ("too_young", "reopened")},
        }

    return pd.DataFrame([line(estimate) for estimate in estimates])


def show_left_out(frame: Frame, programmes: dict[str, Estimate]) -> None:
    """Unknown, moved, not found, reopened and too young: each counted and named, a paragraph a programme."""
    t = frame.t
    rows = frame.rows("unknown_status", as_of=frame.as_of, picked=frame.where, by=["programme"])
    reasons = {row["grouping"]["programme"]: row for row in rows.to_dict("records")}
    show_section(t("survival.left_out.title"), t("survival.left_out.text"))
    with st.container(width=PROSE_PX):
        st.markdown("\n".join(f"- {left_out_words(frame, code, of, reasons)}" for code, of in programmes.items()))


def left_out_words(frame: Frame, code: str, estimate: Estimate, reasons: dict[str, dict[str, int]]) -> str:
    t = frame.t
    counts = {**estimate.counts, **reasons.get(code, {"lost_since": 0})}
    said = {name: number(counts[name], t.lang) for name in counts if name != "grouping"}
    unit = t(f"programme.{code}.short")
    if is_too_young(estimate):
        first = t("survival.left_out.none_old", unit=unit)
    elif counts["unknown"]:
        reason = {name: said[name] for name in ("never_visited", "moved", "not_found")}
        first = t("survival.left_out.unknown", unit=unit, N=said["old_enough"], u=said["unknown"], **reason)
    else:
        first = t("survival.left_out.all_known", unit=unit, N=said["old_enough"])
    rest = [t(f"survival.left_out.{name}", k=said[name]) for name in ("lost_since", "reopened", "too_young")]
    return " ".join([first, *rest])


def show_members(frame: Frame) -> None:
    """Who is still in the groups."""
    t = frame.t
    show_section(t("survival.members.title"))
    if "KUBE" not in by_programme(frame, "grants"):
        with st.container(width=PROSE_PX):
            st.markdown(t("survival.members.none"))
        return
    figures = {key: frame.figure(key) for key in MEMBER_FIGURES}
    show_member_answer(frame, figures)
    if all(estimate.value is None for estimate in figures.values()):
        return
    rows = [member_row(frame, key, estimate) for key, estimate in figures.items()]
    alt = " ".join(f"{row.label}: {row.value_label}, {row.note}." for row in rows)
    figure = estimate_rows(rows, frame.palette, frame.lang, t("survival.members.axis"))
    show_chart(figure, alt, "survival-members")
    show_member_notes(frame, figures["member_persistence"])
    show_members_left(frame)


def show_member_answer(frame: Frame, figures: dict[str, Estimate]) -> None:
    t = frame.t
    members, alone = figures["member_persistence"], figures["nearly_alone_rate"]
    if members.value is None:
        show_withheld(withheld_words(t, members))
        return
    sentence = t(
        "survival.members.sentence",
        founding=number(members.counts["founding"], t.lang),
        n=number(members.n, t.lang),
        p=value_words(t, members),
        interval=interval_words(t, members.interval("sampling"), "share"),
    )
    if alone.value is not None:
        interval = interval_words(t, alone.interval("sampling"), "share")
        more = t("survival.members.alone", p=value_words(t, alone), n=number(alone.n, t.lang), interval=interval)
        sentence = f"{sentence} {more}"
    with st.container(width=PROSE_PX):
        st.markdown(f"**{sentence}**")


def member_row(frame: Frame, key: str, estimate: Estimate) -> EstimateRow:
    t = frame.t
    return EstimateRow(
        t(f"survival.members.row.{key}"),
        n_words_of_groups(frame, estimate),
        estimate,
        "KUBE",
        value_words(t, estimate),
        withheld_words(t, estimate) if estimate.withheld else "",
    )


def n_words_of_groups(frame: Frame, estimate: Estimate) -> str:
    """n alone: who is unknown is said of persistence, once."""
    return frame.t("figures.n", n=number(estimate.n, frame.lang), unit=frame.t("programme.unit.groups"))


def show_member_notes(frame: Frame, members: Estimate) -> None:
    t = frame.t
    notes = {"uncounted": members.counts["running_uncounted"], "members_missing": members.counts["members_missing"]}
    lines = [t("survival.members.reading")]
    lines += [t(f"survival.members.{name}", k=number(count, t.lang)) for name, count in notes.items() if count]
    with st.container(width=PROSE_PX):
        st.markdown(f":gray[{' '.join(lines)}]")


def show_members_left(frame: Frame) -> None:
    t = frame.t
    rows = frame.rows("members_left", as_of=frame.as_of, picked=frame.where).dropna()
    groups = {int(members): int(count) for members, count in rows.itertuples(index=False)}
    bars = [members_bar(frame, members, groups.get(members, 0)) for members in range(0 if 0 in groups else 1, 6)]
    if not groups:
        return
    with st.container(width=PROSE_PX):
        st.subheader(t("survival.members_left.title"), anchor=False)
        st.markdown(f":gray[{t('survival.members_left.text')}]")
        alt = "; ".join(t("survival.members_left.bar", members=bar.label, groups=bar.groups_label) for bar in bars)
        figure = members_left_bars(bars, frame.palette, frame.lang, t("survival.members_left.axis"))
        show_chart(figure, f"{alt}.", "survival-members-left")
    labels = (t("survival.column.members_left"), t("survival.column.groups"))
    table = pd.DataFrame([(bar.label, bar.groups_label) for bar in bars], columns=labels)
    show_table(frame, table, "survival", t("survival.members.table"))


def members_bar(frame: Frame, members: int, groups: int) -> MembersLeft:
    label = frame.t("survival.members_left.five_and_more") if members >= 5 else str(members)
    return MembersLeft(members, groups, label, number(groups, frame.lang))


frame = page_frame("survival")
show_head(frame, "survival")
if not show_empty(frame):
    persistence = by_programme(frame, "persistence_rate")
    show_headline(frame, persistence)
    dimension = choose_dimension(frame)
    found = curves_by(frame, dimension)
    show_curves(frame, found, dimension)
    show_other_curves(frame, found, dimension)
    show_rows(frame, dimension)
    show_left_out(frame, persistence)
    show_members(frame)
    show_method(frame, "persistence_rate", *MEMBER_FIGURES, queries=("unknown_status", "members_left"))
