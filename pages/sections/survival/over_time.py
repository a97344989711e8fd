"""Whether it gets better: half-year by half-year, and years of disbursement at equal ages."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Literal

import pandas as pd

from analytics.answers.over_time import TREND, over_time
from analytics.charts.compact_rows import CompactRow, compact_rows
from analytics.charts.trend import Mark, TrendPoint, trend_figure
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns
from analytics.estimate import Estimate
from analytics.i18n.numbers import day, month, number
from analytics.wording.estimates import group_words
from analytics.wording.headline import of_100, range_of_100
from pages.sections.survival.dimensions import one_programme
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.panels import panel, sides
from pages.shared.rows import alt_text
from pages.shared.show import show_chart, show_note
from pages.shared.tables import show_table

WhatIf = Literal["slow", "twice", "thrice", "lost_as_closed"]
COHORT_AGES = (6, 12, 24, 36, 48)
DRAWN_AGE = 24
WHAT_IFS: tuple[WhatIf, ...] = ("slow", "twice", "thrice", "lost_as_closed")
COVARIATES = ("business_category", "regency_type", "cohort_year", "poverty_register")
PUBLISHED = "kube_persistence_2025"
Trend = dict[str, dict[pd.Timestamp, Estimate]]


def show_over_time(frame: Frame) -> None:
    """One programme: its half-years left, its years of disbursement at an equal age right, then both as tables."""
    of = one_programme(frame)
    t, code = of.t, of.only_programme
    name, years = t(f"programme.{code}.short"), cohorts(of)
    trend = trend_of(of)
    left, right = sides("time", 3, 2)
    with left, panel("trend", t("over_time.trend.title", programme=name)):
        show_trend(of, trend)
    with right, panel("cohorts", t("over_time.cohorts.title", months=str(DRAWN_AGE))):
        show_cohort_rows(of, years)
    show_note(t("over_time.trend.text"))
    show_table(of, cohorts_table(of, years), t("over_time.cohorts.table", programme=name), is_open=True)
    show_table(of, trend_table(of, trend), t("over_time.trend.table", programme=name))


def trend_of(frame: Frame) -> Trend:
    """Each figure of the trend by its half-year's end."""
    found = frame.ask(over_time, keys=TREND, by=("programme",))
    return {key: {pd.Timestamp(one.as_of): one for one in found if one.indicator == key} for key in TREND}


def show_trend(frame: Frame, trend: Trend) -> None:
    """Last sight with its band, today beside it, what was published, events; their sources under it."""
    t = frame.t
    seen, today = trend["persistence_rate"], trend["persistence_nowcast"]
    points = [trend_point(frame, seen[when], today.get(when)) for when in sorted(seen)]
    names = (t("over_time.trend.seen"), t("over_time.trend.today"))
    events = [
        row for row in frame.rows("events").to_dict("records") if row["programme"] in (None, frame.only_programme)
    ]
    first = points[0].as_of if points else frame.as_of
    marks = [
        Mark(happened, str(number(place + 1, t.lang)))
        for place, row in enumerate(events)
        if first <= (happened := pd.Timestamp(row["happened_on"]).date()) <= frame.as_of
    ]
    figure = trend_figure(points, [*marks, *published_marks(frame)], names, frame.palette, t.lang, frame.only_programme)
    said = "; ".join(f"{one.day_words} {of_100(t, one.seen)}" for one in points)
    show_chart(frame, figure, said, "survival-trend")
    show_note(" ".join(event_words(frame, place, row) for place, row in enumerate(events)))


def event_words(frame: Frame, place: int, row: Mapping[Hashable, object]) -> str:
    """An event under its number in the picture."""
    t = frame.t
    happened = day(pd.Timestamp(str(row["happened_on"])).date(), t.lang)
    words, source = escaped(str(row[f"words_{t.lang}"])), escaped(str(row["source"]))
    return t("over_time.event", place=number(place + 1, t.lang), day=happened, words=words, source=source)


def trend_point(frame: Frame, seen: Estimate, today: Estimate | None) -> TrendPoint:
    interval = (seen.sampling.lower, seen.sampling.upper) if seen.sampling and seen.value is not None else None
    share = None if seen.value is None else float(seen.value)
    brought_up = None if today is None or today.value is None else float(today.value)
    return TrendPoint(seen.as_of, month(seen.as_of, frame.lang), share, interval, brought_up)


def published_marks(frame: Frame) -> list[Mark]:
    """The share that was published of the whole programme, where the filters leave it whole."""
    if set(frame.where) - {"programme"}:
        return []
    rows = frame.rows("published_figures").to_dict("records")
    return [
        Mark(
            pd.Timestamp(row["as_of"]).date(),
            frame.t("overview.programmes.published", p=of_100(frame.t, row["value"] / 100)), row["value"] / 100,
        )
        for row in rows
        if row["figure_id"] == PUBLISHED and row["programme"] == frame.only_programme
    ]  # fmt: skip


