"""The shipped sample as a store and as plain rows, and small tables as stores, for the manual's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analytics.answers.served import SAMPLE
from analytics.ingest.load import import_exports
from analytics.store.database import REFERENCE, Store
from tests.conftest import LATEST, NOW, write_export
from tests.spec.recount_rows import Exports, read_regencies, read_rows
from tests.spec.tables import Tables


def exports_of(store: Store, grants: Path, visits: Path, targets: Path | None) -> Exports:
    """The rows of the files; only the business category, which the import derives, comes from the store."""
    picked = store.query("grant_rows", as_of=store.latest_on, picked={}, by=[], most=1_000_000)
    return Exports(
        read_rows(grants),
        read_rows(visits),
        read_rows(targets) if targets else [],
        read_regencies(REFERENCE / "regencies.csv"),
        dict(picked.dropna(subset="business_category")[["grant_id", "business_category"]].to_numpy().tolist()),
    )


@pytest.fixture(scope="session")
def sample_exports(sample: Store) -> Exports:
    return exports_of(sample, SAMPLE / "grants.csv", SAMPLE / "visits.csv", SAMPLE / "targets.csv")


@pytest.fixture(scope="session")
def store_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Tables], Store]]:
    """`store_of(tables)`: the store of their rows, by the importer's way; tests of the same tables share one."""
    stores: dict[str, Store] = {}

    def of(tables: Tables) -> Store:
        name = repr(vars(tables))
        if name not in stores:
            folder = tmp_path_factory.mktemp("tables")
            exports = [write_export(folder / f"{table}.csv", rows) for table, rows in vars(tables).items() if rows]
            report = import_exports(folder / "store", exports, as_of=LATEST, now=NOW)
            assert report.outcome == "accepted", (report.files, report.rejected)
            stores[name] = Store.open(folder / "store")
        return stores[name]

    yield of
    for store in stores.values():
        store.close()
