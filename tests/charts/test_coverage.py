"""The tile map: each place where it lies, its number, bar and line on one scale, and words where nothing came."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from analytics.charts.coverage import TILES, Place, fits_one_line, number_text, said, shortened, tile_map, wrapped
from analytics.charts.palette import LIGHT

BERAU = Place("64.03", "Berau", "counted", "12", "dari 20", 12, 20)
KUKAR = Place("64.02", "Kutai Kartanegara", "counted", "24", "dari 20", 24, 20)
MAHULU = Place("64.11", "Mahakam Ulu", "none", words="belum ada penyaluran")
PASER = Place("64.01", "Paser", "not_asked", words="di luar saringan")


def drawn(*places: Place) -> go.Figure:
    return tile_map(places, LIGHT, "id", LIGHT.kube, "letak, bukan luas")


def words(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_no_two_of_the_ten_tiles_overlap() -> None:
    assert len(TILES) == 10
    for row in range(4):
        lefts = sorted(left for left, of_row in TILES.values() if of_row == row)
        assert all(right - left >= 1 for left, right in pairwise(lefts))


def test_bars_are_as_long_as_their_values_on_one_scale() -> None:
    (bars,) = drawn(BERAU, KUKAR).data
    assert bars.x[1] == pytest.approx(2 * bars.x[0])


def test_the_line_at_the_target_ends_the_bar_that_meets_it() -> None:
    met = Place("64.74", "Bontang", "counted", "20", "dari 20", 20, 20)
    figure = drawn(met)
    (bars,) = figure.data
    (tick,) = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert tick.x0 == pytest.approx(bars.base[0] + bars.x[0])


def test_a_place_without_delivery_has_a_dashed_frame_words_and_no_bar() -> None:
    figure = drawn(MAHULU)
    (frame,) = figure.layout.shapes
    assert frame.line.dash == "dash"
    assert list(figure.data[0].x) == []
    assert "belum ada<br>penyaluran" in words(figure)


def test_a_place_outside_the_filters_is_drawn_but_not_as_one_without_delivery() -> None:
    (frame,) = drawn(PASER).layout.shapes
    assert frame.line.dash is None


def test_names_and_the_note_stand_on_the_map() -> None:
    said = words(drawn(BERAU, KUKAR))
    assert {"Berau", "Kutai Kartan.", "letak, bukan luas"} <= set(said)


def test_number_and_target_stand_on_one_line_where_a_phone_has_room() -> None:
    assert fits_one_line([BERAU, KUKAR])
    assert number_text(BERAU, one_line=True).endswith("12</b> dari 20")


def test_one_long_number_breaks_all_tiles_alike() -> None:
    assert not fits_one_line([BERAU, Place("64.72", "Samarinda", "counted", "306", "dari 306", 306, 306)])
    assert number_text(BERAU, one_line=False).endswith("12</b><br>dari 20")


def test_markup_in_a_name_is_shown_not_followed() -> None:
    assert wrapped("<b>A</b>") == "&lt;b&gt;A&lt;/b&gt;"


def test_a_place_that_the_tiles_do_not_know_is_put_under_them() -> None:
    new = Place("64.99", "Baru", "counted", "1", "", 1)
    (bars,) = drawn(BERAU, new).data
    assert bars.y[1] < -4


def test_beyond_chance_is_a_thick_frame() -> None:
    flagged, within = drawn(replace(BERAU, is_flagged=True), KUKAR).layout.shapes[0:3:2]
    assert (flagged.line.width, within.line.width) == (3, 1)


def test_a_place_that_is_not_picked_keeps_its_number_and_loses_its_colour() -> None:
    figure = drawn(BERAU, replace(KUKAR, is_faint=True))
    assert figure.data[0].marker.color == (LIGHT.kube, LIGHT.unknown)
    assert sum("24" in word for word in words(figure)) == 1


def test_one_scale_may_be_given() -> None:
    half = Place("64.03", "Berau", "counted", "50", "n 9", 0.5)
    given, own = (tile_map([half], LIGHT, "id", LIGHT.kube, "", full=full).data[0].x[0] for full in (1.0, 0.0))
    assert given == pytest.approx(own / 2)


def test_every_tile_of_a_small_map_can_be_clicked_and_says_its_name_whole() -> None:
    figure = tile_map([BERAU, KUKAR, MAHULU], LIGHT, "id", LIGHT.kube, "", is_small=True)
    target = figure.data[1]
    assert target.customdata == ("64.03", "64.02", "64.11")
    assert target.hovertext == (said(BERAU), said(KUKAR), said(MAHULU))
    assert {"Kutai Kartan.", "belum ada penyaluran"} <= set(words(figure))


@pytest.mark.parametrize(
    ("name", "short"),
    [("Samarinda", "Samarinda"), ("Kutai Kartanegara", "Kutai Kartan."), ("Penajam Paser Utara", "Penajam P.U.")],
)
def test_a_small_tile_holds_a_name_on_one_line(name: str, short: str) -> None:
    assert shortened(name) == short
