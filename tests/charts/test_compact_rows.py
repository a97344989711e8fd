"""Rows one line high: bars on one scale, shares with their intervals on another, and why there is none."""

from __future__ import annotations

import pytest

from analytics.charts.compact_rows import CompactRow, compact_rows
from analytics.charts.palette import LIGHT

PASER = CompactRow("Paser", 25, "25", (0.72, 0.6, 0.8), "72 · n 22")
BERAU = CompactRow("Berau", 50, "50", note="n 17: kurang")
HEADS = ("bantuan", "24 bulan")


def test_bars_are_as_long_as_their_counts_on_one_scale() -> None:
    bars = compact_rows([PASER, BERAU], LIGHT, "id", "KUBE").data[0]
    assert list(bars.x) == [25, 50]
    assert bars.marker.color == LIGHT.kube


def test_a_share_stands_at_its_value_between_the_ends_of_its_interval() -> None:
    _, interval, dot = compact_rows([PASER, BERAU], LIGHT, "id", "KUBE", HEADS).data
    assert list(interval.x) == [0.6, 0.8]
    assert (list(dot.x), list(dot.y), dot.xaxis) == ([0.72], [1], "x2")


def test_a_row_without_a_share_says_why_in_a_fainter_ink() -> None:
    figure = compact_rows([BERAU], LIGHT, "id", "KUBE", HEADS)
    (said,) = [one for one in figure.layout.annotations if one.text == BERAU.note]
    assert said.font.color == LIGHT.unknown
    assert len(figure.data) == 1


def test_the_average_is_a_line_where_there_are_shares_alone() -> None:
    def lines(row: CompactRow) -> list[float]:
        figure = compact_rows([row], LIGHT, "id", "KUBE", HEADS, 0.62)
        return [line.x0 for line in figure.layout.shapes if line.line.dash == "dot"]

    assert lines(PASER) == [pytest.approx(0.62)]
    assert lines(BERAU) == []


def test_a_share_of_which_little_is_known_is_hollow() -> None:
    rough = CompactRow("Paser", 25, "25", (0.72, 0.3, 0.9), "72 · n 22", is_hollow=True)
    dot = compact_rows([rough], LIGHT, "id", "KUBE", HEADS).data[-1]
    assert (dot.marker.color, dot.marker.line.color) == (LIGHT.page, LIGHT.kube)


def test_markup_in_a_label_is_shown_not_followed() -> None:
    figure = compact_rows([CompactRow("<b>x</b>", 1, "1")], LIGHT, "id", "")
    assert figure.layout.annotations[0].text == "&lt;b&gt;x&lt;/b&gt;"


def test_no_rows_are_drawn_as_nothing() -> None:
    assert list(compact_rows([], LIGHT, "id", "").data[0].x) == []