def cohorts(frame: Frame) -> dict[int, dict[int, Estimate]]:
    """Survival at each age by year of disbursement."""
    return {
        age: {int(one.by["cohort_year"] or 0): one for one in frame.estimates(f"survival_{age}", by=["cohort_year"])}
        for age in COHORT_AGES
    }


def show_cohort_rows(frame: Frame, found: dict[int, dict[int, Estimate]]) -> None:
    t = frame.t
    rows = [cohort_row(frame, year, one) for year, one in sorted(found[DRAWN_AGE].items())]
    heads = (t("figures.lasting.grants"), t("survival.curve.of_100"))
    average = frame.estimate(f"survival_{DRAWN_AGE}").value
    figure = compact_rows(rows, frame.palette, t.lang, frame.only_programme, heads, average)
    show_chart(frame, figure, alt_text(rows), "survival-cohorts", is_headed=False)


def cohort_row(frame: Frame, year: int, one: Estimate) -> CompactRow:
    t, interval = frame.t, one.sampling
    if one.value is None or interval is None:
        return CompactRow(str(year), one.n, number(one.n, t.lang), note=t("over_time.cohorts.none"))
    note = f"{of_100(t, one.value)} ({range_of_100(t, interval)})"
    share = (float(one.value), interval.lower, interval.upper)
    return CompactRow(str(year), one.n, number(one.n, t.lang), share, note, one.is_hollow)


def cohorts_table(frame: Frame, found: dict[int, dict[int, Estimate]]) -> TypedTable:
    """One row per year of disbursement, one column per age."""
    t = frame.t
    years = sorted({year for rows in found.values() for year in rows})
    columns = dimension_columns(t, "cohort_year", years)
    for age in COHORT_AGES:
        figures, words = [found[age].get(year) for year in years], t("over_time.column.age", months=age)
        columns += estimate_columns(t, figures, words, f"survival_{age}", is_brief=True)
    return TypedTable(f"survival-cohorts-{frame.only_programme}", tuple(columns))


def trend_table(frame: Frame, trend: Trend) -> TypedTable:
    """One row per half-year."""
    t, days = frame.t, sorted({when for rows in trend.values() for when in rows})
    columns = [Column("as_of", t("over_time.column.day"), days, "date")]
    for key, rows in trend.items():
        figures = [rows.get(when) for when in days]
        columns += estimate_columns(t, figures, t(f"indicators.{key}.name"), key, is_brief=True)
    return TypedTable(f"survival-over-time-{frame.only_programme}", tuple(columns))


def show_hazard_ratios(frame: Frame) -> None:
    """One row per level, associations and never effects."""
    t, code = frame.t, frame.only_programme
    rows = frame.estimates("hazard_ratio", by=["programme"])
    words = t("over_time.ratios.table", programme=t(f"programme.{code}.short"))
    show_table(frame, ratios_table(frame, code, rows), words)


def show_what_it_hangs_on(frame: Frame) -> None:
    """A row a programme: S(24) as it is, and under each assumption."""
    t = frame.t
    found = {code: one for code, one in frame.by_programme("survival_24_what_if").items() if one.value is not None}
    columns = (
        *dimension_columns(t, "programme", list(found)),
        *estimate_columns(t, list(found.values()), t("over_time.column.as_it_is")),
        *(
            Column(name, t(f"over_time.column.{name}"), [one.context[name] for one in found.values()], "share")
            for name in WHAT_IFS
        ),
    )
    table = TypedTable("survival-what-if", columns, (t("over_time.what_if.text"),))
    show_table(frame, table, t("over_time.what_if.table"))


def ratios_table(frame: Frame, code: str, rows: Sequence[Estimate]) -> TypedTable:
    t, closures = frame.t, [one.counts.get("closures", 0) for one in rows]
    return TypedTable(
        f"survival-hazard-ratios-{code}",
        (
            Column("level", t("over_time.column.level"), [level_words(frame, one) for one in rows]),
            *estimate_columns(t, rows, t("over_time.column.ratio")),
            Column("closures", t("over_time.column.closures"), closures, "count"),
        ),
        (t("over_time.ratios.text"),),
    )


def level_words(frame: Frame, estimate: Estimate) -> str:
    """The level that an estimate is of; a year with what it is the year of."""
    t = frame.t
    for covariate in COVARIATES:
        if covariate in estimate.by:
            words = group_words(t, covariate, estimate.by[covariate])
            return f"{t('frame.cohort_year')} {words}" if covariate == "cohort_year" else words
    return "–"
