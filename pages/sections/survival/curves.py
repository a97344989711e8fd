"""How long businesses last: a picture a group or, of many groups, a row each; the ages side by side in the table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.answers import survival as curves
from analytics.answers.survival import CurveOfGroup
from analytics.charts.compact_rows import CompactRow, compact_rows
from analytics.charts.survival import LATE_END_MONTHS, USUAL_END_MONTHS, CurveLabels, CurvePanel, survival_figure
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.methods.survival import SurvivalCurve
from analytics.wording.headline import of_100, range_of_100
from analytics.wording.survival import beside_words, curve_sentence, group_name, told_by_few_words, unit_of
from pages.sections.survival.dimensions import one_programme, place_of
from pages.shared.frame import Frame
from pages.shared.panels import panel, sides
from pages.shared.rows import alt_text
from pages.shared.show import show_chart, show_note, show_text
from pages.shared.tables import show_table

LANDMARKS = {12: "survival_12", 24: "survival_24", 36: "survival_36"}
IN_ROWS = (12, 24)
MAX_CURVES = 3
MEDIAN = "survival_median_months"


def show_by_age(frame: Frame, dimension: str) -> None:
    """Pictures of few groups, rows of many, all of one programme unless programmes are what is compared."""
    t = frame.t
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        of = frame if dimension == "programme" else one_programme(frame)
        is_late = st.toggle(t("survival.curve.to_120"), key="survival_late", bind="query-params")
    # Emptied first: places would keep the curves of the filter before until the page is done. And before there is
    # something to wait for: what empties a place is never sent where what fills it comes at once.
    pictures = st.empty()
    found = curves_by(of, dimension)
    with pictures.container():
        if len(found) <= MAX_CURVES:
            end = LATE_END_MONTHS if is_late else USUAL_END_MONTHS
            places = sides("curves", *[1] * max(2, len(found)))
            for place, of_group in zip(places, found, strict=False):
                with place:
                    show_curve(of, of_group, dimension, end)
        else:
            show_ages(of, found, dimension)
    show_note(" ".join([t("survival.curve.reading"), *few_words(of, found, dimension)]))
    show_table(of, ages_table(of, found, dimension), t("survival.curve.table"), is_open=True)
    with st.expander(t("survival.curve.words"), key="survival_words"):
        show_text("\n".join(f"- {said_of(of, of_group, dimension)}" for of_group in found))
        show_note(t("survival.curve.assumption"))


def curves_by(frame: Frame, dimension: str) -> list[CurveOfGroup]:
    """The curves of the groups, in their order."""
    by = ("programme",) if dimension == "programme" else ("programme", dimension)
    found = frame.ask(curves.survival_curves, by=by)
    return sorted(found, key=lambda one: place_of(frame, one.by, dimension, one.figures["survival_12"].n))


def show_curve(frame: Frame, of_group: CurveOfGroup, dimension: str, end_months: int) -> None:
    """One picture under how many grants it is of; why there is none, where there is none."""
    t = frame.t
    name, key = name_of(frame, of_group, dimension), "-".join(str(value) for value in of_group.by.values())
    first = of_group.figures["survival_12"]
    note = t(
        "survival.curve.note", n=number(first.n, t.lang), unit=unit_of(t, of_group, first.n),
        closures=number(of_group.counts.closures, t.lang),
    )  # fmt: skip
    with panel(f"survival-{key}", name, note):
        sentence = curve_sentence(t, of_group)
        if of_group.curve is None:
            show_note(sentence)
            return
        drawn = curve_panel(t, of_group, of_group.curve, name, end_months)
        figure = survival_figure(drawn, curve_labels(t), frame.palette, t.lang)
        show_chart(frame, figure, t("survival.curve.alt", group=name, sentence=sentence), f"survival-curve-{key}")


def show_ages(frame: Frame, found: list[CurveOfGroup], dimension: str) -> None:
    """Two pictures with common rows: how many last 12 months, how many 24."""
    for place, age in zip(sides("ages", 1, 1), IN_ROWS, strict=True):
        with place, panel(f"survival-{age}", frame.t("survival.curve.at_age", months=str(age))):
            rows = [age_row(frame, one, dimension, one.figures[LANDMARKS[age]]) for one in found]
            heads = (frame.t("figures.lasting.grants"), frame.t("survival.curve.of_100"))
            figure = compact_rows(rows, frame.palette, frame.lang, str(frame.only_programme), heads)
            show_chart(frame, figure, alt_text(rows), f"survival-ages-{age}", is_headed=False)


def age_row(frame: Frame, of_group: CurveOfGroup, dimension: str, at_age: Estimate) -> CompactRow:
    t, label, n = frame.t, name_of(frame, of_group, dimension), of_group.figures["survival_12"].n
    interval = at_age.sampling
    if at_age.value is None or interval is None:
        return CompactRow(label, n, number(n, t.lang), note=t("figures.lasting.too_few", n=number(at_age.n, t.lang)))
    note = f"{of_100(t, at_age.value)} ({range_of_100(t, interval)})"
    share = (float(at_age.value), interval.lower, interval.upper)
    return CompactRow(label, n, number(n, t.lang), share, note, at_age.is_hollow)


def few_words(frame: Frame, found: list[CurveOfGroup], dimension: str) -> list[str]:
    """Which figures few grants tell of."""
    said = [
        (name_of(frame, one, dimension), figure)
        for one in found
        for figure in (one.figures[LANDMARKS[24]],)
        if figure.note("told_by_few") and figure.sensitivity is not None
    ]
    return [f"{name}: {told_by_few_words(frame.t, figure)}" for name, figure in said[:MAX_CURVES]]


def said_of(frame: Frame, of_group: CurveOfGroup, dimension: str) -> str:
    """A group's curve in words, with all that goes with it."""
    name, t = name_of(frame, of_group, dimension), frame.t
    return f"**{name}.** {curve_sentence(t, of_group)} {beside_words(t, of_group)}"


