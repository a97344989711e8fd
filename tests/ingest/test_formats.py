"""The same ten grants in every form in which they may come, and what is refused whole."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import duckdb
import openpyxl
import pytest

from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.database import Store
from tests.conftest import LATEST, NOW

HEADING = ["ID Bantuan", "Program", "Kabupaten/Kota", "Jenis Usaha", "Nilai Bantuan (Rp)", "Tanggal Penyaluran"]
GRANTS = [[f"KUBE-2022-{i:04d}", "KUBE", "Paser", "Kue basah", "20000000", f"2022-03-{i:02d}"] for i in range(1, 11)]
Load = Callable[..., Report]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """`load(name, content)`: the report of a file with these bytes; without content, of the path that is there."""

    def loaded(name: str, content: bytes | None = None) -> Report:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        return import_exports(tmp_path / "store", [tmp_path / name], as_of=LATEST, now=NOW)

    return loaded


def as_csv(rows: list[list[str]], delimiter: str = ",", quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows(rows)
    return text.getvalue()


def account(report: Report) -> tuple[int, int, int, int]:
    (file,) = report.files
    assert file.accepted + file.rejected + file.ignored == file.records
    return file.records, file.accepted, file.rejected, file.ignored


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_encoding(load: Load, encoding: str, delimiter: str) -> None:
    rows = [HEADING, *([*grant[:3], "Kué basah", *grant[4:]] for grant in GRANTS)]
    assert account(load("bantuan.csv", as_csv(rows, delimiter).encode(encoding))) == (10, 10, 0, 0)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_end_of_line(load: Load, newline: str) -> None:
    text = as_csv([HEADING, *GRANTS]).replace("\r\n", newline)
    assert account(load("bantuan.csv", text.encode())) == (10, 10, 0, 0)


def test_everything_quoted(load: Load) -> None:
    assert account(load("bantuan.csv", as_csv([HEADING, *GRANTS], quoting=csv.QUOTE_ALL).encode())) == (10, 10, 0, 0)


@pytest.mark.parametrize("said", ['"Warung \\"Berkah\\", sembako"', '"\\"Berkah\\""'])
def test_a_quote_within_a_cell_may_be_escaped_by_a_backslash(load: Load, tmp_path: Path, said: str) -> None:
    lines = as_csv([HEADING, *GRANTS]).replace("Kue basah", said, 3)
    report = load("bantuan.csv", lines.encode())
    assert account(report) == (10, 10, 0, 0)
    assert [item.reason for item in report.warnings] == ["quotes_escaped"]


def test_a_backslash_before_a_closing_quote_is_itself(load: Load) -> None:
    lines = as_csv([HEADING, *GRANTS]).replace("Kue basah", '"Kue basah\\"', 3)
    report = load("bantuan.csv", lines.encode())
    assert (account(report), report.warnings) == ((10, 10, 0, 0), ())


def test_a_row_of_tags_and_comments_are_no_records(load: Load) -> None:
    tags = ["#meta+id", "#activity", "#adm2+name", "", "#value", "#date"]
    lines = "# diekspor 2025\n" + as_csv([HEADING, tags, *GRANTS[:5]]) + "# halaman 2\n" + as_csv(GRANTS[5:])
    report = load("bantuan.csv", lines.encode())
    assert (account(report)[1], [(item.row, item.reason) for item in report.ignored]) == (
        10, [(1, "title_row"), (3, "tag_row"), (9, "tag_row")],
    )  # fmt: skip


def test_cells_under_no_heading_of_a_file_of_text_are_named(load: Load) -> None:
    rows = [[*HEADING, ""], *([*grant, ""] for grant in GRANTS[:9]), [*GRANTS[9], "cek lapangan"]]
    report = load("bantuan.csv", as_csv(rows).encode())
    assert account(report) == (10, 10, 0, 0)
    assert [(item.reason, item.column, item.row) for item in report.warnings] == [("cells_without_heading", "G", 11)]


def test_rows_that_are_no_records_are_set_aside_with_their_numbers(load: Load) -> None:
    rows = [
        ["DAFTAR PENERIMA", "", "", "", "", ""],
        HEADING,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["KABUPATEN PASER", "", "", "", "", ""],
        *GRANTS[:5],
        HEADING,
        *GRANTS[5:],
        ["JUMLAH", "", "", "", "200000000", ""],
        [""] * 6,
        ["", "", "", "", "", "Samarinda, 5 Mei 2024"],
    ]
    report = load("bantuan.csv", as_csv(rows).encode())
    assert account(report) == (17, 10, 0, 7)
    assert [(item.row, item.reason) for item in report.ignored] == [
        (1, "title_row"), (3, "column_numbers"), (4, "note_row"), (10, "repeated_heading"),
        (16, "total_row"), (17, "blank_row"), (18, "note_row"),
    ]  # fmt: skip


def test_blank_lines_count_in_the_numbers_of_rows(load: Load) -> None:
    lines = as_csv([HEADING, *GRANTS[:2], [*GRANTS[2][:4], "rusak", GRANTS[2][5]]]).splitlines()
    report = load("bantuan.csv", "\n".join([lines[0], lines[1], "", lines[2], "", lines[3]]).encode())
    assert account(report) == (5, 2, 1, 2)
    assert [item.row for item in report.rejected] == [6]


def test_ragged_rows_are_rejected_never_shifted(load: Load) -> None:
    rows = [HEADING, *GRANTS[:8], GRANTS[8][:4], [*GRANTS[9], "x"]]
    report = load("bantuan.csv", as_csv(rows).encode())
    assert account(report) == (10, 8, 2, 0)
    assert {(item.row, item.reason) for item in report.rejected} == {(10, "wrong_cell_count"), (11, "wrong_cell_count")}


def test_nul_bytes_cost_the_row_only_in_a_required_cell(load: Load) -> None:
    text = (
        as_csv([HEADING, *GRANTS]).replace("0003", "00\x0003").replace("0005,KUBE,Paser,Kue", "0005,KUBE,Paser,K\x00e")
    )
    report = load("bantuan.csv", text.encode())
    assert [(item.row, item.reason) for item in report.rejected] == [(4, "unreadable_characters")]
    assert [(item.row, item.reason) for item in report.warnings] == [(6, "unreadable_characters")]


def test_a_cell_of_three_megabytes_costs_only_itself(load: Load) -> None:
    grants = [[*GRANTS[0][:3], "x" * 3_000_000, *GRANTS[0][4:]], *GRANTS[1:]]
    report = load("bantuan.csv", as_csv([HEADING, *grants]).encode())
    assert account(report) == (10, 10, 0, 0)
    assert [(item.row, item.column, item.reason) for item in report.warnings] == [(2, "business_type", "cell_too_long")]


def save_workbook(path: Path, sheets: dict[str, list[list[str]]]) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path)


def test_a_workbook_is_read_from_the_sheets_that_hold_the_table(load: Load, tmp_path: Path) -> None:
    save_workbook(
        tmp_path / "rekap.xlsx",
        {"Petunjuk": [["Isi lembar berikut"]], "Paser": [HEADING, *GRANTS[:5]], "Berau": [HEADING, *GRANTS[5:]]},
    )
    report = load("rekap.xlsx")
    assert account(report)[1] == 10
    assert [(item.reason, dict(item.details)) for item in report.warnings] == [
        ("sheet_not_read", {"sheet": "Petunjuk", "rows": 1})
    ]


def test_a_workbook_is_one_whatever_its_name_says(load: Load, tmp_path: Path) -> None:
    save_workbook(tmp_path / "bantuan.xlsx", {"Paser": [HEADING, *GRANTS]})
    assert account(load("bantuan.csv", (tmp_path / "bantuan.xlsx").read_bytes())) == (10, 10, 0, 0)


def test_a_stray_cell_far_below_costs_nothing(load: Load, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in [HEADING, *GRANTS]:
        workbook.active.append(row)
    workbook.active["XFD1048576"] = 1
    workbook.save(tmp_path / "bantuan.xlsx")
    assert account(load("bantuan.xlsx")) == (10, 10, 0, 0)


TYPED_GRANTS = """
select 'KUBE-' || i as grant_id, 'KUBE' as programme, 64.01::DOUBLE as regency_code, 20000000::DOUBLE as amount_idr,
    timestamp '2022-03-05 10:00:00' as disbursed_on, 2022 as budget_year
