"""The map of one measure: against targets, or what was delivered."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.charts.coverage import Place, tile_map
from analytics.charts.coverage_shapes import shape_map
from analytics.i18n.numbers import day, number
from analytics.store.database import REFERENCE
from analytics.wording.estimates import in_unit
from pages.sections.coverage.official_map import OfficialShapes, official_shapes
from pages.sections.coverage.places import (
    ByRegency,
    joined,
    map_words,
    measure_sentence,
    measured_places,
    target_places,
    target_sentence,
)
from pages.shared.filters import regency_names
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_answer, show_chart
from pages.shared.typed import as_typed

MEASURES = ("target", "grants", "families", "amount_idr", "grants_per_1000_poor", "representation_ratio")


def by_regency(frame: Frame, key: str, **where: object) -> ByRegency:
    return {str(estimate.by["regency"]): estimate for estimate in frame.figures(key, by=["regency"], **where)}


def choose_measure(frame: Frame, has_targets: bool) -> str:
    return str(
        st.pills(
            frame.t("coverage.choose.measure"), MEASURES, default="target" if has_targets else "grants", required=True,
            format_func=lambda measure: frame.t(f"coverage.measure.{measure}"),
            key="coverage_measure", bind="query-params",
        )
    )  # fmt: skip


def show_target_map(
    frame: Frame, answer: DeltaGenerator, names: dict[str, str], asked: Sequence[str], programme: str, year: int
) -> None:
    delivered = by_regency(frame, "target_realisation", programme=[programme], cohort_year=[year])
    places = target_places(frame.t, names, asked, delivered)
    reading = frame.t("coverage.reading.target", programme=frame.t(f"programme.{programme}.short"), year=year)
    notes = [year_open(frame, year)] if year >= frame.as_of.year and frame.as_of.strftime("%m%d") != "1231" else []
    with answer:
        show_answer(frame, target_sentence(frame.t, places, delivered, programme, year), *notes)
    show_map(frame, places, frame.palette.of_programme(programme), reading)


def show_measure_map(
    frame: Frame, answer: DeltaGenerator, names: dict[str, str], asked: Sequence[str], measure: str
) -> None:
    whole = frame.figure(measure)
    tick = {"grants_per_1000_poor": whole.value, "representation_ratio": 1.0}.get(measure)
    places = measured_places(frame.t, names, asked, by_regency(frame, measure), tick)
    reading = frame.t(
        f"coverage.reading.{measure}",
        total=in_unit(frame.t, whole.value or 0, whole.unit),
        poverty_year=int(whole.counts.get("poor_people_year", 0)),
    )
    missing = int(whole.counts.get("members_missing", 0)) if measure == "families" else 0
    notes = [frame.t("coverage.missing_members", count=number(missing, frame.lang))] if missing else []
    with answer:
        show_answer(frame, measure_sentence(frame.t, places, whole), *notes)
    only = frame.where.get("programme", [])
    color = frame.palette.of_programme(str(only[0])) if len(only) == 1 else frame.palette.unknown
    show_map(frame, places, color, reading)


def show_map(frame: Frame, places: list[Place], color: str, reading: str) -> None:
    """The agency's official map where there is a usable one, the tiles otherwise."""
    t = frame.t
    with st.container(width=PROSE_PX):
        drop = official_shapes(REFERENCE)
        if drop.problem:
            st.warning(problem_words(frame, drop), icon=":material/map:")
        form = t("coverage.reading.shapes", file=as_typed(drop.file)) if drop.shapes else t("coverage.reading.tiles")
        st.markdown(f":gray[{reading} {form}]")
        if drop.shapes:
            figure = shape_map(places, drop.shapes, frame.palette, frame.lang, color)
        else:
            figure = tile_map(places, frame.palette, frame.lang, color, t("coverage.map_note"))
        show_chart(frame, figure, map_words(places), "coverage-map")


def problem_words(frame: Frame, drop: OfficialShapes) -> str:
    names = regency_names(frame.lang)
    missing = joined(frame.t, [names.get(code, code) for code in drop.details.get("missing", ())])
    return frame.t(
        f"coverage.shapes_error.{drop.problem}", **{**drop.details, "places": missing, "file": as_typed(drop.file)}
    )


def year_open(frame: Frame, year: int) -> str:
    return frame.t("coverage.year_open", year=year, day=day(frame.as_of, frame.lang))
