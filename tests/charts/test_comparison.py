"""Costs on an axis of their own."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.charts.comparison import DifferenceRow, cost_rows, difference_rows, round_step
from analytics.charts.estimate_rows import EstimateRow
from analytics.charts.palette import LIGHT
from analytics.estimate import Estimate, Sampling, Source


def row(value: float | None, upper: float = 0.0) -> EstimateRow:
    intervals = (Sampling("jackknife", value / 2, upper, 0.95),) if value else ()
    estimate = Estimate(
        "cost_per_active_member_idr", value, "idr", 30, "groups", 0, date(2025, 6, 30),
        (Source("g.csv", "0" * 64, 1),), intervals, withheld=None if value else "too_few_running",
    )  # fmt: skip
    return EstimateRow("Per orang", "", estimate, "KUBE", "", "terlalu sedikit")


@pytest.mark.parametrize(
    ("highest", "step"), [(42e6, 20e6), (33e6, 10e6), (5.8e6, 2e6), (4.0, 1.0), (0.9, 0.5), (0.3, 0.1)]
)
def test_ticks_are_round_and_few(highest: float, step: float) -> None:
    assert round_step(highest) == step


def test_the_axis_reaches_the_end_of_the_widest_interval_and_no_other_panel() -> None:
    figure = cost_rows(
        [row(20e6, 42e6), row(10e6, 15e6)], LIGHT, "id", "Rp", lambda amount: f"Rp{amount / 1e6:.0f} juta"
    )
    assert figure.layout.xaxis.range[1] > 42e6
    assert figure.layout.xaxis.ticktext == ("Rp0 juta", "Rp20 juta", "Rp40 juta")


def test_costs_that_are_all_withheld_are_strips_without_numbers_on_the_axis() -> None:
    figure = cost_rows([row(None)], LIGHT, "id", "Rp", lambda amount: f"Rp{amount:.0f}")
    assert [trace.type for trace in figure.data] == ["bar"]
    assert not figure.layout.xaxis.ticktext


class TestDifference:
    ROWS = (
        DifferenceRow("Apa adanya", 0.035, 0.008, 0.063, "3,5", False),
        DifferenceRow("Setelah disamakan", 0.028, -0.003, 0.06, "2,8", True),
    )

    def test_the_axis_lies_alike_on_both_sides_of_the_line_at_zero(self) -> None:
        figure = difference_rows(self.ROWS, LIGHT, "id", "poin", lambda share: f"{100 * share:.0f}")
        low, high = figure.layout.xaxis.range
        assert low == -high
        assert high > 0.063
        assert figure.layout.xaxis.ticktext == ("-6", "-4", "-2", "0", "2", "4", "6")
        assert [(line.x0, line.x1) for line in figure.layout.shapes] == [(0, 0)]

    def test_the_crude_is_hollow_and_above_the_adjusted_which_is_filled(self) -> None:
        figure = difference_rows(self.ROWS, LIGHT, "id", "poin", str)
        crude, adjusted = [trace for trace in figure.data if trace.mode == "markers+text"]
        assert (crude.marker.color, adjusted.marker.color) == (LIGHT.page, LIGHT.ink)
        assert crude.y[0] > adjusted.y[0]

    def test_each_interval_is_a_line_between_its_ends(self) -> None:
        lines = [
            trace.x for trace in difference_rows(self.ROWS, LIGHT, "id", "poin", str).data if trace.mode == "lines"
        ]
        assert lines == [(0.008, 0.063), (-0.003, 0.06)]