from range(10) as numbers(i)
"""


def test_parquet_is_read_as_text_too(load: Load, tmp_path: Path) -> None:
    duckdb.connect().from_query(TYPED_GRANTS).write_parquet(str(tmp_path / "grants.parquet"))
    assert account(load("grants.parquet")) == (10, 10, 0, 0)


def test_the_folders_of_a_partitioned_store_are_columns(load: Load, tmp_path: Path) -> None:
    duckdb.connect().from_query(TYPED_GRANTS).write_parquet(str(tmp_path / "grants"), partition_by=["budget_year"])
    report = load("grants")
    assert account(report) == (10, 10, 0, 0)
    assert "budget_year" in report.files[0].columns


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("timestamptz '2022-03-05 15:59:59+00'", "2022-03-05"),
        ("timestamptz '2022-03-05 16:00:00+00'", "2022-03-06"),
        ("timestamp '2022-03-04 16:00:00'", "2022-03-05"),  # midnight in Makassar, kept in UTC
        ("timestamp '2022-03-04 23:30:00'", "2022-03-04"),
        ("timestamp_ns '2022-03-04 23:30:00'", "2022-03-04"),
        ("date '2022-03-04'", "2022-03-04"),
    ],
)
def test_a_moment_in_parquet_is_a_day_in_the_province(load: Load, tmp_path: Path, moment: str, day: str) -> None:
    grants = TYPED_GRANTS.replace("timestamp '2022-03-05 10:00:00'", moment)
    duckdb.connect().from_query(grants).write_parquet(str(tmp_path / "grants.parquet"))
    assert account(load("grants.parquet")) == (10, 10, 0, 0)
    assert {str(one)[:10] for one in stored(tmp_path, "disbursed_on")} == {day}


@pytest.mark.parametrize(
    ("written", "said"),
    [("(i + 1)::DOUBLE", "1"), ("(i + 1)::DECIMAL(9, 2)", "1"), ("'A-' || i", "A-0"), ("('A-' || i)::BLOB", "A-0")],
)
def test_an_id_in_parquet_is_its_digits_whatever_type_it_was_given(
    load: Load, tmp_path: Path, written: str, said: str
) -> None:
    grants = TYPED_GRANTS.replace("'KUBE-' || i as", f"{written} as")
    duckdb.connect().from_query(grants).write_parquet(str(tmp_path / "grants.parquet"))
    load("grants.parquet")
    assert said in stored(tmp_path, "grant_id")


@pytest.mark.parametrize("codec", ["gzip", "zstd", "brotli", "lz4", "snappy", "uncompressed"])
def test_parquet_is_read_whatever_packed_it(load: Load, tmp_path: Path, codec: str) -> None:
    duckdb.connect().from_query(TYPED_GRANTS).write_parquet(str(tmp_path / "grants.parquet"), compression=codec)
    assert account(load("grants.parquet")) == (10, 10, 0, 0)


def test_a_partition_without_a_value_costs_its_own_rows_alone(load: Load, tmp_path: Path) -> None:
    grants = TYPED_GRANTS.replace("64.01::DOUBLE as regency_code", "if(i = 3, null, 'Kutai Barat') as regency")
    duckdb.connect().from_query(grants).write_parquet(str(tmp_path / "grants"), partition_by=["regency"])
    report = load("grants")
    assert sorted((file.file.split("/")[0], file.accepted, file.rejected) for file in report.files) == [
        ("regency=Kutai%20Barat", 9, 0), ("regency=__HIVE_DEFAULT_PARTITION__", 0, 1),
    ]  # fmt: skip
    assert [(item.column, item.reason, item.found) for item in report.rejected] == [("regency", "missing_value", "")]


def stored(folder: Path, column: str) -> list[object]:
    store = Store.open(folder / "store")
    try:
        return list(store.query("table", table_name="data.grants")[column])
    finally:
        store.close()


def test_nested_parquet_is_refused(load: Load, tmp_path: Path) -> None:
    nested = TYPED_GRANTS.replace("20000000::DOUBLE", "{'rupiah': 20000000}")
    duckdb.connect().from_query(nested).write_parquet(str(tmp_path / "grants.parquet"))
    assert load("grants.parquet").files[0].refused_because == "nested_column"


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("grants.csv", b"", "empty_file"),
        ("grants.csv", b"  \n\n ", "empty_file"),
        ("grants.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "not_an_export"),
        ("grants.csv", gzip.compress(b"grant_id", mtime=0), "not_an_export"),
        ("grants.csv", b"<!DOCTYPE html><table></table>", "not_an_export"),
        ("grants.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "damaged_workbook"),
        ("grants.xlsx", b"grant_id,programme", "damaged_workbook"),
        ("grants.xlsx", zipped("xl/workbook.xml", b"<broken"), "damaged_workbook"),
        ("grants.xlsx", zipped("xl/workbook.xml", bytes(40_000_000)), "bomb"),
        ("grants.parquet", b"PAR1" + bytes(50), "damaged_parquet"),
        ("grants.csv", as_csv([HEADING]).encode(), "no_records"),
        ("grants.csv", as_csv([HEADING, *([*g[:4], "20000", g[5]] for g in GRANTS)]).encode(), "no_row_kept"),
        (
            "grants.csv",
            as_csv([HEADING, *GRANTS]).replace("KUBE-2022-0004", '"KUBE-2022-0004').encode(),
            "unclosed_quote",
        ),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused_whole(
    load: Load, name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    report = load(name, content)
    assert (report.outcome, report.files[0].refused_because) == ("refused", reason)
    assert account(report)[1] == 0
    assert not (tmp_path / "store" / "current").exists()


def test_a_formula_that_no_spreadsheet_has_calculated_is_said(load: Load, tmp_path: Path) -> None:
    """A program wrote =20000000 without its value: the amount is missed aloud, its row rejected."""
    workbook = openpyxl.Workbook()
    for row in [HEADING, *GRANTS]:
        workbook.active.append(row)
    workbook.active["E2"] = "=20000000"
    workbook.save(tmp_path / "bantuan.xlsx")
    report = load("bantuan.xlsx")
    assert [(item.row, item.column, item.reason) for item in report.rejected] == [(2, "amount_idr", "uncalculated")]
    assert account(report) == (10, 9, 1, 0)


def test_a_formula_of_an_optional_column_leaves_its_row(load: Load, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in [[*HEADING, "Jumlah Anggota"], *([*grant, 5] for grant in GRANTS)]:
        workbook.active.append(row)
    workbook.active["G3"] = "=2+3"
    workbook.save(tmp_path / "bantuan.xlsx")
    report = load("bantuan.xlsx")
    assert (3, "members", "uncalculated") in [(item.row, item.column, item.reason) for item in report.warnings]
    assert account(report) == (10, 10, 0, 0)
