"""A store that the first release made (git show b247b0a): three grants and three visits, opened by this one."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from analytics.answers.figures import figures
from analytics.indicators import REGISTRY
from analytics.ingest.load import import_exports
from analytics.store.database import Store
from analytics.store.versions import restore, versions
from tests.conftest import LATEST, NOW, write_export

ARCHIVE = Path(__file__).with_name("first_release.tar.gz")
GRANT = {
    "grant_id": "UEP-4", "programme": "UEP", "regency": "Paser", "amount_idr": 5_000_000, "disbursed_on": "2025-01-10",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "store"


def test_it_is_listed_with_what_it_holds(store: Path) -> None:
    assert [(one.version, one.rows["grants"], one.rows["visits"]) for one in versions(store)] == [("0001", 3, 3)]


def test_a_column_that_came_later_is_empty(store: Path) -> None:
    opened = Store.open(store)
    rows = opened.query("table", table_name="data.grants").sort_values("grant_id")
    assert list(rows["grant_id"]) == ["KUBE-1", "KUBE-2", "UEP-3"]
    assert rows["disbursement_state"].isna().all()
    opened.close()


@pytest.mark.parametrize("key", sorted(REGISTRY))
def test_every_figure_is_asked_of_it_as_of_any_other(store: Path, key: str) -> None:
    opened = Store.open(store)
    assert figures(opened, key, as_of=opened.latest_on)
    opened.close()


def test_an_import_over_it_says_what_changed(store: Path, tmp_path: Path) -> None:
    export = write_export(tmp_path / "grants.csv", [GRANT])
    report = import_exports(store, [export], as_of=LATEST, now=NOW, add=True)
    assert (report.version, report.changes["grants"]) == ("0002", {"added": 1, "changed": 0, "gone": 0})


def test_the_way_back_to_it_stays(store: Path, tmp_path: Path) -> None:
    import_exports(store, [write_export(tmp_path / "grants.csv", [GRANT])], as_of=LATEST, now=NOW, add=True)
    assert restore(store, "0001").rows["grants"] == 3
