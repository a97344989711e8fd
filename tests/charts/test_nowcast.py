"""The reader's line runs through all rows of the estimate for the day."""

from __future__ import annotations

from analytics.charts.nowcast import nowcast_rows
from analytics.charts.palette import LIGHT
from tests.charts.test_estimate_rows import row


def test_the_line_stands_where_the_reader_put_it_and_is_named() -> None:
    figure = nowcast_rows([row(), row()], LIGHT, "id", "Bagian (%)", 0.4, "garis 40%")
    (line,) = [shape for shape in figure.layout.shapes if shape.line.dash == "dash"]
    assert (line.x0, line.x1, line.yref) == (0.4, 0.4, "paper")
    assert figure.layout.annotations[-1].text == "garis 40%"
