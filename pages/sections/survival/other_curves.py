"""What the usual curves and shares would say of the same grants, and why."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.answers.survival import CurveOfGroup, OtherCurves, other_curves
from analytics.charts.survival import OtherCurve, beside_figure
from analytics.documents.typed_table import Column, TypedTable, estimate_columns
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent, percent_range
from analytics.wording.survival import unit_of
from pages.sections.survival.curves import curve_labels, curve_panel, curves_by, name_of
from pages.sections.survival.dimensions import one_programme
from pages.sections.survival.over_time import show_hazard_ratios
from pages.shared.frame import Frame
from pages.shared.panels import panel, sides
from pages.shared.show import PROSE_PX, show_chart
from pages.shared.tables import show_table

AGES_MONTHS = (12, 24, 36)
NAMES = ("turnbull", "closed_when_seen", "closed_at_midpoint")


@st.fragment
def show_other_ways(frame: Frame, dimension: str) -> None:
    """One curve of the page, chosen where there are several, beside what other ways make of the same grants."""
    t = frame.t
    of = frame if dimension == "programme" else one_programme(frame)
    drawn = [of_group for of_group in curves_by(of, dimension) if of_group.curve is not None]
    if not drawn:
        st.markdown(t("survival.other.none"))
        return
    place = choose_curve(of, drawn, dimension) if len(drawn) > 1 else 0
    others = other_curves(drawn[place].counts)
    if others is not None:
        show_others(of, drawn[place], others, dimension)
    show_hazard_ratios(of.narrowed(programme=[str(drawn[place].by["programme"])]))


def choose_curve(frame: Frame, drawn: list[CurveOfGroup], dimension: str) -> int:
    chosen: int = st.selectbox(
        frame.t("survival.other.choose"),
        range(len(drawn)),
        format_func=lambda place: name_of(frame, drawn[place], dimension),
        key="survival_held_against",
        width=320,
    )
    return chosen


def show_others(frame: Frame, of_group: CurveOfGroup, others: OtherCurves, dimension: str) -> None:
    """Each other curve with its reason beside that of the page, then the two naive shares, then the numbers."""
    t = frame.t
    values = others.at(AGES_MONTHS)
    for name, column in zip(NAMES, sides("others", 1, 1, 1), strict=True):
        with column, panel(f"other-{name}"):
            show_other(frame, of_group, others, name, dimension, values)
    n = of_group.figures["survival_12"].n
    known = int(of_group.figures["survival_12"].counts["known"])
    with st.container(width=PROSE_PX):
        for name, share, grants in (
            ("not_recorded_closed", others.not_recorded_closed, n),
            ("running_when_seen", others.running_when_seen, known),
        ):
            words = {"share": percent(share, t.lang), "n": number(grants, t.lang), "unit": unit_of(t, of_group)}
            st.markdown(t(f"survival.other.share.{name}", **words))
    show_table(frame, others_table(t, of_group, values), t("survival.other.table"))


def show_other(
    frame: Frame, of_group: CurveOfGroup, others: OtherCurves, name: str, dimension: str, values: pd.DataFrame
) -> None:
    t = frame.t
    assert of_group.curve is not None
    is_estimate = name == "closed_when_seen" and others.visits_are_dense
    st.markdown(t("survival.other.closed_when_seen_dense" if is_estimate else f"survival.other.why.{name}"))
    headline = t("survival.other.headline", group=name_of(frame, of_group, dimension))
    panel = curve_panel(t, of_group, of_group.curve, headline)
    figure = beside_figure(panel, other_curve(t, others, name), curve_labels(t), frame.palette, t.lang)
    ends = ("turnbull_lower", "turnbull_upper") if name == "turnbull" else (name, name)
    listed = "; ".join(
        t("survival.other.at", age=number(age, t.lang), share=range_or_share(t, *between))
        for age, *between in zip(AGES_MONTHS, *(values[end] for end in ends), strict=True)
    )
    show_chart(
        frame, figure, t("survival.other.alt", name=t(f"survival.other.name.{name}"), values=listed), f"survival-{name}"
    )


def range_or_share(t: Catalog, lower: float, upper: float) -> str:
    return percent(lower, t.lang) if lower == upper else percent_range(lower, upper, t.lang)


def other_curve(t: Catalog, others: OtherCurves, name: str) -> OtherCurve:
    words = t(f"survival.other.name.{name}")
    if name == "turnbull":
        boxes = others.rectangles
        steps = boxes.rename(columns={"right_months": "age_months", "after": "survival"})
        return OtherCurve(words, steps, boxes)
    curve = others.closed_when_seen if name == "closed_when_seen" else others.closed_at_midpoint
    return OtherCurve(words, pd.DataFrame({"age_months": curve.ages_months, "survival": curve.survival}))


def shares(t: Catalog, values: pd.DataFrame, name: str) -> list[Column]:
    """What a curve says at each age: a share, or the ends of the stretch in which it cannot tell."""
    words = t(f"survival.other.name.{name}")
    if name != "turnbull":
        return [Column(name, words, list(values[name]), "share")]
    return [
        Column(f"{name}_{end}", t("tables.of", of=words, part=t(f"survival.other.column.{end}")),
               list(values[f"{name}_{end}"]), "share")
        for end in ("lower", "upper")
    ]  # fmt: skip


def others_table(t: Catalog, of_group: CurveOfGroup, values: pd.DataFrame) -> TypedTable:
    """The curve of the page and the others at 12, 24 and 36 months."""
    headline = [of_group.figures[f"survival_{age}"] for age in AGES_MONTHS]
    return TypedTable(
        f"survival-other-curves-{'-'.join(str(value) for value in of_group.by.values())}",
        (
            Column("age_months", t("survival.other.column.age"), AGES_MONTHS, "months", decimals=0),
            *estimate_columns(t, headline, t("survival.other.name.headline"), is_brief=True),
            *(column for name in NAMES for column in shares(t, values, name)),
        ),
    )
