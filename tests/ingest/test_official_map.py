"""The agency's map file: whatever its properties are called, every place must be recognised, or it says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.ingest.official_map import MAX_MEGABYTES, ShapesError, read_shapes, regency_of, shapes_file
from analytics.ingest.vocabulary import Words, read_words

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
Properties = dict[str, object]


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(REFERENCE)


def square(west: float, south: float) -> list[list[float]]:
    return [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]


def feature(properties: Properties, west: float = 116, south: float = 0) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [square(west, south)]},
    }


def all_ten(words: Words) -> list[dict[str, object]]:
    return [feature({"NAMOBJ": one.name}, west=110 + index) for index, one in enumerate(words.regencies.values())]


def written(folder: Path, features: object, name: str = "batas.geojson") -> Path:
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def problem(file: Path, words: Words) -> ShapesError:
    with pytest.raises(ShapesError) as raised:
        read_shapes(file, words)
    return raised.value


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"NAMOBJ": "Kutai Kartanegara"}, "64.02"),
        ({"kabupaten": "Kab. Kukar", "provinsi": "Kalimantan Timur"}, "64.02"),
        ({"KDPKAB": "64.72"}, "64.72"),
        ({"KODE": 6472, "OBJECTID": 7}, "64.72"),
        ({"KODE": "6402"}, None),
        ({"WADMKK": "Kutai Barat", "KODE": "6402"}, "64.07"),
        ({"NAMOBJ": "Banjarmasin"}, None),
        ({}, None),
    ],
)
def test_a_place_is_known_by_name_or_by_a_code_that_means_one_place(
    properties: Properties, code: str | None, words: Words
) -> None:
    assert regency_of(properties, words) == code


def test_all_ten_places_are_read_with_their_corners(tmp_path: Path, words: Words) -> None:
    shapes = read_shapes(written(tmp_path, all_ten(words)), words)
    assert set(shapes) == set(words.regencies)
    assert shapes["64.01"][0][0] == pytest.approx((110, 0), abs=0.02)


def test_places_of_other_provinces_are_left_out(tmp_path: Path, words: Words) -> None:
    shapes = read_shapes(written(tmp_path, [*all_ten(words), feature({"NAMOBJ": "Banjarmasin"})]), words)
    assert len(shapes) == 10


def test_features_of_one_place_are_put_together(tmp_path: Path, words: Words) -> None:
    shapes = read_shapes(written(tmp_path, [*all_ten(words), feature({"NAMOBJ": "Paser"}, west=105)]), words)
    assert len(shapes["64.01"]) == 2


def test_a_multipolygon_gives_all_its_rings(tmp_path: Path, words: Words) -> None:
    islands = feature({"NAMOBJ": "Berau"})
    islands["geometry"] = {"type": "MultiPolygon", "coordinates": [[square(118, 2)], [square(120, 2)]]}
    others = [one for one in all_ten(words) if one["properties"] != {"NAMOBJ": "Berau"}]
    assert len(read_shapes(written(tmp_path, [*others, islands]), words)["64.03"]) == 2


def test_corners_too_close_to_be_seen_apart_are_one(tmp_path: Path, words: Words) -> None:
    features = all_ten(words)
    ring = square(110, 0)
    fine = [[110 + step / 100_000, 0] for step in range(1, 1000)]
    features[0]["geometry"] = {"type": "Polygon", "coordinates": [[ring[0], *fine, *ring[1:]]]}
    assert len(read_shapes(written(tmp_path, features), words)["64.01"][0]) < 10


def test_a_place_that_is_missing_is_named(tmp_path: Path, words: Words) -> None:
    error = problem(written(tmp_path, all_ten(words)[1:]), words)
    assert (error.code, error.details["missing"]) == ("missing_regencies", ["64.01"])


def test_what_is_no_json_says_so(tmp_path: Path, words: Words) -> None:
    file = tmp_path / "peta.geojson"
    file.write_bytes(b"\x89PNG\r\n")
    assert problem(file, words).code == "not_json"


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"type": "Topology"},
        {"type": "FeatureCollection", "features": [{"geometry": None, "properties": {"a": "Paser"}}]},
    ],
)
def test_json_that_is_no_collection_of_areas_says_so(content: object, tmp_path: Path, words: Words) -> None:
    file = tmp_path / "peta.geojson"
    file.write_text(json.dumps(content))
    assert problem(file, words).code == "no_features"


def test_metres_are_not_degrees(tmp_path: Path, words: Words) -> None:
    features = [*all_ten(words), feature({"NAMOBJ": "Paser"}, west=9_500_000)]
    assert problem(written(tmp_path, features), words).code == "not_degrees"


def test_a_file_too_large_for_a_page_is_not_read(tmp_path: Path, words: Words) -> None:
    file = tmp_path / "peta.geojson"
    with file.open("wb") as handle:
        handle.truncate(MAX_MEGABYTES * 1_000_000 + 1)
    assert problem(file, words).code == "too_large"


def test_without_a_file_there_is_no_map(tmp_path: Path) -> None:
    assert shapes_file(tmp_path) is None


def test_two_files_are_not_chosen_between(tmp_path: Path) -> None:
    written(tmp_path, [], "a.geojson")
    written(tmp_path, [], "b.geojson")
    with pytest.raises(ShapesError) as raised:
        shapes_file(tmp_path)
    assert raised.value.code == "several_files"
