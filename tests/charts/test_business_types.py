"""Categories as columns by year."""

from __future__ import annotations

import pytest

from analytics.charts.business_types import YearRow, year_columns
from analytics.charts.palette import LIGHT


def test_columns_of_all_rows_share_one_scale() -> None:
    food = YearRow("Makanan", "300", {2024: 100, 2025: 200}, {2024: "100", 2025: "200"})
    trade = YearRow("Dagang", "50", {2024: 50}, {2024: "50"})
    first, second = year_columns([food, trade], [2024, 2025], LIGHT, "id").data
    assert first.y[1] == pytest.approx(4 * second.y[0])


def test_every_number_stands_on_its_column_and_an_empty_year_has_none() -> None:
    trade = YearRow("Dagang", "50", {2024: 50}, {2024: "50"})
    (columns,) = year_columns([trade], [2024, 2025], LIGHT, "id").data
    assert (list(columns.x), list(columns.text)) == ([2024], ["50"])


def test_many_years_are_written_short() -> None:
    long_ago = YearRow("Dagang", "50", {2010: 50}, {2010: "50"})
    axis = year_columns([long_ago], list(range(2010, 2022)), LIGHT, "id").layout.xaxis
    assert axis.ticktext[0] == "10"
