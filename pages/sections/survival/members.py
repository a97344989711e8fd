"""Who is still in the groups of the survival page."""

from __future__ import annotations

from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.charts.members import MembersLeft, members_left_bars
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns, named
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import withheld_words
from analytics.wording.members import members_sentence, uncounted_lines
from pages.sections.survival.dimensions import place_of
from pages.shared.frame import Frame
from pages.shared.panels import panel, sides
from pages.shared.rows import alt_text, estimate_row
from pages.shared.show import show_chart, show_note, show_text, show_withheld
from pages.shared.tables import show_table

MEMBER_FIGURES = ("member_persistence", "member_persistence_running", "nearly_alone_rate")
FIGURES_BY = ("member_persistence", "nearly_alone_rate")


def show_members(frame: Frame, dimension: str) -> None:
    """Who is still in the groups, in all and by the chosen dimension; by year where it is one of programmes."""
    t = frame.t
    programmes = [str(estimate.by["programme"]) for estimate in frame.estimates("grants", by=["programme"])]
    if all(PROGRAMMES[code].delivery != "group" for code in programmes):
        show_text(t("survival.members.none"))
        return
    figures = {key: frame.estimate(key) for key in MEMBER_FIGURES}
    show_member_answer(frame, figures)
    if all(estimate.value is None for estimate in figures.values()):
        return
    left, right = sides("members", 1, 1)
    with left, panel("members", t("survival.members.title")):
        rows = [member_row(frame, t(f"survival.members.row.{key}"), estimate) for key, estimate in figures.items()]
        figure = estimate_rows(rows, frame.palette, frame.lang, t("survival.members.axis"))
        show_chart(frame, figure, alt_text(rows), "survival-members")
    with right, panel("members-left", t("survival.members_left.title")):
        show_members_left(frame)
    show_member_notes(frame, figures["member_persistence"])
    show_members_by(frame, "cohort_year" if dimension == "programme" else dimension)


def show_members_by(frame: Frame, dimension: str) -> None:
    """The same two figures by year, place, business or amount, in a table."""
    t = frame.t
    found = {key: in_order(frame, frame.estimates(key, by=[dimension]), dimension) for key in FIGURES_BY}
    words = t("survival.members.by", dimension=t(f"survival.dimension.{dimension}"))
    show_table(frame, members_table(frame, found, dimension), words)


def in_order(frame: Frame, estimates: list[Estimate], dimension: str) -> list[Estimate]:
    return sorted(estimates, key=lambda one: place_of(frame, one.by, dimension, one.n))


def members_table(frame: Frame, found: dict[str, list[Estimate]], dimension: str) -> TypedTable:
    t, estimates = frame.t, [one for of in found.values() for one in of]
    figures = [one.indicator for one in estimates]
    return TypedTable(
        f"survival-members-{dimension.replace('_', '-')}",
        (
            *dimension_columns(t, dimension, [one.by[dimension] for one in estimates], frame.regencies),
            *named(t, "figure", t("survival.column.figure"), figures, lambda key: t(f"survival.members.row.{key}")),
            *estimate_columns(t, estimates, t("survival.column.value")),
        ),
    )


def show_member_answer(frame: Frame, figures: dict[str, Estimate]) -> None:
    t = frame.t
    members, alone = figures["member_persistence"], figures["nearly_alone_rate"]
    if members.value is None:
        show_withheld(withheld_words(t, members))
        return
    show_text(f"**{members_sentence(t, members, alone)}**")


def member_row(frame: Frame, label: str, estimate: Estimate) -> EstimateRow:
    return estimate_row(frame.t, label, estimate, "group", n_words_of_groups(frame, estimate))


def n_words_of_groups(frame: Frame, estimate: Estimate) -> str:
    """n alone: who is unknown is said of persistence, once."""
    n = number(estimate.n, frame.lang)
    return frame.t("figures.n", n=n, unit=frame.t("programme.unit.groups", n=n))


def show_member_notes(frame: Frame, members: Estimate) -> None:
    t = frame.t
    lines = [t("survival.members.reading"), *uncounted_lines(t, members)]
    show_note(" ".join(lines))


def show_members_left(frame: Frame) -> None:
    t = frame.t
    rows = frame.filtered_rows("members_left").dropna()
    groups = {int(members): int(count) for members, count in rows.itertuples(index=False)}
    bars = [members_bar(frame, members, groups.get(members, 0)) for members in range(0 if 0 in groups else 1, 6)]
    if not groups:
        return
    alt = "; ".join(t("survival.members_left.bar", members=bar.label, groups=bar.groups_label) for bar in bars)
    figure = members_left_bars(bars, frame.palette, frame.lang, t("survival.members_left.axis"))
    show_chart(frame, figure, f"{alt}.", "survival-members-left")
    columns = (
        Column("members_left", t("survival.column.members_left"), [bar.members for bar in bars], "count", only="files"),
        Column("label", t("survival.column.members_left"), [bar.label for bar in bars], only="page"),
        Column("groups", t("survival.column.groups"), [bar.groups for bar in bars], "count"),
    )
    notes = (f"5: {t('survival.members_left.five_and_more')}",)
    show_table(frame, TypedTable("survival-members-left", columns, notes), t("survival.members.table"))


def members_bar(frame: Frame, members: int, groups: int) -> MembersLeft:
    label = frame.t("survival.members_left.five_and_more") if members >= 5 else str(members)
    return MembersLeft(members, groups, label, number(groups, frame.lang))
