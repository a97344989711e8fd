"""Persons planted wherever an export can hold one: none is in the store, in a log, in what is said, or in a download.

A name that stands where anything may stand (a file's name, a heading, a kind of business) cannot be distinguished from
other words; numbers can, and are covered there too. Pages and the workbook of rejected rows:
`tests/pages/test_imports.py`.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

import duckdb
import openpyxl
import pytest
from pypdf import PdfReader

from analytics.__main__ import main
from analytics.contract import TABLES
from analytics.ingest.files.exports import Export
from analytics.ingest.load import import_exports
from analytics.store.versions import current_version, database_file
from tests.conftest import LATEST, NOW, Row, write_export

NIK, SPACED_NIK, OTHER_NIK = "6472014101850001", "6472 0112 0385 0004", "6403055507900002"
PHONE, SPACED_PHONE = "081253001122", "+62 852-4600-7788"
ACCOUNT, NAME, OFFICER, STREET = "1234567890123", "Siti Rahmawati", "Yohana Lung", "Jl. Pelita RT 4"
PLANTED = (NIK, SPACED_NIK, OTHER_NIK, PHONE, SPACED_PHONE, ACCOUNT, NAME, OFFICER, STREET)
GRANT: Row = {
    "grant_id": "KUBE-1", "programme": "KUBE", "regency": "Paser", "business_type": "Kue", "district": "Long Ikis",
    "amount_idr": 20_000_000, "members": 5, "disbursed_on": "2022-03-05",
}  # fmt: skip
PERSON: Row = {
    "NIK": NIK, "Nama Penerima": NAME, "No HP": PHONE, "Alamat": STREET, "No Rekening": ACCOUNT,
    "Catatan": f"{NAME} {PHONE}", f"Kolom {OTHER_NIK}": "x", f"Hubungi {SPACED_PHONE}": NAME,
}  # fmt: skip
GRANTS: list[Row] = [
    {**GRANT, **PERSON},
    {**GRANT, **PERSON, "grant_id": "KUBE-2", "business_type": f"Kue HP {SPACED_PHONE} nik {SPACED_NIK} rek {ACCOUNT}"},
    {**GRANT, **PERSON, "grant_id": "KUBE-3", "district": f"Long Ikis {NIK}", "members": NAME},
    {**GRANT, **PERSON, "grant_id": "KUBE-4", "amount_idr": NAME},
    {**GRANT, **PERSON, "grant_id": "KUBE-5", "programme": PHONE},
    {**GRANT, **PERSON, "grant_id": "KUBE-6", "regency": f"{NAME} {OTHER_NIK}"},
    {**GRANT, **PERSON, "grant_id": "KUBE-7", "disbursed_on": f"{NAME} {ACCOUNT}"},
    {**GRANT, **PERSON, "grant_id": NIK},
    {**GRANT, **PERSON, "grant_id": PHONE},
]  # fmt: skip
VISIT: Row = {
    "grant_id": "KUBE-1", "visited_on": "2023-03-05", "status": "running", "Petugas": OFFICER, "kode_petugas": OFFICER,
    "Keterangan": f"bertemu {NAME} {SPACED_NIK}",
}  # fmt: skip
VISITS: list[Row] = [
    VISIT,
    {**VISIT, "visited_on": "2024-03-05", "status": f"{OFFICER} {SPACED_PHONE}"},
    {**VISIT, "visited_on": OFFICER},
    {**VISIT, "grant_id": OTHER_NIK},
    {**VISIT, "grant_id": "KUBE-2", "kendala": f"tanya {NAME} {PHONE}"},
]


def write_workbook(path: Path, rows: list[Row]) -> Path:
    """The rows under a title and above a signature, beside a sheet of a person's own."""
    workbook = openpyxl.Workbook()
    workbook.active.title = f"{NIK}"
    for line in (
        [f"Rekap oleh {NAME}, {PHONE}"], list(rows[0]), *(list(row.values()) for row in rows),
        [], ["Mengetahui,"], [f"{OFFICER} NIK {NIK}"],
    ):  # fmt: skip
        workbook.active.append(line)
    workbook.create_sheet(f"HP {PHONE}").append([NAME, PHONE])
    workbook.save(path)
    return path


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    """Files that have numbers in their names as well."""
    (tmp_path / "exports").mkdir()
    return [
        write_workbook(tmp_path / "exports" / f"bantuan {NIK} {PHONE}.xlsx", GRANTS),
        write_export(tmp_path / "exports" / f"kunjungan_{SPACED_PHONE}_{OTHER_NIK}.csv", VISITS),
    ]


