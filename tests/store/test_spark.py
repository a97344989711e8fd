"""Spark gives the figures that DuckDB gives, to 1e-12: `make spark-test` (make test has no Spark, and skips these)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.answers.figures import figures
from analytics.answers.served import sample_store
from analytics.estimate import Estimate
from analytics.indicators import REGISTRY
from analytics.ingest.load import import_exports
from analytics.sample import LAST_DAY
from analytics.store.database import Store
from analytics.trials.bench import make_exports
from tests.conftest import FolderOf
from tests.spec.tables import RUNNING, Tables

pytest.importorskip("pyspark", reason="Spark is not installed: make spark-test")
from analytics.store.spark import SparkStore, in_spark, open_on_spark

GRANTS = 100_000
Both = tuple[Store, SparkStore]


def generated(folder: Path) -> Path:
    make_exports(folder, GRANTS)
    exports = [folder / "grants.csv", folder / "visits.csv"]
    report = import_exports(folder / "store", exports, as_of=LAST_DAY, now=datetime(2026, 7, 1, tzinfo=UTC))
    assert report.outcome == "accepted"
    return folder / "store"


@pytest.fixture(scope="module", params=["sample", "generated"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """A version asked through DuckDB, and through Spark."""
    folder = tmp_path_factory.mktemp(request.param)
    store = sample_store(folder) if request.param == "sample" else generated(folder)
    opened = Store.open(store), open_on_spark(store, folder / "parquet")
    yield opened
    for one in opened:
        one.close()


def numbers(estimate: Estimate) -> list[float]:
    """Value, ends of intervals and counts; not a number where there is none."""
    ends = [getattr(interval, end, None) for interval in estimate.intervals for end in ("lower", "upper")]
    return [math.nan if one is None else one for one in (estimate.value, *ends, *estimate.counts.values())]


def rest(estimate: Estimate) -> tuple[object, ...]:
    return (estimate.by, estimate.n, estimate.withheld, estimate.unvisited, [one.kind for one in estimate.intervals])


@pytest.mark.parametrize("by", ["programme", "regency"])
@pytest.mark.parametrize("key", REGISTRY)
def test_every_figure_is_that_of_duckdb(key: str, by: str, both: Both) -> None:
    on_duckdb, on_spark = (figures(store, key, by=[by]) for store in both)
    assert [rest(one) for one in on_spark] == [rest(one) for one in on_duckdb]
    for one, other in zip(on_spark, on_duckdb, strict=True):
        assert numbers(one) == pytest.approx(numbers(other), rel=1e-12, abs=1e-12, nan_ok=True)


def test_two_versions_that_are_open_at_once_answer_each_for_itself(folder_of: FolderOf, tmp_path: Path) -> None:
    one, two = (Tables().add(count, "UEP", RUNNING) for count in (1, 2))
    opened = [open_on_spark(folder_of(tables), tmp_path) for tables in (one, two)]
    assert [figures(store, "grants")[0].value for store in opened] == [1, 2]


def test_a_parameter_stands_in_the_question_as_a_literal() -> None:
    assert in_spark("select $word as said", {"word": "a'b"}) == "SELECT 'a\\'b' AS `said`"