def name_of(frame: Frame, of_group: CurveOfGroup, dimension: str) -> str:
    return group_name(frame.t, of_group, dimension, frame.regencies)


def curve_panel(
    t: Catalog, of_group: CurveOfGroup, curve: SurvivalCurve, name: str, end_months: int = USUAL_END_MONTHS
) -> CurvePanel:
    """What is drawn of a curve."""
    figures = {months: of_group.figures[key] for months, key in LANDMARKS.items()}
    landmarks = {
        months: (float(one.value), of_100(t, one.value)) for months, one in figures.items() if one.value is not None
    }
    drawn = pd.DataFrame(
        {
            "age_months": curve.ages_months,
            "survival": curve.survival,
            "lower": curve.lower,
            "upper": curve.upper,
            "is_wide": curve.is_wide,
        }
    )
    hollow = {months for months, one in figures.items() if one.is_hollow}
    return CurvePanel(str(of_group.by["programme"]), name, drawn, of_group.known, landmarks, hollow, end_months)


def curve_labels(t: Catalog) -> CurveLabels:
    """The words of the picture."""
    return CurveLabels(t("survival.curve.observed"), t("survival.curve.too_few"), lambda count: number(count, t.lang))


def ages_table(frame: Frame, found: list[CurveOfGroup], dimension: str) -> TypedTable:
    """A row a group: how many of 100 last each age with its interval, at which age half have closed, n, closures."""
    t = frame.t
    first = [one.figures["survival_12"] for one in found]
    columns = dimension_columns(t, dimension, [one.by[dimension] for one in found], frame.regencies)
    for months, key in LANDMARKS.items():
        words = t("survival.curve.at_age", months=str(months))
        columns += estimate_columns(t, [one.figures[key] for one in found], words, key, is_brief=True)
    medians = [one.figures[MEDIAN] for one in found]
    columns += estimate_columns(t, medians, t("survival.curve.median_column"), MEDIAN, is_brief=True)
    return TypedTable(
        f"survival-curves-{dimension.replace('_', '-')}",
        (
            *columns,
            Column("grants", t("tables.part.n"), [one.n for one in first], "count"),
            Column("closures", t("survival.curve.closures"), [one.counts.closures for one in found], "count"),
            Column("unvisited", t("survival.curve.unvisited"), [one.unvisited for one in first], "count"),
        ),
    )
