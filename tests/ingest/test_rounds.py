"""Rounds of monitoring side by side are visits of their own where each has its date and its status."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.versions import database_file
from tests.conftest import LATEST, NOW, write_export

GRANTS = [
    {
        "grant_id": f"KUBE-{at}", "programme": "KUBE", "regency": "Paser", "amount_idr": 20_000_000,
        "disbursed_on": "2023-03-01",
    }
    for at in (1, 2)
]  # fmt: skip
FIRST = ("2024-01-10", "Berjalan")
SECOND = ("2025-02-11", "Tutup")
VISITS = [
    ("KUBE-1", "2024-01-10", "running"),
    ("KUBE-1", "2025-02-11", "closed"),
    ("KUBE-2", "2024-01-10", "running"),
]


def load(folder: Path, *visits: Path) -> Report:
    grants = write_export(folder / "grants.csv", GRANTS)
    return import_exports(folder / "store", [grants, *visits], as_of=LATEST, now=NOW)


def csv_of(folder: Path, *rows: list[str]) -> Path:
    path = folder / "monev.csv"
    path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def stored(folder: Path, columns: str = "grant_id, visited_on::VARCHAR, status") -> list[tuple[object, ...]]:
    with duckdb.connect(str(database_file(folder / "store", "0001")), read_only=True) as data:
        return data.execute(f"select {columns} from visits order by grant_id, visited_on").fetchall()


@pytest.mark.parametrize(
    "headings",
    [
        ["Tanggal Kunjungan 1", "Status 1", "Tanggal Kunjungan 2", "Status 2"],
        ["Kunjungan 1 tanggal", "Kunjungan 1 status", "Kunjungan 2 tanggal", "Kunjungan 2 status"],
        ["Tgl Monev I", "Status Usaha I", "Tgl Monev II", "Status Usaha II"],
        ["tanggal_kunjungan_2024", "status_usaha_2024", "tanggal_kunjungan_2025", "status_usaha_2025"],
        ["Tanggal Kunjungan (1)", "Status Usaha (1)", "Tanggal Kunjungan (2)", "Status Usaha (2)"],
        ["Kunjungan ke-1 - Tanggal", "Kunjungan ke-1 - Status", "Kunjungan ke-2 - Tanggal", "Kunjungan ke-2 - Status"],
    ],
)
def test_each_round_is_a_visit_and_a_round_left_blank_is_none(tmp_path: Path, headings: list[str]) -> None:
    path = csv_of(
        tmp_path,
        ["Kode KUBE", *headings],
        ["KUBE-1", *FIRST, *SECOND],
        ["KUBE-2", *FIRST, "", ""],
        ["Jumlah"] + 4 * [""],
    )
    report = load(tmp_path, path)
    assert report.outcome == "accepted", (report.files, report.rejected)
    assert stored(tmp_path) == VISITS
    file = report.files[1]
    assert (file.records, file.accepted, file.ignored) == (6, 3, 3)
    assert {item.reason for item in report.ignored} == {"round_blank", "total_row"}
    assert [item.details["rounds"] for item in report.warnings if item.reason == "rounds_read"] == [2]


def test_a_round_merged_over_its_columns_is_known_by_that_heading(tmp_path: Path) -> None:
    path = tmp_path / "monev.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Monev")
        sheet.merge_range(0, 0, 1, 0, "Kode KUBE")
        for at, said in ((1, "Monev I"), (3, "Monev II")):
            sheet.merge_range(0, at, 0, at + 1, said)
            sheet.write_row(1, at, ["Tanggal", "Status"])
        sheet.write_row(2, 0, ["KUBE-1", *FIRST, *SECOND])
        sheet.write_row(3, 0, ["KUBE-2", *FIRST])
    assert load(tmp_path, path).outcome == "accepted"
    assert stored(tmp_path) == VISITS


def test_what_a_round_says_is_its_own_and_what_stands_outside_is_shared(tmp_path: Path) -> None:
    headings = ["_uuid", "id_bantuan", "petugas", "Omzet 1 (ribu Rp)", "Tanggal 1", "Status 1", "Tanggal 2", "Status 2"]
    path = csv_of(tmp_path, headings, ["abc", "KUBE-1", "PSM", "500", *FIRST, *SECOND])
    report = load(tmp_path, path)
    assert report.outcome == "accepted"
    assert stored(tmp_path, "officer_role, monthly_turnover_idr, visit_id") == [
        ("PSM", 500_000, None),
        ("PSM", None, None),
    ]


def test_a_bad_cell_costs_its_round_alone(tmp_path: Path) -> None:
    headings = ["Kode KUBE", "Tanggal 1", "Status 1", "Tanggal 2", "Status 2"]
    path = csv_of(tmp_path, headings, ["KUBE-1", *FIRST, "kapan", "Tutup"], ["KUBE-2", "", "Berjalan", *SECOND])
    report = load(tmp_path, path)
    assert stored(tmp_path) == [("KUBE-1", "2024-01-10", "running"), ("KUBE-2", "2025-02-11", "closed")]
    assert [(item.row, item.reason) for item in report.rejected] == [(2, "bad_date"), (3, "missing_value")]


@pytest.mark.parametrize(
    "headings",
    [
        ["Monev 1", "Monev 2"],
        ["Tanggal 1", "Status 1", "Tanggal 2", "Status 2", "Status 3"],
        ["Tanggal", "Status", "Tanggal 1", "Status 1", "Tanggal 2", "Status 2"],
        ["Tanggal 1", "Status 1", "Status Usaha 1", "Tanggal 2", "Status 2"],
    ],
)
def test_rounds_that_can_be_read_in_two_ways_or_none_are_refused(tmp_path: Path, headings: list[str]) -> None:
    path = csv_of(tmp_path, ["Kode KUBE", *headings], ["KUBE-1", *["x"] * len(headings)])
    assert load(tmp_path, path).files[1].refused_because == "wide_monitoring"


def test_numbered_questions_are_no_rounds(tmp_path: Path) -> None:
    path = csv_of(tmp_path, ["1. Kode KUBE", "2. Tanggal Kunjungan", "3. Status Usaha"], ["KUBE-1", *FIRST])
    assert load(tmp_path, path).outcome == "accepted"
    assert stored(tmp_path) == VISITS[:1]


def test_rounds_beside_grants_are_named(tmp_path: Path) -> None:
    visits = {"Tanggal Kunjungan 1": "2024-01-10", "Status 1": "Berjalan", "Tanggal Kunjungan 2": "", "Status 2": ""}
    path = write_export(tmp_path / "b.csv", [{**row, **visits} for row in GRANTS])
    report = import_exports(tmp_path / "store", [path], as_of=LATEST, now=NOW)
    assert report.files[0].accepted == 2
    (said,) = (item.column for item in report.warnings if item.reason == "visits_beside_grants")
    assert said == ", ".join(visits)
