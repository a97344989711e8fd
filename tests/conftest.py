"""Small tables in: the importer's real way into a store, for every test that asks for figures."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import settings

from analytics.answers.served import sample_store
from analytics.ingest.load import import_exports
from analytics.store.database import Store
from tests.spec.tables import StoreOf, Tables

T = TypeVar("T")
Row = dict[str, object]
FolderOf = Callable[[Tables], Path]
LATEST = date(2026, 12, 31)
NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)

settings.register_profile("tests", max_examples=15, deadline=None, database=None, derandomize=True)
settings.register_profile("fuzz", max_examples=500, deadline=None, database=None, print_blob=True)
settings.load_profile("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, file by file: two workers would else end with one of them at a long file alone."""
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("browser", "slow")))


def first_of(values: Iterable[T], count: int = 1) -> list[ParameterSet]:
    """Parameters of which `make test` takes the first so many, for want of time; `make test-all` takes all of them."""
    return [
        pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=() if at < count else pytest.mark.long)
        for at, one in enumerate(values)
    ]


def write_export(path: Path, rows: Sequence[Row], delimiter: str = ",") -> Path:
    """A CSV with every column that any row has; None is an empty cell."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store folder in which nothing was imported, so that the shipped sample is served; to read alone."""
    folder = tmp_path_factory.mktemp("store")
    sample_store(folder)
    return folder


@pytest.fixture(scope="session")
def sample(sample_folder: Path) -> Iterator[Store]:
    """The shipped sample."""
    store = Store.open(sample_store(sample_folder))
    yield store
    store.close()


def import_tables(folder: Path, tables: Tables, *, allow_drop: int | None = None) -> Path:
    """The store of these rows in `folder`, by the importer's way; all of them must load."""
    exports = [write_export(folder / f"{name}.csv", rows) for name, rows in vars(tables).items() if rows]
    report = import_exports(folder / "store", exports, as_of=LATEST, now=NOW, allow_drop=allow_drop)
    assert report.outcome == "accepted", (report.files, report.rejected)
    return folder / "store"


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> FolderOf:
    """`folder_of(tables)`: the folder of the store of these rows; tests of the same rows share one, to read alone."""
    folders: dict[str, Path] = {}

    def of(tables: Tables) -> Path:
        rows = repr(vars(tables))
        if rows not in folders:
            folders[rows] = import_tables(tmp_path_factory.mktemp("tables"), tables)
        return folders[rows]

    return of


@pytest.fixture(scope="session")
def store_of(folder_of: FolderOf) -> Iterator[StoreOf]:
    """`store_of(tables)`: the store of these rows, shared likewise."""
    stores: dict[Path, Store] = {}

    def of(tables: Tables) -> Store:
        folder = folder_of(tables)
        if folder not in stores:
            stores[folder] = Store.open(folder)
        return stores[folder]

    yield of
    for store in stores.values():
        store.close()
