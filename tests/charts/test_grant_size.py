"""The planner's picture: what is drawn from what."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from analytics.charts.grant_size import AmountRow, amount_rows
from analytics.charts.palette import LIGHT

FIVE = AmountRow("Rp5 juta", "1.680 keluarga", "keadaan kini", 0.46, 1.0, "46")
LARGER = AmountRow("Rp7,5 juta", "1.120 keluarga", "harus naik 23", 0.69, 2 / 3, "69")
TWICE = AmountRow("Rp11 juta", "763 keluarga", "tidak mungkin tercapai", 1.012, 0.455, "101")
RATIO_ONLY = AmountRow("Rp7,5 juta", "1.120 keluarga", "harus 1,5 kali", None, 2 / 3, "paling banyak 67")


def drawn(*rows: AmountRow, now: float | None = 0.46, interval: tuple[float, float] | None = (0.37, 0.56)) -> go.Figure:
    return amount_rows(rows, now, interval, LIGHT, "id", "dari setiap 100")


def words(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_a_larger_amount_goes_from_the_ring_of_now_to_the_dot_that_must_be_reached() -> None:
    figure = drawn(LARGER)
    box, way, dot, ring = figure.data
    assert (box.base[0], box.base[0] + box.x[0]) == pytest.approx((37, 56))
    assert way.x == pytest.approx((46, 69))
    assert (*dot.x, *ring.x) == pytest.approx((69, 46))
    assert words(figure) == ["<b>Rp7,5 juta</b> · 1.120 keluarga", "harus naik 23", "<b>69</b>"]


def test_the_present_amount_is_a_ring_with_its_number_and_no_way_to_go() -> None:
    figure = drawn(FIVE)
    assert [trace.type for trace in figure.data] == ["bar", "scatter"]
    assert "<b>46</b>" in words(figure)


def test_what_is_impossible_runs_dotted_to_the_edge_and_has_no_dot() -> None:
    figure = drawn(TWICE)
    _, way, ring = figure.data
    assert (way.x[1], way.line.dash, ring.x) == (100.0, "dot", (46.0,))
    assert "<b>101</b>" not in words(figure)


def test_a_baseline_without_interval_has_no_box() -> None:
    assert not [trace for trace in drawn(LARGER, interval=None).data if trace.type == "bar"]


def test_without_baseline_the_possible_baselines_are_a_bar_and_the_others_hatched() -> None:
    figure = drawn(RATIO_ONLY, now=None, interval=None)
    possible, impossible = figure.data
    assert (possible.base[0], possible.x[0]) == pytest.approx((0, 200 / 3))
    assert (round(impossible.base[0], 6), impossible.marker.pattern.shape) == (66.666667, "/")
    assert "<b>paling banyak 67</b>" in words(figure)


def test_rows_stand_under_one_another_in_the_order_given() -> None:
    figure = drawn(FIVE, LARGER)
    heights = [a.y for a in figure.layout.annotations if a.text.startswith("<b>Rp")]
    assert heights == sorted(heights, reverse=True)
