"""The map of one measure: against targets, or what was delivered."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.charts.coverage import Place, tile_map
from analytics.charts.coverage_shapes import shape_map
from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number
from analytics.store import database
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
from pages.sections.coverage.targets import TargetYears, choose_target, show_target_bars
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.panels import panel, sides
from pages.shared.show import show_answer, show_chart, show_note, show_withheld

MEASURES = ("target", "grants", "families", "amount_idr", "grants_per_1000_poor", "representation_ratio")


def by_regency(frame: Frame, key: str, **where: Sequence[str | int]) -> ByRegency:
    return {str(estimate.by["regency"]): estimate for estimate in frame.estimates(key, by=["regency"], **where)}


def show_map_with_answer(frame: Frame, years: TargetYears) -> tuple[str, int] | None:
    """The answer, the choice of a measure and its map; the programme and year where the measure is the target."""
    answer = st.container()
    measure = choose_measure(frame, bool(years))
    if measure != "target":
        show_measure_map(frame, answer, measure)
        return None
    if not years:
        with answer:
            show_withheld(frame.t("coverage.no_targets"))
        return None
    programme, year = choose_target(frame, years)
    show_target_map(frame, answer, programme, year, years)
    return programme, year


def choose_measure(frame: Frame, has_targets: bool) -> str:
    return str(
        st.pills(
            frame.t("coverage.choose.measure"), MEASURES, default="target" if has_targets else "grants", required=True,
            format_func=lambda measure: frame.t(f"coverage.measure.{measure}"),
            key="coverage_measure", bind="query-params", label_visibility="collapsed",
        )
    )  # fmt: skip


def show_target_map(frame: Frame, answer: DeltaGenerator, programme: str, year: int, years: TargetYears) -> None:
    delivered = by_regency(frame, "target_realisation", programme=[programme], cohort_year=[year])
    places = target_places(frame.t, frame.regencies, frame.picked_regencies, delivered)
    reading = frame.t("coverage.reading.target", programme=frame.t(f"programme.{programme}.short"), year=year)
    notes = [year_open(frame, year)] if year >= frame.as_of.year and frame.as_of.strftime("%m%d") != "1231" else []
    with answer:
        show_answer(frame, target_sentence(frame.t, places, delivered, programme, year), *notes)
    left, right = sides("coverage", 3, 2)
    with left, panel("map"):
        show_map(frame, places, frame.palette.of_programme(programme), reading)
    with right, panel("targets", frame.t("coverage.targets.title"), frame.t("coverage.targets.text")):
        show_target_bars(frame, years)


def show_measure_map(frame: Frame, answer: DeltaGenerator, measure: str) -> None:
    whole = frame.estimate(measure)
    tick = {"grants_per_1000_poor": whole.value, "representation_ratio": 1.0}.get(measure)
    found = by_regency(frame, measure)
    places = measured_places(frame.t, frame.regencies, frame.picked_regencies, found, tick)
    reading = frame.t(
        f"coverage.reading.{measure}",
        total=in_unit(frame.t, whole.value or 0, whole.unit),
        poverty_year=whole.context.get("poor_people_year", 0),
    )
    missing = int(whole.counts.get("members_missing", 0)) if measure == "families" else 0
    notes = [frame.t("coverage.missing_members", count=number(missing, frame.lang))] if missing else []
    with answer:
        show_answer(frame, measure_sentence(frame.t, places, whole), *notes)
    with panel("map"):
        show_map(frame, places, frame.bar_color, reading)


def show_map(frame: Frame, places: list[Place], color: str, reading: str) -> None:
    """The agency's official map where there is a usable one, the tiles otherwise."""
    t = frame.t
    drop = official_shapes(database.REFERENCE)
    if drop.problem:
        st.warning(problem_words(frame, drop), icon=":material/map:")
    form = shapes_words(t, drop) if drop.shapes else t("coverage.reading.tiles")
    if drop.shapes:
        figure = shape_map(places, drop.shapes, frame.palette, frame.lang, color)
    else:
        figure = tile_map(places, frame.palette, frame.lang, color, t("coverage.map_note"))
    show_chart(frame, figure, map_words(places), "coverage-map")
    show_note(f"{reading} {form}")


def shapes_words(t: Catalog, drop: OfficialShapes) -> str:
    """Whose outlines they are, or which file they are from."""
    if drop.attribution:
        return t("coverage.reading.attribution", source=escaped(drop.attribution))
    return t("coverage.reading.shapes", file=escaped(drop.file))


def problem_words(frame: Frame, drop: OfficialShapes) -> str:
    names = frame.regencies
    missing = joined(frame.t, [names.get(code, code) for code in drop.details.get("missing", ())])
    return frame.t(
        f"coverage.shapes_error.{drop.problem}", **{**drop.details, "places": missing, "file": escaped(drop.file)}
    )


def year_open(frame: Frame, year: int) -> str:
    return frame.t("coverage.year_open", year=year, day=day(frame.as_of, frame.lang))
