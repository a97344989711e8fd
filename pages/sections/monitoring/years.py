"""Small columns, one panel per row and one column per year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.charts.business_types import YearRow, year_columns
from analytics.i18n.numbers import number
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_chart


def year_row(frame: Frame, label: str, note: str, counts: Mapping[int, int]) -> YearRow:
    return YearRow(label, note, counts, {year: number(count, frame.lang) for year, count in counts.items()})


def show_years(frame: Frame, lines: Sequence[YearRow], years: Sequence[int], key: str) -> None:
    with st.container(width=PROSE_PX):
        words = " ".join(
            f"{line.label}: " + ", ".join(f"{year} {written}" for year, written in line.written.items()) + "."
            for line in lines
        )
        figure = year_columns(lines, range(min(years), max(years) + 1), frame.palette, frame.lang)
        show_chart(frame, figure, words, key)
