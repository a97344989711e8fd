"""Records that say of themselves that they do not count: planned, cancelled, not approved. And KBLI codes."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.versions import database_file
from tests.conftest import LATEST, NOW, Row
from tests.ingest.workbook_bytes import ods, ods_table

GRANT: Row = {
    "ID Bantuan": "UEP-1", "Program": "UEP", "Kabupaten": "Paser", "Nilai Bantuan": "5000000",
    "Tanggal Penyaluran": "2024-03-05", "Status Pencairan": "Cair", "KBLI": "10792",
}  # fmt: skip
GRANTS: list[Row] = [
    GRANT,
    {**GRANT, "ID Bantuan": "UEP-2", "Status Pencairan": "", "KBLI": "56"},
    {**GRANT, "ID Bantuan": "UEP-3", "Status Pencairan": "Batal", "KBLI": "usaha kue"},
    {**GRANT, "ID Bantuan": "UEP-4", "Status Pencairan": "dalam proses", "Tanggal Penyaluran": "", "Nilai Bantuan": ""},
    {**GRANT, "ID Bantuan": "UEP-5", "Status Pencairan": "sudah dicairkan semua", "KBLI": "1079"},
]  # fmt: skip
VISIT: Row = {"_uuid": "a1", "kode_bantuan": "UEP-1", "tanggal": "2025-01-05", "status_usaha": "berjalan",
              "_validation_status": "validation_status_approved"}  # fmt: skip
VISITS: list[Row] = [
    VISIT,
    {**VISIT, "_uuid": "a2", "tanggal": "2025-02-05", "_validation_status": ""},
    {**VISIT, "_uuid": "a3", "tanggal": "2025-03-05", "status_usaha": "tutup",
     "_validation_status": "validation_status_not_approved"},
    {**VISIT, "_uuid": "a4", "tanggal": "2025-04-05", "status_usaha": "salah ketik",
    "_validation_status": "Not approved"},
    {**VISIT, "_uuid": "a5", "kode_bantuan": "UEP-3", "tanggal": "2025-04-05"},
]  # fmt: skip


def lines(rows: list[Row]) -> list[list[str]]:
    return [list(rows[0]), *([str(cell) for cell in row.values()] for row in rows)]


def csv_bytes(rows: list[Row]) -> bytes:
    return "\n".join(",".join(line) for line in lines(rows)).encode()


def xlsx_bytes(rows: list[Row]) -> bytes:
    workbook = openpyxl.Workbook()
    for line in lines(rows):
        workbook.active.append(line)
    workbook.save(content := io.BytesIO())
    return content.getvalue()


def ods_bytes(rows: list[Row]) -> bytes:
    return ods(ods_table("Sheet1", lines(rows)))


def parquet_bytes(rows: list[Row]) -> bytes:
    return pd.DataFrame(lines(rows)[1:], columns=list(rows[0])).to_parquet(index=False)


def zip_bytes(rows: list[Row]) -> bytes:
    with zipfile.ZipFile(content := io.BytesIO(), "w") as archive:
        archive.writestr("data.csv", csv_bytes(rows))
    return content.getvalue()


FORMATS: dict[str, Callable[[list[Row]], bytes]] = {
    "csv": csv_bytes, "xlsx": xlsx_bytes, "ods": ods_bytes, "parquet": parquet_bytes, "zip": zip_bytes,
}  # fmt: skip


def load(folder: Path, suffix: str, *, add: bool = False, **tables: list[Row]) -> Report:
    files = [folder / f"{name}.{suffix}" for name in tables]
    for file, rows in zip(files, tables.values(), strict=True):
        file.write_bytes(FORMATS[suffix](rows))
    return import_exports(folder / "store", files, as_of=LATEST, now=NOW, add=add, allow_drop=1 if add else None)


def stored(folder: Path, report: Report, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database_file(folder / "store", str(report.version))), read_only=True) as data:
        return data.execute(query).fetchall()


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_does_not_count_is_counted_and_named(tmp_path: Path, suffix: str) -> None:
    report = load(tmp_path, suffix, grants=GRANTS, visits=VISITS)
    assert [(f.records, f.accepted, f.rejected, f.ignored) for f in report.files] == [(5, 3, 0, 2), (5, 2, 1, 2)]
    assert [item.reason for item in report.rejected] == ["grant_left_out"]
    named = Counter({item.reason: item.details["rows"] for item in report.warnings if "left_out" in item.reason})
    assert named == {"left_out_cancelled": 1, "left_out_planned": 1, "left_out_rejected": 2}
    query = "select grant_id, disbursement_state, kbli from grants order by all"
    assert stored(tmp_path, report, query) == [
        ("UEP-1", "disbursed", "10792"), ("UEP-2", None, "56"), ("UEP-5", None, None),
    ]  # fmt: skip
    assert stored(tmp_path, report, "select visit_id, review_state from visits order by all") == [
        ("A1", "approved"), ("A2", None),
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_state_or_code_that_is_not_known_is_a_warning_that_names_its_column(tmp_path: Path, suffix: str) -> None:
    report = load(tmp_path, suffix, grants=GRANTS)
    said = {(item.column, item.reason) for item in report.warnings}
    assert {("disbursement_state", "unknown_word"), ("kbli", "bad_kbli")} <= said


def test_a_grant_cancelled_later_goes_with_its_visits_when_that_is_added(tmp_path: Path) -> None:
    load(tmp_path, "csv", grants=GRANTS[:2], visits=[VISIT])
    report = load(tmp_path, "csv", grants=[{**GRANTS[1], "Status Pencairan": "batal"}, GRANT], add=True)
    assert report.outcome == "accepted"
    assert stored(tmp_path, report, "select grant_id from grants") == [("UEP-1",)]


def test_a_file_of_which_nothing_counts_is_refused_in_its_own_words(tmp_path: Path) -> None:
    report = load(tmp_path, "csv", grants=GRANTS[2:4])
    assert report.files[0].refused_because == "all_left_out"
