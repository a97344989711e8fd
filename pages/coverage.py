"""Where the grants went: against targets, against where the poor people live, and what became of them there."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.charts.coverage import Place, tile_map
from analytics.charts.coverage_shapes import shape_map
from analytics.estimate import Estimate
from analytics.i18n.numbers import day, number, percent
from analytics.programmes import PROGRAMMES
from analytics.store.database import REFERENCE
from analytics.wording.estimates import in_unit
from pages.sections.coverage.funnel import show_regency_funnel
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
    show_withheld,
)
from pages.shared.typed import as_typed

MEASURES = ("target", "grants", "families", "amount_idr", "grants_per_1000_poor", "representation_ratio")
TargetYears = dict[tuple[str, int], Estimate]


def target_years(frame: Frame) -> TargetYears:
    """Every programme and year that has a target under the filters."""
    found = frame.figures("target_realisation", by=["programme", "cohort_year"])
    having = [estimate for estimate in found if estimate.by and estimate.counts.get("target")]
    by_key = {(str(one.by["programme"]), int(one.by["cohort_year"] or 0)): one for one in having}
    return dict(sorted(by_key.items(), key=lambda item: (list(PROGRAMMES).index(item[0][0]), item[0][1])))


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


def choose_target(frame: Frame, years: TargetYears) -> tuple[str, int]:
    """One programme at a time, since each has its own unit; the latest year in which it delivered anything."""
    programmes = list(dict.fromkeys(programme for programme, _ in years))
    with st.container(horizontal=True, width=PROSE_PX):
        programme = st.selectbox(
            frame.t("coverage.choose.programme"), programmes, key="coverage_programme", bind="query-params",
            format_func=lambda code: frame.t(f"programme.{code}.short"),
        )  # fmt: skip
        of_programme = [year for code, year in years if code == programme]
        delivered = [year for year in of_programme if years[programme, year].counts["delivered"]]
        latest = max(delivered or of_programme)
        year = st.selectbox(
            frame.t("coverage.choose.year"), of_programme, index=of_programme.index(latest),
            key=f"coverage_year_{programme}", bind="query-params",
        )  # fmt: skip
    return programme, int(year)


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


def regency_table(
    frame: Frame, names: dict[str, str], asked: Sequence[str], target: tuple[str, int] | None
) -> pd.DataFrame:
    """All places of the filters in official order; one without grants has zeros, not a gap."""
    t, lang = frame.t, frame.lang
    poverty_year = int(frame.figure("grants_per_1000_poor").counts.get("poor_people_year", 0))

    def column(key: str, absent: str = "0") -> list[str]:
        found = by_regency(frame, key)
        units = {code: in_unit(t, one.value, one.unit) for code, one in found.items() if one.value is not None}
        return [units.get(code, absent) for code in asked]

    columns = {t("coverage.column.regency"): [names[code] for code in asked]}
    for key in ("grants", "families", "amount_idr"):
        columns[t(f"coverage.column.{key}")] = column(key)
    if target:
        programme, year = target
        realised = by_regency(frame, "target_realisation", programme=[programme], cohort_year=[year])
        words = {"programme": t(f"programme.{programme}.short"), "year": year}
        for name in ("target", "delivered"):
            columns[t(f"coverage.column.{name}", **words)] = [
                number(realised[code].counts[name], lang) if code in realised else "–" for code in asked
            ]
        columns[t("coverage.column.realisation")] = [
            percent(realised[code].value or 0, lang) if code in realised else "–" for code in asked
        ]
    columns[t("coverage.column.grants_per_1000_poor", poverty_year=poverty_year)] = column("grants_per_1000_poor")
    columns[t("coverage.column.representation_ratio")] = column("representation_ratio")
    columns[t("coverage.column.visited_rate")] = column("visited_rate", "–")
    return pd.DataFrame(columns)


def show_targets(frame: Frame, years: TargetYears) -> None:
    """Every programme and year against its target, and the years together."""
    show_section(frame.t("coverage.targets.title"), frame.t("coverage.targets.text"))
    labels = {key: frame.t("coverage.targets.year", programme=short(frame, key[0]), year=key[1]) for key in years}
    rows = [target_row(frame, labels[key], key[0], estimate) for key, estimate in years.items()]
    for estimate in frame.figures("target_realisation", by=["programme"]):
        programme = str(estimate.by["programme"])
        of_programme = [year for code, year in years if code == programme]
        if len(of_programme) > 1:
            label = frame.t(
                "coverage.targets.all_years",
                programme=short(frame, programme), first=of_programme[0], last=of_programme[-1],
            )  # fmt: skip
            last = max(index for index, (code, _) in enumerate(years) if code == programme)
            rows.insert(last + 1 + len(rows) - len(years), target_row(frame, label, programme, estimate))
    with st.container(width=PROSE_PX):
        show_chart(
            frame,
            bar_rows(rows, frame.palette, frame.lang),
            " ".join(f"{row.label}: {row.note}." for row in rows),
            "coverage-targets",
        )
        st.markdown(f":gray[{published_targets(frame, years)}]")
    show_table(frame, targets_table(frame, years), "coverage", frame.t("coverage.table.targets"))


def short(frame: Frame, programme: str) -> str:
    return frame.t(f"programme.{programme}.short")


def target_row(frame: Frame, label: str, programme: str, estimate: Estimate) -> BarRow:
    note = frame.t(
        "coverage.targets.note",
        delivered=number(estimate.counts["delivered"], frame.lang),
        target=number(estimate.counts["target"], frame.lang),
        share=percent(estimate.value or 0, frame.lang),
    )
    return BarRow(label, note, estimate.value, frame.palette.of_programme(programme), 1.0)


def targets_table(frame: Frame, years: TargetYears) -> pd.DataFrame:
    t = frame.t
    return pd.DataFrame(
        {
            t("coverage.column.programme"): [short(frame, programme) for programme, _ in years],
            t("coverage.column.year"): [str(year) for _, year in years],
            t("coverage.column.target_grants"): [number(one.counts["target"], t.lang) for one in years.values()],
            t("coverage.column.delivered_grants"): [number(one.counts["delivered"], t.lang) for one in years.values()],
            t("coverage.column.realisation"): [percent(one.value or 0, t.lang) for one in years.values()],
        }
    )


def published_targets(frame: Frame, years: TargetYears) -> str:
    """What has been announced for the programmes shown, from the table of published figures."""
    rows = frame.rows("published_figures")
    values = {row["figure_id"]: number(row["value"], frame.lang) for row in rows.to_dict("records")}
    return " ".join(frame.t(f"coverage.targets.{code}", **values) for code in dict.fromkeys(code for code, _ in years))


def show_districts(frame: Frame, names: dict[str, str], asked: Sequence[str]) -> None:
    """The districts of one regency. Those without grants are not in the data, which is said."""
    t = frame.t
    show_section(t("coverage.districts.title"), t("coverage.districts.text"))
    with st.container(width=PROSE_PX):
        chosen = st.selectbox(
            t("coverage.choose.regency"), asked, index=0 if len(asked) == 1 else None,
            format_func=lambda code: names[code], placeholder=t("coverage.choose.regency_none"),
            key="coverage_regency", bind="query-params",
        )  # fmt: skip
        if chosen is None:
            return
        found = {key: districts(frame, key, chosen) for key in ("grants", "families", "amount_idr", "visited_rate")}
        named = sorted(name for name in found["grants"] if name is not None)
        st.markdown(districts_sentence(frame, names[chosen], chosen, found["grants"]))
        order = [*named, *(name for name in found["grants"] if name is None)]
        if not order:
            return
        labels = [name or t("coverage.districts.missing") for name in order]
        only = frame.where.get("programme", [])
        color = frame.palette.of_programme(str(only[0])) if len(only) == 1 else frame.palette.unknown
        rows = [
            BarRow(label, number(found["grants"][name].value or 0, t.lang), found["grants"][name].value, color)
            for name, label in zip(order, labels, strict=True)
        ]
        show_chart(
            frame,
            bar_rows(rows, frame.palette, frame.lang),
            " ".join(f"{row.label}: {row.note}." for row in rows),
            "coverage-districts",
        )
    columns = {t("coverage.column.district"): labels}
    for key, estimates in found.items():
        columns[t(f"coverage.column.{key}")] = [
            in_unit(t, estimates[name].value or 0, estimates[name].unit) for name in order
        ]
    show_table(frame, pd.DataFrame(columns), "coverage", t("coverage.table.districts"))


def districts(frame: Frame, key: str, regency: str) -> dict[str | None, Estimate]:
    found = frame.figures(key, by=["district"], regency=[regency])
    return {None if pd.isna(one.by["district"]) else str(one.by["district"]): one for one in found}


def districts_sentence(frame: Frame, name: str, code: str, found: dict[str | None, Estimate]) -> str:
    named = [district for district in found if district is not None]
    form = "found" if named else "not_recorded" if found else "nothing"
    regencies = frame.rows("regencies").set_index("regency_code")
    official = number(int(regencies.loc[code, "district_count"]), frame.lang)
    return frame.t(
        f"coverage.districts.{form}", regency=as_typed(name), found=number(len(named), frame.lang), official=official
    )


frame = page_frame("coverage")
show_head(frame, "coverage")
years = target_years(frame)
if years or not show_empty(frame):
    names = regency_names(frame.lang)
    asked = [code for code in names if code in frame.where.get("regency", names)]
    answer = st.container()
    measure = choose_measure(frame, bool(years))
    target = choose_target(frame, years) if years and measure == "target" else None
    if target:
        show_target_map(frame, answer, names, asked, *target)
    elif measure == "target":
        with answer:
            show_withheld(frame.t("coverage.no_targets"))
    else:
        show_measure_map(frame, answer, names, asked, measure)
    show_table(frame, regency_table(frame, names, asked, target), "coverage", frame.t("coverage.table.regencies"))
    if years:
        show_targets(frame, years)
    show_regency_funnel(frame, names, asked)
    show_districts(frame, names, asked)
    show_method(
        frame, "target_realisation", "grants", "families", "amount_idr", "grants_per_1000_poor",
        "representation_ratio", "visited_rate", "persistence_rate",
        queries=("funnel", "survival"), also=("coverage.funnel_method",),
    )  # fmt: skip
