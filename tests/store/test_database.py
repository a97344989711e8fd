"""Versions: one pointer, going back, and what is said when a store cannot be opened."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from analytics.contract import GRANTS, TABLES, Column
from analytics.ingest.load import import_exports
from analytics.store.database import REFERENCE, REFERENCE_FILES, Store
from analytics.store.versions import StoreError, current_version, database_file, restore, versions
from tests.conftest import LATEST, NOW, Row, write_export

GRANT = {
    "grant_id": "CONTOH-1", "programme": "UEP", "regency": "Berau", "amount_idr": 5_000_000,
    "disbursed_on": "2024-06-10",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of two versions: one grant, then two."""
    folder = tmp_path / "store"
    grants = [GRANT, {**GRANT, "grant_id": "CONTOH-2", "disbursed_on": "2024-07-11"}]
    for count in (1, 2):
        export = write_export(tmp_path / "grants.csv", grants[:count])
        assert import_exports(folder, [export], as_of=LATEST, now=NOW).outcome == "accepted"
    return folder


def test_versions_are_listed_newest_first(store: Path) -> None:
    assert [(version.version, version.rows["grants"]) for version in versions(store)] == [("0002", 2), ("0001", 1)]


def test_a_version_knows_its_sources_its_changes_and_that_it_is_a_sample(store: Path) -> None:
    newest = versions(store)[0]
    (source,) = newest.sources["grants"]
    assert (source.file, source.rows, len(source.sha256)) == ("grants.csv", 2, 64)
    assert newest.changes["grants"] == {"added": 1, "changed": 0, "gone": 0}
    assert newest.is_sample
    assert str(newest.latest_on) == "2024-07-11"


def test_an_earlier_version_can_be_made_current_again_and_the_next_goes_on_counting(
    store: Path, tmp_path: Path
) -> None:
    restore(store, "0001")
    assert current_version(store) == "0001"
    export = write_export(tmp_path / "grants.csv", [{**GRANT, "amount_idr": 4_500_000}])
    assert import_exports(store, [export], as_of=LATEST, now=NOW).version == "0003"


def test_an_unknown_version_is_not_restored(store: Path) -> None:
    with pytest.raises(StoreError, match="unknown_version"):
        restore(store, "0009")
    assert current_version(store) == "0002"


def test_an_open_store_goes_on_with_its_version(store: Path) -> None:
    opened = Store.open(store)
    restore(store, "0001")
    assert len(opened.query("table", table_name="data.grants")) == 2
    opened.close()


def test_an_open_store_can_neither_write_nor_reach_files(store: Path) -> None:
    opened = Store.open(store)
    for statement in ("delete from data.grants", "from read_csv('/etc/passwd')", "set enable_external_access = true"):
        with pytest.raises(duckdb.Error):
            opened._on(opened.latest_on).cursor().execute(statement)
    opened.close()


def test_an_open_store_goes_on_with_its_reference_on_every_day(store: Path, tmp_path: Path) -> None:
    reference = shutil.copytree(REFERENCE, tmp_path / "reference")
    opened = Store.open(store, reference)
    names = reference / "regencies.csv"
    names.write_text(names.read_text(encoding="utf-8").replace("Berau", "Sambaliung"), encoding="utf-8")
    for day in (opened.latest_on, date(2024, 6, 30)):
        with opened._on(day).cursor() as cursor:
            assert "Berau" in str(cursor.sql("from reference.regencies").fetchall())
    opened.close()


def test_a_question_of_rows_alone_calculates_no_state_of_its_day(store: Path) -> None:
    opened = Store.open(store)
    for day in (date(2024, 6, 30), date(2024, 7, 31)):
        opened.query("disbursed_amounts", as_of=day)
    kept = opened._on.cache_info().currsize
    assert kept == len(("of the latest day", "of none"))
    opened.close()


def test_a_version_names_the_reference_files_that_were_written_into_it(store: Path) -> None:
    newest = versions(store)[0]
    assert newest.reference == {
        f"{name}.csv": hashlib.sha256((REFERENCE / f"{name}.csv").read_bytes()).hexdigest() for name in REFERENCE_FILES
    }
    with duckdb.connect(str(database_file(store, "0002")), read_only=True) as connection:
        written = connection.sql("select year, cpi_dec_2015_100 from reference.price_index order by year").fetchall()
    with (REFERENCE / "price_index.csv").open(encoding="utf-8", newline="") as file:
        shipped = [(int(row["year"]), float(row["cpi_dec_2015_100"])) for row in csv.DictReader(file)]
    assert written == shipped


