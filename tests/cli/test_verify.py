"""`verify`: the same figures again, or which moved and what changed under them."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.i18n import catalog
from analytics.ingest.load import import_exports
from analytics.store import database
from tests.conftest import Row, import_tables, write_export
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables

SCHEMA = Path(__file__).parents[2] / "docs" / "figures.schema.json"
INDICATORS = ("persistence_rate", "survival_24", "grants_per_1000_poor")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return import_tables(
        tmp_path, Tables().add(20, "UEP", RUNNING, regencies=TEN).add(20, "UEP", CLOSED, regencies=TEN)
    )


@pytest.fixture
def document(tmp_path: Path, store: Path) -> Path:
    file = tmp_path / "figures.json"
    ask = ["--indicator", *INDICATORS, "--by", "programme", "--format", "document", "--out", str(file)]
    assert main(["figures", "--store", str(store), *ask]) == 0
    return file


def verify(store: Path, document: Path) -> int:
    return main(["verify", "--lang", "en", "--store", str(store), str(document)])


def test_a_document_fits_its_schema(document: Path) -> None:
    made = json.loads(document.read_text(encoding="utf-8"))
    jsonschema.validate(made, json.loads(SCHEMA.read_text(encoding="utf-8")))
    (persistence,) = [one for one in made["figures"] if one["indicator"] == "persistence_rate"]
    assert persistence["intervals"][persistence["printed_interval"]]["kind"] == "sampling"


def test_the_same_version_says_same(store: Path, document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(store, document) == 0
    assert capsys.readouterr().out.splitlines() == [catalog("en")("command_line.verify.same", figures=3)]


def test_figures_of_the_levels_of_a_model_are_asked_again_as_they_were(tmp_path: Path, store: Path) -> None:
    file = tmp_path / "levels.json"
    ask = ["--indicator", "hazard_ratio", "--by", "programme", "--format", "document", "--out", str(file)]
    assert main(["figures", "--store", str(store), *ask]) == 0
    assert verify(store, file) == 0


def test_other_data_moves_a_figure_and_is_named(
    tmp_path: Path, store: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # 20 of 40 ran, then 21: 0.5 and 0.525.
    reopened: Row = {"grant_id": "G0039", "visited_on": "2025-03-01", "status": "running", "visit_id": "V0039"}
    more = write_export(tmp_path / "more.csv", [reopened])
    import_exports(store, [more], as_of=date(2026, 7, 1), now=datetime(2026, 7, 1, tzinfo=UTC), add=True)
    assert verify(store, document) == 3
    said = capsys.readouterr().out
    assert "persistence_rate UEP: 0.5 → 0.525" in said
    assert catalog("en")("command_line.verify.cause.data") in said
    assert verify(store, document.with_name(document.name)) == 3
    assert main(["verify", "--store", str(store), "--version", "0001", str(document)]) == 0


def test_another_reference_file_is_named(
    tmp_path: Path, store: Path, document: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(database.REFERENCE, folder)
    places = folder / "regencies.csv"
    rows = pd.read_csv(places, dtype=str)
    rows.assign(poor_people=2 * rows["poor_people"].astype(int)).to_csv(places, index=False)
    monkeypatch.setattr(database.Store.open, "__defaults__", (folder, None))
    assert verify(store, document) == 3
    said = capsys.readouterr().out
    assert "grants_per_1000_poor" in said
    assert catalog("en")("command_line.verify.cause.reference", file="regencies.csv") in said


def test_other_software_alone_moves_nothing_and_is_named(
    store: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = json.loads(document.read_text(encoding="utf-8"))
    document.write_text(json.dumps({**made, "software": {**made["software"], "version": "0.0.1"}}), encoding="utf-8")
    assert verify(store, document) == 0
    assert catalog("en")("command_line.verify.cause.software") in capsys.readouterr().out


def test_figures_of_several_days_are_asked_of_their_days(tmp_path: Path, store: Path) -> None:
    file = tmp_path / "trend.json"
    ask = ["--indicator", "persistence_rate", "--half-years", "3", "--format", "document", "--out", str(file)]
    assert main(["figures", "--store", str(store), *ask]) == 0
    assert len({one["as_of"] for one in json.loads(file.read_text(encoding="utf-8"))["figures"]}) == 3
    assert verify(store, file) == 0


def test_an_indicator_that_is_no_more_has_moved(
    store: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = json.loads(document.read_text(encoding="utf-8"))
    made["figures"][0]["indicator"] = "of_old"
    document.write_text(json.dumps(made), encoding="utf-8")
    assert verify(store, document) == 3
    assert "of_old" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema_version": "1"}'])
def test_what_is_no_document_is_refused(text: str, store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(text, encoding="utf-8")
    assert verify(store, other) == 4


@pytest.mark.parametrize("part", ["schema_version", "software", "data", "question", "figures"])
def test_a_document_that_lacks_a_part_is_refused(part: str, store: Path, document: Path) -> None:
    made = json.loads(document.read_text(encoding="utf-8"))
    document.write_text(json.dumps({name: value for name, value in made.items() if name != part}), encoding="utf-8")
    assert verify(store, document) == 4
