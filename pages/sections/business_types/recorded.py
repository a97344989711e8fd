"""What running businesses turn over and whom they hire, by business category, where the visits recorded it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analytics.charts.comparison import cost_rows
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.wording.estimates import in_unit, range_or_dash, sampling_words, value_words, withheld_words
from pages.sections.business_types.categories import Category, by_category, label
from pages.shared.frame import Frame
from pages.shared.rows import alt_text, estimate_row
from pages.shared.show import PROSE_PX, show_chart, show_section, show_table, show_withheld

MEASURES = ("turnover_median_idr", "workers_employed")
CHANGE = "turnover_change_median_idr"


def show_recorded(frame: Frame, order: Sequence[Category]) -> None:
    """Turnover (beside what it was before the grant) or workers, all categories in the page's order."""
    t = frame.t
    whole = {key: frame.estimate(key) for key in (*MEASURES, CHANGE)}
    recorded = [key for key in MEASURES if whole[key].n]
    if not recorded:
        show_section(t("business_types.recorded.title"), t("business_types.recorded.none"))
        return
    show_section(t("business_types.recorded.title"), t("business_types.recorded.text"))
    with st.container(width=PROSE_PX):
        measure = str(
            st.segmented_control(
                t("business_types.choose.measure"), recorded, default=recorded[0], required=True,
                format_func=lambda key: t(f"business_types.recorded.{key}"),
                key="business_types_recorded", bind="query-params",
            )
        )  # fmt: skip
        show_whole(t, measure, whole)
        found = by_category(frame, measure)
        rows = [
            estimate_row(t, label(frame, category), found[category], frame.only_programme)
            for category in order
            if category in found
        ]
        figure = cost_rows(
            rows, frame.palette, frame.lang, t(f"business_types.recorded.axis_{measure}", year=price_year(whole)),
            lambda position: in_unit(t, position, whole[measure].unit),
        )  # fmt: skip
        words = alt_text(rows)
        show_chart(frame, figure, words, f"types-recorded-{measure}")
        st.markdown(f":gray[{t(f'business_types.recorded.limits_{measure}')}]")
    show_table(frame, recorded_table(frame, order), t("business_types.table.recorded"))


def price_year(whole: Mapping[str, Estimate]) -> str:
    return str(whole["turnover_median_idr"].context.get("price_year", ""))


def show_whole(t: Catalog, measure: str, whole: Mapping[str, Estimate]) -> None:
    """The answer over all categories, and how many were not recorded; withheld in its own form."""
    estimate = whole[measure]
    if estimate.value is None:
        show_withheld(withheld_words(t, estimate))
        return
    sentence = whole_words(t, measure, estimate, price_year(whole))
    if measure == "turnover_median_idr" and whole[CHANGE].value is not None:
        sentence = f"{sentence} {whole_words(t, CHANGE, whole[CHANGE], price_year(whole))}"
    st.markdown(f"**{sentence}**")
    missing = number(estimate.counts["not_recorded"], t.lang)
    notes = [t("business_types.recorded.not_recorded", missing=missing)]
    if measure == "turnover_median_idr" and whole[CHANGE].value is None:
        notes.append(t("business_types.recorded.no_change", n=number(whole[CHANGE].n, t.lang)))
    st.markdown(f":gray[{' '.join(notes)}]")


def whole_words(t: Catalog, key: str, estimate: Estimate, year: str) -> str:
    return t(
        f"business_types.recorded.sentence_{key}",
        value=value_words(t, estimate),
        interval=sampling_words(t, estimate),
        n=number(estimate.n, t.lang),
        year=year,
        hiring=number(estimate.counts.get("hiring", 0), t.lang),
    )


def recorded_table(frame: Frame, order: Sequence[Category]) -> pd.DataFrame:
    """Each figure with its n and interval, one row per category that has running businesses lately seen."""
    t = frame.t
    found = {key: by_category(frame, key) for key in ("turnover_median_idr", CHANGE, "workers_employed")}
    shown = [category for category in order if category in found["turnover_median_idr"]]
    columns = {t("business_types.column.category"): [label(frame, category) for category in shown]}
    for key, estimates in found.items():
        figures = [estimates[category] for category in shown]
        columns[t(f"business_types.column.{key}")] = [value_words(t, one) for one in figures]
        columns[t(f"business_types.column.{key}_interval")] = [
            range_or_dash(t, one.sampling, one.unit) for one in figures
        ]
        columns[t(f"business_types.column.{key}_n")] = [number(one.n, t.lang) for one in figures]
    return pd.DataFrame(columns)
