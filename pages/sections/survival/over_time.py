"""How the figures stood at the end of each half-year, and the cohorts at equal ages, plainly."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.answers.over_time import TREND, over_time
from analytics.estimate import Estimate
from analytics.i18n.numbers import day, number
from analytics.wording.estimates import in_unit, n_words, sampling_words, value_words, withheld_words
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.show import show_note, show_section, show_table

COHORT_AGES = (6, 12, 24, 36, 48)
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
        lines = [[day(when, t.lang), *(cell(frame, of[key].get(when)) for key in TREND)] for when in days]
        columns = [t("over_time.column.day"), *(t(f"indicators.{key}.name") for key in TREND)]
        programme = t(f"programme.{code}.short")
        show_table(frame, pd.DataFrame(lines, columns=columns), t("over_time.trend.table", programme=programme))
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
        lines = [[str(year), *(cell(frame, of[age].get(year)) for age in COHORT_AGES)] for year in years]
        columns = [t("over_time.column.year"), *(t("over_time.column.age", months=age) for age in COHORT_AGES)]
        programme = t(f"programme.{code}.short")
        show_table(frame, pd.DataFrame(lines, columns=columns), t("over_time.cohorts.table", programme=programme))


def show_hazard_ratios(frame: Frame) -> None:
    """A table a programme: one row per level, associations and never effects."""
    t = frame.t
    show_section(t("over_time.ratios.title"), t("over_time.ratios.text"))
    found = frame.estimates("hazard_ratio", by=["programme"])
    for code in frame.by_programme("grants"):
        rows = [one for one in found if one.by["programme"] == code]
        table = ratios_table(frame, rows)
        show_table(frame, table, t("over_time.ratios.table", programme=t(f"programme.{code}.short")))


def show_what_it_hangs_on(frame: Frame) -> None:
    """A row a programme: S(24) as it is, and under each assumption."""
    t = frame.t
    show_section(t("over_time.what_if.title"), t("over_time.what_if.text"))
    lines = [
        [
            t(f"programme.{code}.short"), value_words(t, one),
            *(in_unit(t, share, "share") for share in what_ifs(one)), n_words(t, one),
        ]
        for code, one in frame.by_programme("survival_24_what_if").items()
        if one.value is not None
    ]  # fmt: skip
    names = ("programme", "as_it_is", "slow", "twice", "thrice", "lost_as_closed", "n")
    columns = [t(f"over_time.column.{name}") for name in names]
    show_table(frame, pd.DataFrame(lines, columns=columns), t("over_time.what_if.table"))


def what_ifs(estimate: Estimate) -> tuple[float, ...]:
    context = estimate.context
    return context["slow"], context["twice"], context["thrice"], context["lost_as_closed"]


def ratios_table(frame: Frame, rows: Sequence[Estimate]) -> pd.DataFrame:
    t = frame.t
    names = ("level", "n", "closures", "ratio", "interval")
    lines = [
        [
            level_words(frame, one), n_words(t, one), number(one.counts.get("closures", 0), t.lang),
            value_words(t, one) if one.value is not None else withheld_words(t, one), sampling_words(t, one),
        ]
        for one in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=[t(f"over_time.column.{name}") for name in names])


def level_words(frame: Frame, estimate: Estimate) -> str:
    """The level that an estimate is of."""
    t = frame.t
    for covariate in COVARIATES:
        if covariate in estimate.by:
            value = estimate.by[covariate]
            named = t("business_category.missing") if value is None else str(value)
            key = {"business_category": "business_category", "regency_type": "programme.regency_type"}.get(covariate)
            return t(f"{key}.{value}") if key and value is not None else named
    return "–"


def cell(frame: Frame, estimate: Estimate | None) -> str:
    """Value and interval, or that there is none."""
    if estimate is None:
        return "–"
    interval = sampling_words(frame.t, estimate)
    return (
        f"{value_words(frame.t, estimate)} ({interval})"
        if estimate.value is not None
        else value_words(frame.t, estimate)
    )
