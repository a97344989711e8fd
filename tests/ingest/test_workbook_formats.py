"""Workbooks that are no XLSX of Excel's: open and old formats, other writers, and what in them is hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.database import Store
from tests.conftest import LATEST, NOW
from tests.ingest.workbook_bytes import fods, ods, ods_cell, ods_table, xls, xlsb

HEADING = ["ID Bantuan", "Program", "Kabupaten/Kota", "Nilai Bantuan", "Tanggal Penyaluran"]
GRANTS = [[f"U-{i:04d}", "UEP", "Paser", 5_000_000, f"2024-03-{i:02d}"] for i in range(1, 6)]
ROWS: list[list[Any]] = [HEADING, *GRANTS]


def load(folder: Path, name: str, content: bytes) -> Report:
    (folder / name).write_bytes(content)
    return import_exports(folder / "store", [folder / name], as_of=LATEST, now=NOW)


def stored(folder: Path) -> list[tuple[object, ...]]:
    store = Store.open(folder / "store")
    try:
        grants = store.query("table", table_name="data.grants").sort_values("grant_id")
        return [(g.grant_id, g.amount_idr, str(g.disbursed_on)[:10]) for g in grants.itertuples()]
    finally:
        store.close()


EXPECTED = [(row[0], row[3], row[4]) for row in GRANTS]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("b.ods", ods(ods_table("Data", ROWS))),
        ("b.fods", fods(ods_table("Data", ROWS))),
        ("b.xls", xls("Data", ROWS)),
        ("b.xlsb", xlsb("Data", dict(enumerate(ROWS)))),
        ("b.xlsx", ods(ods_table("Data", ROWS))),
        ("b.csv", xls("Data", ROWS)),
    ],
)
def test_a_workbook_is_read_whatever_its_format_and_name(tmp_path: Path, name: str, content: bytes) -> None:
    report = load(tmp_path, name, content)
    assert (report.outcome, report.files[0].accepted) == ("accepted", 5)
    assert stored(tmp_path) == EXPECTED


def test_a_number_in_an_old_workbook_may_be_shown_with_zeros_that_are_not_seen(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEADING, *([at, *row[1:]] for at, row in enumerate(GRANTS, start=1))]
    report = load(tmp_path, "b.xls", xls("Data", rows))
    assert [(item.reason, item.column, dict(item.details)) for item in report.warnings] == [
        ("ids_without_format", "grant_id", {"rows": 5})
    ]


def test_sheets_of_open_documents_are_accounted_for(tmp_path: Path) -> None:
    more: list[list[Any]] = [[f"A-{row[0]}", *row[1:]] for row in GRANTS]
    hidden = ods_table("Arsip", [HEADING, *more], is_hidden=True)
    report = load(tmp_path, "b.ods", ods(ods_table("Data", ROWS), hidden, ods_table("Catatan", [["isi"]])))
    assert report.files[0].accepted == 10
    assert {item.reason for item in report.warnings} == {"sheet_hidden", "sheet_not_read"}


def test_cells_of_open_documents_say_what_is_shown(tmp_path: Path) -> None:
    def cell(kind: str, content: str) -> str:
        return f"<table:table-cell office:value-type={kind}>{content}</table:table-cell>"

    def row(number: int, said: str) -> str:
        shown = cell(f'"float" office:value="{number}"', f"<text:p>{said}</text:p>")
        note = "<office:annotation><text:p>catatan</text:p></office:annotation>"
        day = cell('"date" office:date-value="2024-03-01T10:00:00"', f"{note}<text:p>01/03/24</text:p>")
        amount = cell('"currency" office:value="5000000"', "<text:p>Rp5.000.000</text:p>")
        return f"<table:table-row>{shown}{ods_cell('UEP')}{ods_cell('Paser')}{amount}{day}</table:table-row>"

    heading = f"<table:table-row>{''.join(map(ods_cell, HEADING))}</table:table-row>"
    table = f'<table:table table:name="Data">{heading}{row(1, "00001")}{row(12, "BT-0012")}</table:table>'
    load(tmp_path, "b.ods", ods(table))
    assert stored(tmp_path) == [("00001", 5_000_000, "2024-03-01"), ("BT-0012", 5_000_000, "2024-03-01")]


def test_blank_rows_and_cells_that_are_repeated_cost_nothing(tmp_path: Path) -> None:
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    far = f'<table:table-row table:number-rows-repeated="1048000">{cells}</table:table-row>'
    table = ods_table("Data", ROWS).replace("</table:table>", f"{far}</table:table>")
    assert load(tmp_path, "b.ods", ods(table)).files[0].records == 5


@pytest.mark.parametrize("rows", [1_000_000, 2_000_000])
def test_a_repetition_that_stands_for_millions_of_cells_is_a_bomb(tmp_path: Path, rows: int) -> None:
    cell = ods_cell("x", 'table:number-columns-repeated="16384"')
    bomb = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    table = ods_table("Data", ROWS).replace("</table:table>", f"{bomb}</table:table>")
    assert load(tmp_path, "b.ods", ods(table)).files[0].refused_because == "bomb"


def test_cells_far_apart_in_a_binary_workbook_are_found_before_room_is_made_for_them(tmp_path: Path) -> None:
    rows: dict[int, Any] = {**dict(enumerate(ROWS)), 1_048_575: [*[None] * 16_383, "x"]}
    assert load(tmp_path, "b.xlsb", xlsb("Data", rows)).files[0].refused_because == "cells_far_apart"


@pytest.mark.parametrize("name", ["b.ods", "b.fods", "b.xls", "b.xlsb"])
def test_half_a_workbook_is_a_refusal(tmp_path: Path, name: str) -> None:
    whole = {
        "b.ods": ods(ods_table("Data", ROWS)), "b.fods": fods(ods_table("Data", ROWS)), "b.xls": xls("Data", ROWS),
        "b.xlsb": xlsb("Data", dict(enumerate(ROWS))),
    }[name]  # fmt: skip
    report = load(tmp_path, name, whole[: len(whole) // 2])
    assert (report.outcome, report.files[0].refused_because) == ("refused", "damaged_workbook")


def test_a_panic_of_the_library_is_a_refusal(tmp_path: Path) -> None:
    whole = xlsb("Data", dict(enumerate(ROWS)))
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/workbook.bin"] = parts["xl/workbook.bin"].replace("rId1".encode("utf-16-le"), "rId9".encode("utf-16-le"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert load(tmp_path, "b.xlsb", packed.getvalue()).files[0].refused_because == "damaged_workbook"


def xlsx(folder: Path) -> dict[str, bytes]:
    """The parts of a workbook of the grants, texts shared."""
    with xlsxwriter.Workbook(folder / "plain.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row[:4])
            if at:
                sheet.write_number(at, 4, 45_351 + at, day)
            else:
                sheet.write_string(at, 4, str(row[4]))
    with zipfile.ZipFile(folder / "plain.xlsx") as package:
        return {name: package.read(name) for name in package.namelist()}


Change = Callable[[str, bytes], tuple[str, bytes]]


def strict(name: str, part: bytes) -> tuple[str, bytes]:
    part = part.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    return name, part.replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


def prefixed(name: str, part: bytes) -> tuple[str, bytes]:
    if not name.startswith("xl/worksheets/sheet"):
        return name, part
    part = part.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")
    return name, part.replace(b' xmlns="', b' xmlns:x="')


def without_numbers(name: str, part: bytes) -> tuple[str, bytes]:
    if name.startswith("xl/worksheets/sheet"):
        for row in range(1, 7):
            part = part.replace(b'<row r="%d"' % row, b"<row")
            for letter in b"ABCDE":
                part = part.replace(b' r="%c%d"' % (letter, row), b"")
        part = part.replace(b'<dimension ref="A1:E6"/>', b'<dimension ref="A1"/>')
    return name, part


@pytest.mark.parametrize(
    "change",
    [
        lambda name, part: (name, part.replace(b"<fills", b"<fills x='1'").replace(b"<fill>", b"<fill/><fill>")),
        lambda name, part: (name.replace("/", "\\"), part),
        lambda name, part: (name.replace("xl/", "XL/").replace("sharedStrings", "SharedStrings"), part),
        strict,
        prefixed,
        without_numbers,
    ],
    ids=["empty fill", "backslashes", "other case", "strict", "prefixed", "no numbers"],
)
def test_a_workbook_by_another_writer_is_read(tmp_path: Path, change: Change) -> None:
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in xlsx(tmp_path).items():
            info = zipfile.ZipInfo("x")
            info.filename, changed = change(name, part)
            package.writestr(info, changed)
    report = import_exports(tmp_path / "store", [tmp_path / "b.xlsx"], as_of=LATEST, now=NOW)
    assert report.outcome == "accepted", report.files
    assert stored(tmp_path) == EXPECTED


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    swelling = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as package:
        for name, part in xlsx(tmp_path).items():
            package.writestr(name, part.replace(b"?>", b"?>" + swelling, 1) if name.endswith("sheet1.xml") else part)
    report = import_exports(tmp_path / "store", [tmp_path / "b.xlsx"], as_of=LATEST, now=NOW)
    assert report.files[0].refused_because == "damaged_workbook"
