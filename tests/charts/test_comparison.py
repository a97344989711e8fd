"""Costs on an axis of their own."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.charts.comparison import cost_rows, round_step
from analytics.charts.estimate_rows import EstimateRow
from analytics.charts.palette import LIGHT
from analytics.estimate import Estimate, Interval, Source


def row(value: float | None, upper: float = 0.0) -> EstimateRow:
    intervals = (Interval("sampling", "jackknife", value / 2, upper, 0.95),) if value else ()
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
