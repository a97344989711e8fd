"""Official outlines: polygons with the words of the tiles, drawn without asking anything of a network."""

from __future__ import annotations

import math

import pytest

from analytics.charts.coverage import Place
from analytics.charts.coverage_shapes import box, centroid, label_spots, shape_map
from analytics.charts.palette import LIGHT

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
SMALL = [(4.0, 0.0), (4.4, 0.0), (4.4, 0.4), (4.0, 0.4), (4.0, 0.0)]
LARGE_PLACE = Place("64.02", "Kutai Kartanegara", "counted", "12", "dari 20", 12, 20)
SMALL_PLACE = Place("64.74", "Bontang", "none", words="belum ada penyaluran")
SHAPES = {"64.02": [SQUARE], "64.74": [SMALL]}


def test_the_centroid_of_a_square_is_its_middle() -> None:
    assert centroid([SQUARE]) == pytest.approx((2, 2))


def test_the_centroid_is_that_of_the_largest_part() -> None:
    assert centroid([SMALL, SQUARE]) == pytest.approx((2, 2))


def test_a_shape_without_area_has_its_middle() -> None:
    assert centroid([[(0.0, 0.0), (2.0, 0.0), (0.0, 0.0)]]) == (1, 0)


def test_a_large_place_is_labelled_inside_and_a_small_one_under_the_map() -> None:
    spots = label_spots([LARGE_PLACE, SMALL_PLACE], SHAPES, box([SQUARE, SMALL]))
    assert not spots[LARGE_PLACE].is_outside
    assert spots[SMALL_PLACE].is_outside
    assert spots[SMALL_PLACE].y < 0


def test_every_outline_is_a_filled_polygon_and_needs_no_map_service() -> None:
    figure = shape_map([LARGE_PLACE, SMALL_PLACE], SHAPES, LIGHT, "id", LIGHT.kube)
    assert [(trace.type, trace.fill) for trace in figure.data] == [("scatter", "toself")] * 2


def test_a_place_without_delivery_is_dashed() -> None:
    figure = shape_map([LARGE_PLACE, SMALL_PLACE], SHAPES, LIGHT, "id", LIGHT.kube)
    assert [trace.line.dash for trace in figure.data] == [None, "dash"]


def test_a_degree_of_longitude_is_as_wide_as_it_is_at_that_latitude() -> None:
    figure = shape_map([LARGE_PLACE], {"64.02": [SQUARE]}, LIGHT, "id", LIGHT.kube)
    assert figure.layout.yaxis.scaleratio == pytest.approx(1 / math.cos(math.radians(2)))


def test_parts_of_one_place_are_drawn_apart() -> None:
    figure = shape_map([LARGE_PLACE], {"64.02": [SQUARE, SMALL]}, LIGHT, "id", LIGHT.kube)
    assert list(figure.data[0].x).count(None) == 2
