"""Records added by key to those that there are: checked as if they stood in one file with them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.versions import database_file
from tests.conftest import LATEST, NOW, Row, write_export

GRANTS: list[Row] = [
    {"grant_id": f"UEP-{at}", "programme": "UEP", "regency": "Paser", "amount_idr": 5_000_000,
     "disbursed_on": "2024-03-05"}
    for at in (1, 2)
]  # fmt: skip
VISITS: list[Row] = [
    {"visit_id": "1", "grant_id": "UEP-1", "visited_on": "2025-01-05", "status": "running"},
    {"visit_id": "2", "grant_id": "UEP-2", "visited_on": "2025-01-06", "status": "running"},
]


def load(folder: Path, *, add: bool = False, **tables: list[Row]) -> Report:
    given = [write_export(folder / f"{name}.csv", rows) for name, rows in tables.items()]
    return import_exports(folder / "store", given, as_of=LATEST, now=NOW, add=add)


def visits(folder: Path, report: Report) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database_file(folder / "store", str(report.version))), read_only=True) as data:
        return data.execute(
            "select visit_id, grant_id, visited_on::VARCHAR, status from visits order by all"
        ).fetchall()


@pytest.fixture(autouse=True)
def stored(tmp_path: Path) -> None:
    assert load(tmp_path, grants=GRANTS, visits=VISITS).outcome == "accepted"


@pytest.mark.parametrize("change", [{"grant_id": "UEP-2"}, {"visited_on": "2025-07-05"}])
def test_numbers_of_visits_that_start_again_refuse_the_file(tmp_path: Path, change: Row) -> None:
    report = load(tmp_path, visits=[{**VISITS[0], **change}], add=True)
    (file,) = report.files
    assert (file.refused_because, file.details["key"], file.details["row"]) == ("key_names_another", "1", 2)
    assert len(visits(tmp_path, report)) == 2


@pytest.mark.parametrize("change", [{"programme": "WRSE"}, {"regency": "Berau", "disbursed_on": "2024-09-09"}])
def test_numbers_of_grants_that_start_again_refuse_the_file(tmp_path: Path, change: Row) -> None:
    (file,) = load(tmp_path, grants=[{**GRANTS[0], **change}], add=True).files
    assert file.refused_because == "key_names_another"


@pytest.mark.parametrize("change", [{"regency": "Berau"}, {"amount_idr": 4_000_000}, {"disbursed_on": "2024-03-06"}])
def test_a_grant_may_be_corrected(tmp_path: Path, change: Row) -> None:
    assert load(tmp_path, grants=[{**GRANTS[0], **change}], add=True).outcome == "accepted"


def test_a_verdict_may_be_corrected_under_the_same_number(tmp_path: Path) -> None:
    report = load(tmp_path, visits=[{**VISITS[0], "status": "closed"}], add=True)
    assert report.outcome == "accepted"
    assert ("1", "UEP-1", "2025-01-05", "closed") in visits(tmp_path, report)


def test_another_verdict_of_that_day_under_a_new_number_is_rejected(tmp_path: Path) -> None:
    new = [
        {**VISITS[0], "visit_id": "901", "status": "closed"},
        {**VISITS[1], "visit_id": "902", "visited_on": "2025-02-01"},
    ]
    report = load(tmp_path, visits=new, add=True)
    assert [(item.row, item.reason) for item in report.rejected] == [(2, "conflicting_stored_verdict")]
    assert [visit[0] for visit in visits(tmp_path, report)] == ["1", "2", "902"]


def test_the_same_visit_under_a_new_number_is_kept_and_said(tmp_path: Path) -> None:
    report = load(tmp_path, visits=[{**VISITS[0], "visit_id": "901"}], add=True)
    assert [item.details["rows"] for item in report.warnings if item.reason == "stored_same_day"] == [1]


def test_a_visit_sent_twice_in_one_file_is_said(tmp_path: Path) -> None:
    report = load(tmp_path, visits=[*VISITS, {**VISITS[0], "visit_id": "3"}])
    assert [item.details["rows"] for item in report.warnings if item.reason == "visited_twice_a_day"] == [2]


def test_an_edited_submission_keeps_the_number_of_its_first_instance(tmp_path: Path) -> None:
    first: Row = {"_uuid": "aa-1", "meta/rootUuid": "uuid:aa-1", "kode_bantuan": "UEP-1", "tanggal": "2025-08-05",
                  "status_usaha": "running"}  # fmt: skip
    load(tmp_path, visits=[first], add=True)
    report = load(tmp_path, visits=[{**first, "_uuid": "bb-2", "status_usaha": "closed"}], add=True)
    assert visits(tmp_path, report)[-1] == ("AA-1", "UEP-1", "2025-08-05", "closed")
    assert ("visit_id", "lasting_key_taken") in {(item.column, item.reason) for item in report.warnings}


def test_an_instance_has_one_number_with_and_without_its_prefix(tmp_path: Path) -> None:
    later: Row = {**VISITS[0], "visited_on": "2025-08-05"}
    load(tmp_path, visits=[{**later, "visit_id": "uuid:aa-1"}], add=True)
    report = load(tmp_path, visits=[{**later, "visit_id": "aa-1", "status": "closed"}], add=True)
    assert visits(tmp_path, report)[-1] == ("AA-1", "UEP-1", "2025-08-05", "closed")
