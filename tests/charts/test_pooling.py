"""Raw and pooled shares: hollow and filled on one row, the interval of what was pooled, the mean they were drawn to."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.charts.palette import LIGHT
from analytics.charts.pooling import LINE_PX, PooledRow, pooled_rows

BERAU = PooledRow("Berau", "n = 5 · tarikan 48%", "63,4%", 0.6, 0.634, 0.33, 0.89)
FOOD = PooledRow("Makanan", "n = 454", "81,5%", 0.817, 0.815, 0.78, 0.85, (0.65, 0.85))
NOTHING = PooledRow("Bontang", "n = 0", "belum ada yang diketahui")


def drawn(*rows: PooledRow) -> go.Figure:
    return pooled_rows(rows, 0.67, "rata-rata 67%", LIGHT, "id", "%", LIGHT.ink)


def trace(figure: go.Figure, name: str) -> go.Scatter:
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


def words(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_the_raw_share_is_hollow_and_the_pooled_one_filled_on_the_same_row() -> None:
    figure = drawn(BERAU)
    raw, pooled = trace(figure, "raw"), trace(figure, "pooled")
    assert (raw.x, raw.marker.color) == ((0.6,), LIGHT.page)
    assert (pooled.x, pooled.marker.color) == ((0.634,), LIGHT.ink)
    assert raw.y == pooled.y


def test_a_raw_share_equal_to_the_pooled_one_is_still_seen_round_it() -> None:
    figure = drawn(BERAU)
    assert trace(figure, "raw").marker.size > trace(figure, "pooled").marker.size


def test_the_bar_is_the_interval_of_the_pooled_share() -> None:
    assert trace(drawn(BERAU, FOOD), "interval").x == (0.33, 0.89, None, 0.78, 0.85, None)


def test_the_mean_is_an_upright_line_with_its_label() -> None:
    figure = drawn(BERAU)
    (line,) = figure.layout.shapes
    assert (line.x0, line.x1) == (0.67, 0.67)
    assert "rata-rata 67%" in words(figure)


def test_bounds_are_a_hatched_box_unlike_the_interval() -> None:
    box = trace(drawn(FOOD), "bounds")
    assert (box.base, box.marker.pattern.shape) == ((0.65,), "/")


def test_where_all_are_known_there_is_no_box() -> None:
    known = PooledRow("Makanan", "n = 10", "50%", 0.5, 0.5, 0.4, 0.6, (0.5, 0.5))
    assert trace(drawn(known), "bounds").x == ()


def test_a_cell_of_which_nothing_is_known_has_words_and_no_dot() -> None:
    figure = drawn(NOTHING)
    assert [trace(figure, name).x for name in ("raw", "pooled")] == [(), ()]
    assert "belum ada yang diketahui" in words(figure)


def test_rows_stand_in_the_order_given() -> None:
    first, second = trace(drawn(BERAU, FOOD), "pooled").y
    assert first > second


def test_notes_too_long_for_a_phone_stand_under_their_labels() -> None:
    long = PooledRow("Fishing and fish farming", "n = 194, 39 not known · pull 3%", "43%", 0.4, 0.43, 0.3, 0.5)
    of_label, of_note = drawn(long).layout.annotations[1:3]
    assert (of_label.y - of_note.y, of_note.xanchor) == (LINE_PX, "left")
    short_label, short_note = drawn(BERAU).layout.annotations[1:3]
    assert (short_label.y, short_note.xanchor) == (short_note.y, "right")


def test_markup_in_a_label_is_shown_not_followed() -> None:
    assert "<b>&lt;i&gt;A</b>" in words(drawn(PooledRow("<i>A", "n = 5", "60%", 0.6, 0.6, 0.5, 0.7)))