def test_an_open_store_rests_on_the_reference_of_today_not_on_that_of_its_publishing(
    store: Path, tmp_path: Path
) -> None:
    reference = shutil.copytree(REFERENCE, tmp_path / "reference")
    names = reference / "regencies.csv"
    names.write_text(names.read_text(encoding="utf-8").replace("Berau", "Sambaliung"), encoding="utf-8")
    opened = Store.open(store, reference)
    assert "Sambaliung" in set(opened.query("regencies")["regency_name"])
    opened.close()


def test_a_version_published_without_reference_and_macros_still_opens(store: Path) -> None:
    asked = {"as_of": date(2024, 12, 31), "picked": {}, "by": ["programme"]}
    opened = Store.open(store)
    now = opened.query("grants", **asked)
    opened.close()
    with duckdb.connect(str(database_file(store, "0002"))) as connection:
        connection.execute("drop schema reference cascade")
        for (macro,) in connection.sql(
            "select distinct function_name from duckdb_functions() where database_name = 'data' and not internal"
        ).fetchall():
            connection.execute(f"drop macro if exists {macro}")
            connection.execute(f"drop macro table if exists {macro}")
        assert connection.sql("from duckdb_functions() where database_name = 'data'").fetchall() == []
    manifest = store / "versions" / "0002" / "manifest.json"
    said = json.loads(manifest.read_text())
    del said["reference"], said["database"]
    manifest.write_text(json.dumps(said))
    opened = Store.open(store)
    assert opened.manifest.reference == {}
    assert opened.query("grants", **asked).equals(now)
    opened.close()


def test_no_data_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no_data"):
        Store.open(tmp_path)


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [("manifest.json", "{", "manifest_unreadable"), ("data.duckdb", "no database", "data_unreadable")],
)
def test_a_broken_version_says_so(store: Path, file: str, content: str, code: str) -> None:
    (store / "versions" / "0002" / file).write_text(content)
    with pytest.raises(StoreError, match=code):
        Store.open(store, version="0002")


class TestAColumnAddedToTheContractLater:
    """The store was filled before the contract knew `bank`."""

    @pytest.fixture(autouse=True)
    def bank(self, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        wider = replace(GRANTS, columns=(*GRANTS.columns, Column("bank", "text", False, ("nama_bank",))))
        monkeypatch.setitem(TABLES, "grants", wider)

    def test_is_null_in_a_version_made_before(self, store: Path) -> None:
        opened = Store.open(store)
        grants = opened.query("table", table_name="data.grants")
        assert grants["grant_id"].to_list() == ["CONTOH-1", "CONTOH-2"]
        assert grants["bank"].isna().all()
        assert opened.query("persistence", picked={}, by=[], as_of=LATEST)["unknown"].sum() == 2
        opened.close()

    def test_is_null_in_the_rows_that_an_import_adds_to(self, store: Path, tmp_path: Path) -> None:
        export = write_export(tmp_path / "more.csv", [{**GRANT, "grant_id": "CONTOH-3", "nama_bank": "Bankaltimtara"}])
        report = import_exports(store, [export], as_of=LATEST, now=NOW, add=True)
        assert (report.outcome, report.changes["grants"]) == ("accepted", {"added": 1, "changed": 0, "gone": 0})
        assert banks(store) == {"CONTOH-1": None, "CONTOH-2": None, "CONTOH-3": "Bankaltimtara"}

    def test_is_null_in_a_table_that_an_import_keeps(self, store: Path, tmp_path: Path) -> None:
        visit: Row = {"grant_id": "CONTOH-1", "visited_on": "2025-01-15", "status": "running"}
        report = import_exports(store, [write_export(tmp_path / "visits.csv", [visit])], as_of=LATEST, now=NOW)
        assert report.outcome == "accepted"
        assert banks(store) == {"CONTOH-1": None, "CONTOH-2": None}

    def test_counts_as_a_change_once_it_is_filled(self, store: Path, tmp_path: Path) -> None:
        export = write_export(tmp_path / "more.csv", [{**GRANT, "nama_bank": "Bankaltimtara"}])
        report = import_exports(store, [export], as_of=LATEST, now=NOW, add=True)
        assert report.changes["grants"] == {"added": 0, "changed": 1, "gone": 0}
        assert banks(store) == {"CONTOH-1": "Bankaltimtara", "CONTOH-2": None}


def banks(store: Path) -> dict[str, str | None]:
    opened = Store.open(store)
    with opened._on(opened.latest_on).cursor() as cursor:
        rows = cursor.sql("select grant_id, bank from data.grants order by grant_id").fetchall()
    opened.close()
    return dict(rows)


def test_a_version_of_another_layout_is_not_opened(store: Path) -> None:
    manifest = store / "versions" / "0002" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"layout": 1', '"layout": 0'))
    with pytest.raises(StoreError, match="other_layout"):
        Store.open(store, version="0002")
