"""What holds of every export, clean or spoiled, made from the contract at random.

The tests try the same hundreds each time; `make fuzz` tries thousands, others each time.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from analytics.i18n import catalog, languages
from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.versions import database_file
from analytics.wording.imports import as_json
from tests.conftest import NOW
from tests.ingest import random_exports as exports
from tests.ingest.random_exports import AS_OF, Cells, Grid

pytestmark = pytest.mark.slow

Pair = tuple[list[Cells], list[Cells]]
Written = Callable[[list[Cells], list[Cells], Path, st.DataObject], list[Path]]
Loaded = tuple[Report, dict[str, list[tuple[object, ...]]]]


def loaded(files: Sequence[Path], columns: dict[str, list[str]]) -> Loaded:
    """The report of an import into a fresh store, and what its tables hold then."""
    store = files[0].parent / "store"
    report = import_exports(store, files, as_of=AS_OF, now=NOW)
    if report.version is None:
        return report, {}
    with duckdb.connect(str(database_file(store, report.version)), read_only=True) as data:
        return report, {
            table: sorted(data.execute(f"select {', '.join(names)} from {table}").fetchall(), key=repr)
            for table, names in columns.items()
        }


def given_rows(rows: Sequence[Cells]) -> list[tuple[object, ...]]:
    return sorted((tuple(row.values()) for row in rows), key=repr)


@settings(max_examples=3 * settings().max_examples)
@given(spoiled=exports.spoiled_files())
def test_nothing_crashes_the_importer_and_every_record_is_accounted_for(spoiled: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in spoiled]
        for path in files:
            path.write_bytes(spoiled[path.name])
        report = import_exports(Path(folder) / "store", files, as_of=AS_OF, now=NOW, dry_run=True)
    event(report.outcome)
    assert report.outcome in ("accepted", "accepted_in_part", "refused")
    for file in report.files:
        assert file.accepted + file.rejected + file.ignored == file.records
        assert file.accepted == 0 or report.outcome != "refused"
        assert file.refused_because != "account_does_not_balance"
    for lang in languages():
        json.dumps(as_json(report, catalog(lang)))


@given(content=exports.spoiled_workbooks())
def test_nothing_in_a_workbook_crashes_the_importer(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "b.xlsx"
        file.write_bytes(content)
        report = import_exports(Path(folder) / "store", [file], as_of=AS_OF, now=NOW, dry_run=True)
    event(f"{report.outcome} {report.files[0].refused_because}")
    assert report.files[0].accepted + report.files[0].rejected + report.files[0].ignored == report.files[0].records


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    grants = draw(exports.rows("grants"))
    return grants, draw(exports.rows("visits", grants))


def in_csv(grants: list[Cells], visits: list[Cells], folder: Path, data: st.DataObject) -> list[Path]:
    how = {
        "delimiter": data.draw(st.sampled_from(",;\t|")),
        "encoding": data.draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252"))),
        "newline": data.draw(st.sampled_from(("\n", "\r\n"))),
    }
    return [exports.write_csv(made, folder / f"{name}.csv", **how) for name, made in (("g", grants), ("v", visits))]


def in_workbooks(grants: list[Cells], visits: list[Cells], folder: Path, _data: st.DataObject) -> list[Path]:
    return [exports.write_workbook(made, folder / f"{name}.xlsx") for name, made in (("g", grants), ("v", visits))]


def in_parquet(grants: list[Cells], visits: list[Cells], folder: Path, _data: st.DataObject) -> list[Path]:
    return [
        exports.write_parquet(grants, "grants", folder / "g.parquet"),
        exports.write_parquet(visits, "visits", folder / "v.parquet"),
    ]


@given(pair=pairs(), written=st.sampled_from((in_csv, in_workbooks, in_parquet)), data=st.data())
def test_clean_rows_come_out_as_they_went_in(pair: Pair, written: Written, data: st.DataObject) -> None:
    grants, visits = pair
    columns = {"grants": list(grants[0]), "visits": list(visits[0])}
    with tempfile.TemporaryDirectory() as folder:
        report, tables = loaded(written(grants, visits, Path(folder), data), columns)
    assert report.outcome == "accepted", (report.files, report.rejected)
    assert tables == {"grants": given_rows(grants), "visits": given_rows(visits)}


@pytest.mark.parametrize("mutation", exports.MUTATIONS, ids=lambda mutation: mutation.__name__)
@given(data=st.data())
def test_no_value_is_wrong_without_a_word_that_names_its_column(
    mutation: exports.Mutation, data: st.DataObject
) -> None:
    made, content = data.draw(exports.mutated(mutation))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "b.xlsx"
        file.write_bytes(content)
        report, tables = loaded([file], {"grants": list(made[0])})
    event(f"{report.outcome} {report.files[0].refused_because}")
    for said in report.files:
        assert said.accepted + said.rejected + said.ignored == said.records
    named = {name for item in report.warnings for name in item.column.split(", ")}
    truth = {row["grant_id"]: row for row in made}
    stored = [dict(zip(made[0], row, strict=True)) for row in tables.get("grants", [])]
    wrong = {
        (row["grant_id"], name)
        for row in stored
        for name, value in row.items()
        if value != truth[row["grant_id"]][name] and name not in named
    }
    assert wrong == set()
    if report.outcome != "refused":
        assert len(stored) + report.files[0].rejected == len(made)


@given(pair=pairs(), seed=st.integers(0, 1_000), reuses=st.booleans())
def test_keys_made_anew_change_no_verdict(pair: Pair, seed: int, reuses: bool) -> None:
    """Visits come again under other numbers, or under one another's: each day of a grant still says the same."""
    grants, visits = pair
    numbered = [{**visit, "visit_id": f"V-{at}"} for at, visit in enumerate(visits)]
    numbers = [visit["visit_id"] for visit in numbered] if reuses else [f"W-{at}" for at in range(len(numbered))]
    shuffled = random.Random(seed).sample(numbers, len(numbers))
    again = [{**visit, "visit_id": number} for visit, number in zip(numbered, shuffled, strict=True)]
    turned = [{**visit, "status": {"running": "closed", "closed": "running"}.get(str(visit["status"]), visit["status"])}
              for visit in again]  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = [exports.write_csv(grants, folder / "g.csv"), exports.write_csv(numbered, folder / "v.csv")]
        _, before = loaded(first, {"visits": ["grant_id", "visited_on", "status"]})
        for added in (again, turned):
            file = exports.write_csv(added, folder / "w.csv")
            report = import_exports(folder / "store", [file], as_of=AS_OF, now=NOW, add=True)
            event(f"{report.outcome} {report.files[0].refused_because}")
            with duckdb.connect(str(database_file(folder / "store", str(report.version))), read_only=True) as data:
                after = data.execute("select distinct grant_id, visited_on, status from visits").fetchall()
            assert (added is turned and reuses) or sorted(after, key=repr) == before["visits"]
            days = Counter((grant, day) for grant, day, status in after if status in ("running", "closed"))
            assert set(days.values()) <= {1}


def account(lines: Grid) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "b.csv"
        file.write_bytes(exports.encoded(lines))
        report, tables = loaded([file], {"grants": ["*"]})
    (said,) = report.files
    event(report.outcome)
    reasons = Counter((item.column, item.reason, item.found) for item in report.rejected)
    return report.outcome, said.records, said.accepted, said.rejected, said.ignored, reasons, tables


@settings(max_examples=settings().max_examples // 2)
@given(lines=exports.spoiled_cells(), seed=st.integers(0, 1_000))
def test_the_order_of_rows_changes_nothing(lines: Grid, seed: int) -> None:
    heading, *others = lines
    shuffled = random.Random(seed).sample(others, len(others))
    assert account([heading, *shuffled]) == account(lines)
