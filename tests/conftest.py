"""Small tables in: the importer's real way into a store, for every test that asks for figures."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from analytics.answers.served import sample_store
from analytics.ingest.load import import_exports
from analytics.store.database import Store

Row = dict[str, object]
Tables = Callable[..., Store]
LATEST = date(2026, 12, 31)
NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)

settings.register_profile("tests", max_examples=40, deadline=None, database=None, derandomize=True)
settings.register_profile("fuzz", max_examples=500, deadline=None, database=None, print_blob=True)
settings.load_profile("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, file by file: two workers would else end with one of them at a long file alone."""
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("browser", "slow")))


def write_export(path: Path, rows: Sequence[Row], delimiter: str = ",") -> Path:
    """A CSV with every column that any row has; None is an empty cell."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The shipped sample."""
    store = Store.open(sample_store(tmp_path_factory.mktemp("sample")))
    yield store
    store.close()


@pytest.fixture
def import_tables(tmp_path: Path) -> Iterator[Tables]:
    """`import_tables(grants=[...], visits=[...], targets=[...])`: a store of these rows, all of which must load."""
    opened: list[Store] = []

    def imported(**tables: Sequence[Row]) -> Store:
        folder = tmp_path / f"exports-{len(opened)}"
        folder.mkdir()
        given = [write_export(folder / f"{name}.csv", rows) for name, rows in tables.items() if rows]
        store = tmp_path / f"store-{len(opened)}"
        report = import_exports(store, given, as_of=LATEST, now=NOW)
        assert report.outcome == "accepted", (report.files, report.rejected)
        opened.append(Store.open(store))
        return opened[-1]

    yield imported
    for store in opened:
        store.close()
