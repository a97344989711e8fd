"""The shipped sample as plain rows, for the manual's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.answers.served import SAMPLE
from analytics.store.database import REFERENCE, Store
from tests.spec.recount_rows import Exports, read_regencies, read_rows


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
