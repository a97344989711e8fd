"""Categories as dots by programme and as columns by year."""

from __future__ import annotations

import pytest

from analytics.charts.business_types import DotRow, YearRow, programme_dots, year_columns
from analytics.charts.palette import LIGHT, SYMBOLS

FOOD = DotRow("Makanan", "568", {"WRSE": 112, "UEP": 456})
TRADE = DotRow("Dagang sembako", "254", {"KUBE": 254})
NAMES = {"KUBE": "KUBE", "WRSE": "WRSE", "UEP": "UEP"}


def test_each_programme_has_its_colour_and_its_shape() -> None:
    figure = programme_dots([FOOD, TRADE], NAMES, LIGHT, "id", "bantuan")
    assert [trace.marker.symbol for trace in figure.data] == [SYMBOLS[code] for code in NAMES]
    assert [trace.marker.color for trace in figure.data] == [LIGHT.kube, LIGHT.wrse, LIGHT.uep]


def test_a_dot_stands_at_its_value_and_only_where_the_programme_has_one() -> None:
    kube, wrse, uep = programme_dots([FOOD, TRADE], NAMES, LIGHT, "id", "bantuan").data
    assert (list(kube.x), list(wrse.x), list(uep.x)) == ([254], [112], [456])


def test_equal_values_of_one_row_do_not_hide_each_other() -> None:
    tied = DotRow("Kue", "20", {"WRSE": 10, "UEP": 10})
    _, wrse, uep = programme_dots([tied], NAMES, LIGHT, "id", "bantuan").data
    assert wrse.y[0] != uep.y[0]


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
