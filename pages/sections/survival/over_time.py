"""How the figures stood at the end of each half-year, and the cohorts at equal ages, plainly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from analytics.answers.over_time import TREND, over_time
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns
from analytics.estimate import Estimate
from analytics.i18n.numbers import day
from analytics.wording.estimates import group_words
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.show import show_note, show_section
from pages.shared.tables import show_table

WhatIf = Literal["slow", "twice", "thrice", "lost_as_closed"]
COHORT_AGES = (6, 12, 24, 36, 48)
WHAT_IFS: tuple[WhatIf, ...] = ("slow", "twice", "thrice", "lost_as_closed")
COVARIATES = ("business_category", "regency_type", "cohort_year", "poverty_register")


def show_over_time(frame: Frame) -> None:
    """Behind a switch: it takes the records of many days."""
    if st.toggle(frame.t("over_time.show"), key="survival_over_time", bind="query-params"):
        show_trend(frame)
        show_cohorts(frame)
        show_hazard_ratios(frame)
        show_what_it_hangs_on(frame)


def show_trend(frame: Frame) -> None:
    """A table a programme: one row per half-year; the events of these years under it."""
    t = frame.t
    show_section(t("over_time.trend.title"), t("over_time.trend.text"))
    found = frame.ask(over_time, keys=TREND, by=("programme",))
    for code in frame.by_programme("grants"):
        mine = [one for one in found if one.by["programme"] == code]
        of = {key: {one.as_of: one for one in mine if one.indicator == key} for key in TREND}
        days = sorted({when for rows in of.values() for when in rows})
        columns = [Column("as_of", t("over_time.column.day"), days, "date")]
        for key in TREND:
            figures = [of[key].get(when) for when in days]
            columns += estimate_columns(t, figures, t(f"indicators.{key}.name"), key, is_brief=True)
        table = TypedTable(f"survival-over-time-{code}", tuple(columns))
        show_table(frame, table, t("over_time.trend.table", programme=t(f"programme.{code}.short")))
    for event in frame.rows("events").to_dict("records"):
        happened = day(pd.Timestamp(event["happened_on"]).date(), t.lang)
        words = escaped(str(event[f"words_{t.lang}"]))
        show_note(t("over_time.event", day=happened, words=words, source=escaped(str(event["source"]))))


def show_cohorts(frame: Frame) -> None:
    """A table a programme: one row per year of disbursement, one column per age."""
    t = frame.t
    show_section(t("over_time.cohorts.title"), t("over_time.cohorts.text"))
    found = {age: frame.estimates(f"survival_{age}", by=["programme", "cohort_year"]) for age in COHORT_AGES}
    for code in frame.by_programme("grants"):
        of = {
            age: {one.by["cohort_year"]: one for one in rows if one.by["programme"] == code}
            for age, rows in found.items()
        }
        years = sorted({int(year or 0) for rows in of.values() for year in rows})
        columns = dimension_columns(t, "cohort_year", years)
        for age in COHORT_AGES:
            figures, words = [of[age].get(year) for year in years], t("over_time.column.age", months=age)
            columns += estimate_columns(t, figures, words, f"survival_{age}", is_brief=True)
        table = TypedTable(f"survival-cohorts-{code}", tuple(columns))
        show_table(frame, table, t("over_time.cohorts.table", programme=t(f"programme.{code}.short")))


def show_hazard_ratios(frame: Frame) -> None:
    """A table a programme: one row per level, associations and never effects."""
    t = frame.t
    show_section(t("over_time.ratios.title"), t("over_time.ratios.text"))
    found = frame.estimates("hazard_ratio", by=["programme"])
    for code in frame.by_programme("grants"):
        rows = [one for one in found if one.by["programme"] == code]
        table = ratios_table(frame, code, rows)
        show_table(frame, table, t("over_time.ratios.table", programme=t(f"programme.{code}.short")))


def show_what_it_hangs_on(frame: Frame) -> None:
    """A row a programme: S(24) as it is, and under each assumption."""
    t = frame.t
    show_section(t("over_time.what_if.title"), t("over_time.what_if.text"))
    found = {code: one for code, one in frame.by_programme("survival_24_what_if").items() if one.value is not None}
    columns = (
        *dimension_columns(t, "programme", list(found)),
        *estimate_columns(t, list(found.values()), t("over_time.column.as_it_is")),
        *(
            Column(name, t(f"over_time.column.{name}"), [one.context[name] for one in found.values()], "share")
            for name in WHAT_IFS
        ),
    )
    show_table(frame, TypedTable("survival-what-if", columns), t("over_time.what_if.table"))


def ratios_table(frame: Frame, code: str, rows: Sequence[Estimate]) -> TypedTable:
    t, closures = frame.t, [one.counts.get("closures", 0) for one in rows]
    return TypedTable(
        f"survival-hazard-ratios-{code}",
        (
            Column("level", t("over_time.column.level"), [level_words(frame, one) for one in rows]),
            *estimate_columns(t, rows, t("over_time.column.ratio")),
            Column("closures", t("over_time.column.closures"), closures, "count"),
        ),
    )


def level_words(frame: Frame, estimate: Estimate) -> str:
    """The level that an estimate is of; a year with what it is the year of."""
    t = frame.t
    for covariate in COVARIATES:
        if covariate in estimate.by:
            words = group_words(t, covariate, estimate.by[covariate])
            return f"{t('frame.cohort_year')} {words}" if covariate == "cohort_year" else words
    return "–"
