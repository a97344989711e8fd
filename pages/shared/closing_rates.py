"""Rates of closing within a programme, by business type or by place, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analytics.charts.estimate_rows import estimate_rows
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.wording.estimates import n_words, sampling_words, value_words
from pages.shared.frame import Frame
from pages.shared.rows import alt_text, estimate_row
from pages.shared.show import PROSE_PX, show_chart, show_note, show_section, show_table

Value = str | None


def show_closing_rates(frame: Frame, dimension: str, names: Mapping[Value, str]) -> None:
    """For each programme what its businesses of each of `names` (in their order) would be at 24 months by their rate of
    closing; in the table the rate itself, and the closings found and expected."""
    t = frame.t
    rates, survival = (
        by_programme_and_value(frame.estimates(key, by=["programme", dimension]), dimension)
        for key in ("closing_rate", "survival_24_by_rate")
    )
    show_section(t("closing_rates.title"), t(f"closing_rates.text.{dimension}"))
    for code in frame.by_programme("grants"):
        shown = [value for value in names if (code, value) in rates]
        rows = [estimate_row(t, names[value], survival[code, value], code) for value in shown]
        with st.container(width=PROSE_PX):
            st.markdown(f"**{t(f'programme.{code}.short')}**")
            figure = estimate_rows(rows, frame.palette, frame.lang, t("closing_rates.axis"))
            show_chart(frame, figure, alt_text(rows), f"closing-rates-{dimension}-{code}")
        table = rates_table(t, {names[value]: (rates[code, value], survival[code, value]) for value in shown})
        show_table(frame, table, t("closing_rates.table", programme=t(f"programme.{code}.short")))
    show_note(t("closing_rates.assumption"))


def by_programme_and_value(estimates: Sequence[Estimate], dimension: str) -> dict[tuple[str, Value], Estimate]:
    return {
        (str(one.by["programme"]), None if pd.isna(one.by[dimension]) else str(one.by[dimension])): one
        for one in estimates
    }


def rates_table(t: Catalog, rows: Mapping[str, tuple[Estimate, Estimate]]) -> pd.DataFrame:
    def line(name: str, rate: Estimate, survival: Estimate) -> list[str]:
        said = [name, n_words(t, rate)]
        for one in (rate, survival):
            said += [value_words(t, one), sampling_words(t, one)]
        if not rate.counts:
            return [*said, *["–"] * 3]
        found, expected = rate.counts["closings"], rate.context["closings_expected"]
        chance = t("closing_rates.unlike") if rate.note("closes_unlike_average") else "–"
        return [*said, number(found, t.lang), number(expected, t.lang, 1), chance]

    columns = ("of", "n", "rate", "rate_interval", "survival", "survival_interval", "found", "expected", "chance")
    lines = [line(name, *both) for name, both in rows.items()]
    return pd.DataFrame(lines, columns=[t(f"closing_rates.column.{one}") for one in columns])
