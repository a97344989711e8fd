"""The curves of the survival page: one picture per group of grants, with what is known at each age under it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.answers import survival as curves
from analytics.answers.survival import CurveOfGroup
from analytics.charts.survival import CurveLabels, CurvePanel, survival_figure
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns, named
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent
from analytics.methods.survival import SurvivalCurve
from analytics.programmes import PROGRAMMES
from analytics.wording.survival import beside_words, curve_sentence, group_name
from pages.sections.survival.dimensions import KINDS_OF_PROGRAMME, place_of
from pages.shared.frame import Frame
from pages.shared.show import show_chart, show_note, show_section, show_text, show_withheld
from pages.shared.tables import show_table

LANDMARKS = {12: "survival_12", 24: "survival_24", 36: "survival_36"}
IN_A_ROW = 2


def curves_by(frame: Frame, dimension: str) -> list[CurveOfGroup]:
    """The curves of the chosen dimension: of programmes, or of one programme that the reader picks."""
    by: tuple[str, ...] = (dimension,)
    if dimension not in KINDS_OF_PROGRAMME:
        present = {estimate.by["programme"] for estimate in frame.estimates("grants", by=["programme"])}
        programmes = [code for code in PROGRAMMES if code in present]
        drawn = programmes[0] if len(programmes) == 1 else choose_programme(frame, programmes)
        frame, by = frame.narrowed(programme=[drawn]), ("programme", dimension)
    found = frame.ask(curves.survival_curves, by=by)
    return sorted(found, key=lambda of_group: place_of(of_group.by, dimension, of_group.figures["survival_12"].n))


def choose_programme(frame: Frame, programmes: list[str]) -> str:
    chosen: str = st.radio(
        frame.t("survival.curve.draw"),
        programmes,
        format_func=lambda code: frame.t(f"programme.{code}.short"),
        horizontal=True,
        key="survival_drawn",
    )
    return chosen


def show_curves(frame: Frame, found: list[CurveOfGroup], dimension: str) -> None:
    """One picture per group, all on the same scale of shares: groups are never drawn into one another."""
    t = frame.t
    show_section(t("survival.curve.title"), t("survival.curve.reading"))
    if len(found) == 1:
        show_curve(frame, found[0], dimension, is_small=False)
    for first in range(0, len(found), IN_A_ROW) if len(found) > 1 else ():
        row = found[first : first + IN_A_ROW]
        for column, of_group in zip(st.columns(IN_A_ROW, gap="large"), row, strict=False):
            with column:
                show_curve(frame, of_group, dimension, is_small=True)
    show_note(t("survival.curve.assumption"))
    if dimension in KINDS_OF_PROGRAMME and len(found) > 1:
        show_note(t("survival.curve.not_compared"))
    show_table(frame, curves_table(t, found, dimension), t("survival.curve.table"))


def show_curve(frame: Frame, of_group: CurveOfGroup, dimension: str, *, is_small: bool) -> None:
    """Words, picture, words, in no container: one would keep the curves of the filter before until the page is done."""
    t = frame.t
    if is_small:
        st.subheader(group_name(t, of_group, dimension), anchor=False)
    sentence = curve_sentence(t, of_group)
    if of_group.curve is None:
        show_withheld(sentence)
    else:
        show_text(f"**{sentence}**")
        name = t("survival.curve.name", group=group_name(t, of_group, dimension))
        panel = curve_panel(t, of_group, of_group.curve, name)
        figure = survival_figure(panel, curve_labels(t), frame.palette, t.lang, is_small=is_small)
        alt = t("survival.curve.alt", group=group_name(t, of_group, dimension), sentence=sentence)
        show_chart(frame, figure, alt, f"survival-curve-{'-'.join(str(value) for value in of_group.by.values())}")
    show_note(beside_words(t, of_group))


def curve_panel(t: Catalog, of_group: CurveOfGroup, curve: SurvivalCurve, name: str) -> CurvePanel:
    """What is drawn of a curve; `name` stands on its line."""
    landmarks = {
        months: (float(estimate.value), percent(estimate.value, t.lang, 0))
        for months, estimate in ((months, of_group.figures[key]) for months, key in LANDMARKS.items())
        if estimate.value is not None
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
    hollow = {months for months, key in LANDMARKS.items() if of_group.figures[key].is_hollow}
    return CurvePanel(colour_of(of_group), name, drawn, of_group.known, landmarks, hollow)


def colour_of(of_group: CurveOfGroup) -> str:
    return str(of_group.by.get("programme") or of_group.by.get("delivery"))


def curve_labels(t: Catalog) -> CurveLabels:
    """The words of the picture."""
    rows = {name: t(f"survival.curve.rows.{name}") for name in ("at_risk", "closed", "unknown")}
    return CurveLabels(rows, t("survival.curve.axis"), t("survival.curve.too_few"), lambda count: number(count, t.lang))


def curves_table(t: Catalog, found: list[CurveOfGroup], dimension: str) -> TypedTable:
    """Every figure of every curve, one per row; a figure that is not shown says why."""
    rows = [(of_group, key) for of_group in found for key in curves.FIGURES]
    estimates = [of_group.figures[key] for of_group, key in rows]
    at_risk = [one.counts.get("at_risk") for one in estimates]
    words = {name: t(f"survival.curve.column.{name}") for name in ("figure", "value", "at_risk")}
    keys = [key for _, key in rows]
    return TypedTable(
        f"survival-curves-{dimension.replace('_', '-')}",
        (
            *dimension_columns(t, dimension, [of_group.by[dimension] for of_group, _ in rows]),
            *named(t, "figure", words["figure"], keys, lambda key: t(f"survival.curve.figure.{key}")),
            *estimate_columns(t, estimates, words["value"]),
            Column("at_risk", words["at_risk"], at_risk, "count"),
        ),
    )
