"""`map`: a file of outlines becomes the ten regencies with whose map it is, and pages print it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.i18n import catalog
from analytics.ingest.official_map import read_attribution, read_shapes
from analytics.ingest.vocabulary import read_words
from tests.pages.conftest import OpenPage, entry_script_runs_first, open_page, texts
from tests.pages.test_coverage import OFFICIAL_ORDER, official_map, own_reference

__all__ = ["entry_script_runs_first", "open_page", "own_reference"]

SOURCE = "Badan Informasi Geospasial, 2023"


def given(tmp_path: Path, names: list[str]) -> Path:
    file = tmp_path / "batas.geojson"
    file.write_text(official_map(names), encoding="utf-8")
    return file


def test_outlines_are_written_with_their_source_and_read_again(tmp_path: Path, own_reference: Path) -> None:
    outside = given(tmp_path, [*OFFICIAL_ORDER, "Kabupaten Banjar"])
    assert main(["map", str(outside), "--source", SOURCE]) == 0
    (written,) = own_reference.glob("*.geojson")
    words = read_words(own_reference)
    assert read_attribution(written) == SOURCE
    assert read_shapes(written, words).keys() == words.regencies.keys()
    assert main(["map", str(outside), "--source", SOURCE]) == 0, "the second time it replaces the first"


def test_a_hole_stays_in_its_outline(tmp_path: Path, own_reference: Path) -> None:
    collection = json.loads(official_map(OFFICIAL_ORDER))
    hole = [[0.4, 0.4], [0.4, 0.6], [0.6, 0.6], [0.6, 0.4], [0.4, 0.4]]
    collection["features"][0]["geometry"]["coordinates"].append(hole)
    file = tmp_path / "batas.geojson"
    file.write_text(json.dumps(collection), encoding="utf-8")
    assert main(["map", str(file), "--source", SOURCE]) == 0
    (written,) = own_reference.glob("*.geojson")
    first = json.loads(written.read_text(encoding="utf-8"))["features"][0]
    assert [len(polygon) for polygon in first["geometry"]["coordinates"]] == [2]


def test_a_map_that_lacks_a_regency_is_refused_with_its_name_and_changes_nothing(
    tmp_path: Path, own_reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", str(given(tmp_path, OFFICIAL_ORDER[1:])), "--source", SOURCE]) == 4
    assert "Paser" in capsys.readouterr().err
    assert list(own_reference.glob("*.geojson")) == []


def test_another_map_that_is_there_is_named(
    tmp_path: Path, own_reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_reference / "lama.geojson").write_text("{}", encoding="utf-8")
    assert main(["map", str(given(tmp_path, OFFICIAL_ORDER)), "--source", SOURCE]) == 4
    assert "lama.geojson" in capsys.readouterr().err


def test_the_source_stands_under_the_map(tmp_path: Path, own_reference: Path, open_page: OpenPage) -> None:
    main(["map", str(given(tmp_path, OFFICIAL_ORDER)), "--source", SOURCE])
    assert catalog("id")("coverage.reading.attribution", source=SOURCE) in texts(open_page("coverage"))
