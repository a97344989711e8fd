"""Every figure of the shipped sample equals a count in plain Python over the same files.

So do, where they lie beside the project, the figures of real records.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.answers.figures import figures
from analytics.answers.served import PROJECT
from analytics.estimate import Bounds, CompleteCount, Estimate, Sampling, Sensitivity
from analytics.indicators import REGISTRY
from analytics.ingest.load import import_exports
from analytics.store.database import Store
from tests.spec.conftest import exports_of
from tests.spec.recount import KEYS, Counted, Group, Where, recount
from tests.spec.recount_rows import Exports

DATES = (date(2020, 6, 30), date(2025, 6, 4), date(2026, 6, 30))
REAL = Path(os.environ.get("REAL_RECORDS", PROJECT.parent / "shared" / "real"))
Plain = dict[str, object]


def plain(value: float | None, n: int, unvisited: int, withheld: str | None, ends: Mapping[str, object]) -> Plain:
    return {
        "value": None if value is None else pytest.approx(value, rel=1e-9),
        "n": n,
        "unvisited": unvisited,
        "withheld": withheld,
        "methods": sorted(ends),
        **{method: None if pair is None else pytest.approx(pair, rel=1e-9) for method, pair in ends.items()},
    }


def counted(answers: Mapping[Group, Counted]) -> dict[Group, Plain]:
    return {
        group: plain(one.value, one.n, one.unvisited, one.withheld, one.intervals) for group, one in answers.items()
    }


def ends_of(estimate: Estimate) -> list[tuple[str, tuple[float, float] | None]]:
    """Target (kind, where it has none), method and ends of every interval; the kind alone of a complete count."""
    return [
        (one.kind, None) if isinstance(one, CompleteCount) else (f"{_about(one)} {one.method}", (one.lower, one.upper))
        for one in estimate.intervals
    ]


def _about(interval: Sampling | Bounds | Sensitivity) -> str:
    return interval.target if isinstance(interval, Sampling) else interval.kind


def said(estimates: Sequence[Estimate], by: Sequence[str]) -> dict[Group, Plain]:
    return {
        tuple(one.by[dimension] for dimension in by): {
            "value": one.value,
            "n": one.n,
            "unvisited": one.unvisited,
            "withheld": one.withheld,
            "methods": sorted(method for method, _ in ends_of(one)),
            **dict(ends_of(one)),
        }
        for one in estimates
    }


def agree(
    store: Store, exports: Exports, key: str, as_of: date, by: Sequence[str] = (), where: Where | None = None
) -> None:
    assert said(figures(store, key, as_of=as_of, by=by, where=where), by) == counted(
        recount(exports, key, as_of, by, where)
    )


def test_every_figure_that_is_counted_is_counted_again() -> None:
    complete = {key for key, indicator in REGISTRY.items() if indicator.interval == "complete_count"}
    assert complete <= set(KEYS) <= set(REGISTRY)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("by", [(), ("programme",), ("regency",), ("delivery",)], ids="-".join)
@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_figures_of_the_sample(
    sample: Store, sample_exports: Exports, as_of: date, by: tuple[str, ...], key: str
) -> None:
    agree(sample, sample_exports, key, as_of, by)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "where",
    [{"regency": ["64.72"]}, {"programme": ["KUBE"], "regency_type": ["kota"]}],
    ids=["one regency", "groups in the cities"],
)
def test_figures_of_a_selection(sample: Store, sample_exports: Exports, where: dict[str, list[str]], key: str) -> None:
    agree(sample, sample_exports, key, date(2025, 6, 4), where=where)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("real")
    report = import_exports(folder, [REAL], as_of=DATES[-1], now=datetime(2026, 7, 1, tzinfo=UTC))
    assert (report.outcome, report.rejected) == ("accepted", ())
    store = Store.open(folder)
    yield store
    store.close()


@pytest.fixture(scope="session")
def real_exports(real: Store) -> Exports:
    return exports_of(real, next(REAL.glob("*_grants.csv")), next(REAL.glob("*_visits.csv")), None)


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_figures_of_real_records(request: pytest.FixtureRequest, as_of: date) -> None:
    if not REAL.is_dir():
        pytest.skip(f"the real records are not beside the project ({REAL}); REAL_RECORDS may name their folder")
    for key in KEYS:
        agree(request.getfixturevalue("real"), request.getfixturevalue("real_exports"), key, as_of)