def planted_in(content: str | bytes) -> list[str]:
    held = content.encode() if isinstance(content, str) else content
    return [person for person in PLANTED if person.encode() in held or person.encode("utf-16-le") in held]


@pytest.fixture
def store(exports: list[Path], tmp_path: Path) -> Path:
    report = import_exports(tmp_path / "store", exports, as_of=LATEST, now=NOW)
    assert report.outcome == "accepted_in_part"
    assert [file.accepted for file in report.files] == [3, 2]
    return tmp_path / "store"


def test_no_byte_of_the_store_holds_a_person(store: Path) -> None:
    files = [path for path in store.rglob("*") if path.is_file()]
    assert {path.name: planted_in(path.read_bytes()) for path in files} == {path.name: [] for path in files}


def test_no_cell_of_the_store_holds_a_person(store: Path) -> None:
    """The file of the data is compressed: its bytes alone would prove little."""
    with duckdb.connect(str(database_file(store, str(current_version(store)))), read_only=True) as data:
        assert planted_in("".join(repr(data.execute(f"from {table}").fetchall()) for table in TABLES)) == []


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_nothing_said_of_an_import_holds_a_person(
    lang: str, options: list[str], exports: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    command = ["import", "--lang", lang, "--store", str(tmp_path / "store"), "--report", str(report), *options]
    assert main([*command, *map(str, exports)]) == 3
    main(["versions", "--lang", lang, "--store", str(tmp_path / "store")])
    said = capsys.readouterr()
    assert json.loads(report.read_text(encoding="utf-8"))["rejected"]
    assert planted_in(said.out + said.err + report.read_text(encoding="utf-8")) == []


def test_a_refusal_holds_no_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none_kept = write_export(tmp_path / f"{NIK}.csv", [{**GRANT, **PERSON, "amount_idr": NAME}])
    misshapen = write_export(tmp_path / f"{PHONE}.csv", [{f"Kolom {NIK}": ACCOUNT, "grant_id": PHONE, "program": NAME}])
    report = tmp_path / "report.json"
    main(["import", "--store", str(tmp_path / "store"), "--report", str(report), str(none_kept), str(misshapen)])
    said = capsys.readouterr()
    assert planted_in(said.out + said.err + report.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file_format", ["csv", "json", "parquet"])
def test_no_download_of_a_table_holds_a_person(store: Path, tmp_path: Path, file_format: str) -> None:
    for table in ("grants", "visits"):
        out = tmp_path / f"{table}.{file_format}"
        main(["table", table, "--store", str(store), "--format", file_format, "--out", str(out)])
        assert planted_in(out.read_bytes()) == []
        assert planted_in(repr(duckdb.execute(f"from '{out}'").fetchall())) == []


def test_no_memo_holds_a_person(store: Path, tmp_path: Path) -> None:
    main(["memo", "--store", str(store), "--out", str(tmp_path / "memo.pdf")])
    memo = PdfReader(tmp_path / "memo.pdf")
    said = " ".join(" ".join(page.extract_text() for page in memo.pages).split())
    assert "kunjungan_•••" in said
    assert planted_in(said) == []


def test_no_log_holds_a_person(exports: list[Path], tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        import_exports(tmp_path / "store", exports, as_of=LATEST, now=NOW)
    assert planted_in(caplog.text) == []


def test_numbers_in_the_name_of_a_file_are_covered_and_its_kind_stays() -> None:
    assert Export(Path("x"), f"bantuan {NIK}.xlsx").name == "bantuan •••.xlsx"
    assert Export(Path("x"), "bantuan 2024-06-01.csv").name == "bantuan 2024-06-01.csv"
