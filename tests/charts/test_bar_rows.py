"""Bars under one another: the order given, one scale, a hatched strip where a figure is withheld."""

from __future__ import annotations

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.charts.palette import LIGHT

KUBE = BarRow("KUBE 2024", "80 dari 200 (40,0%)", 0.4, LIGHT.kube, 1.0)
UEP = BarRow("UEP 2025", "1.680 dari 1.680 (100,0%)", 1.0, LIGHT.uep, 1.0)
WITHHELD = BarRow("Bontang", "Tidak ditampilkan", None, LIGHT.unknown)


def test_the_first_row_is_on_top() -> None:
    shown, _ = bar_rows([KUBE, UEP], LIGHT, "id").data
    assert shown.y[0] > shown.y[1]
    assert list(shown.x) == [0.4, 1.0]


def test_each_row_says_its_label_and_its_number() -> None:
    said = [annotation.text for annotation in bar_rows([KUBE], LIGHT, "id").layout.annotations]
    assert said == ["<b>KUBE 2024</b>", "80 dari 200 (40,0%)"]


def test_the_scale_holds_the_line_to_compare_with() -> None:
    assert bar_rows([KUBE], LIGHT, "id").layout.xaxis.range[1] > 1.0


def test_a_withheld_row_is_a_hatched_strip_without_a_bar() -> None:
    shown, hidden = bar_rows([KUBE, WITHHELD], LIGHT, "id").data
    assert len(shown.x) == 1
    assert hidden.marker.pattern.shape == "/"
    assert list(hidden.x) == [1.0]


def test_no_rows_make_an_empty_figure() -> None:
    assert all(len(trace.x) == 0 for trace in bar_rows([], LIGHT, "id").data)
