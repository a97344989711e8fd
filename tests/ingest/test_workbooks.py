"""What a cell of a workbook says, and which sheets and rows are seen."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from analytics.ingest.files.grids import Grid
from analytics.ingest.files.workbooks import opened_sheets
from analytics.ingest.report import RefusalError

Write = Callable[[Worksheet], object]


def workbook_of(path: Path, write: Write, **options: object) -> Path:
    """A workbook whose one sheet holds what `write` writes."""
    with xlsxwriter.Workbook(path, options) as workbook:
        write(workbook.add_worksheet())
    return path


def read(path: Path) -> dict[str, list[list[str | None]]]:
    """The sheets of cells by name: their rows from the first to the last that holds anything."""
    with opened_sheets(path, "xlsx") as grids:
        return {grid.name: rows_of(grid) for grid in grids}


def rows_of(grid: Grid) -> list[list[str | None]]:
    rows = dict(grid.rows())
    return [list(rows.get(row, [])) for row in range(1, max(rows, default=0) + 1)]


def spoil(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one part of it changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, change(content) if name == part else content)
    return path


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda sheet: sheet.write_number(0, 0, 20_000_000), "20000000"),
        (lambda sheet: sheet.write_number(0, 0, 2e7), "20000000"),
        (lambda sheet: sheet.write_number(0, 0, 1.5), "1.5"),
        (lambda sheet: sheet.write_number(0, 0, -3), "-3"),
        (lambda sheet: sheet.write_number(0, 0, 45_000), "45000"),
        (lambda sheet: sheet.write_string(0, 0, "007"), "007"),
        (lambda sheet: sheet.write_string(0, 0, "<b> é"), "<b> é"),
        (lambda sheet: sheet.write_boolean(0, 0, True), "true"),
        (lambda sheet: sheet.write_boolean(0, 0, False), "false"),
        (lambda sheet: sheet.write_formula(0, 0, "=1+1", None, 2), "2"),
        (lambda sheet: sheet.write_formula(0, 0, "=NA()", None, "#N/A"), "#N/A"),
        (lambda sheet: sheet.write_formula(0, 0, "=A9", None, "#REF!"), "#REF!"),
    ],
)
def test_a_cell_says_what_a_spreadsheet_shows(write: Write, said: str, tmp_path: Path) -> None:
    assert read(workbook_of(tmp_path / "b.xlsx", write)) == {"Sheet1": [[said]]}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("dd/mm/yyyy", "2023-03-15"),
        ("[$-421]dd mmmm yyyy;@", "2023-03-15"),
        ("mmm-yy", "2023-03-15"),
        ('#,##0 "hari"', "45000"),
        ("[Red]#,##0;[Blue]-#,##0", "45000"),
        ("0.00E+00", "45000"),
    ],
)
def test_a_number_is_a_day_where_its_format_shows_one(code: str, said: str, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as workbook:
        workbook.add_worksheet().write(0, 0, 45_000, workbook.add_format({"num_format": code}))
    assert read(tmp_path / "b.xlsx") == {"Sheet1": [[said]]}


@pytest.mark.parametrize("date_1904", [False, True])
def test_days_are_the_same_whatever_day_they_are_counted_from(date_1904: bool, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx", {"date_1904": date_1904}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        workbook.add_worksheet().write_datetime(0, 0, datetime(2024, 2, 29, 10), day)
    assert read(tmp_path / "b.xlsx") == {"Sheet1": [["2024-02-29"]]}


def test_cells_stand_where_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    workbook = workbook_of(tmp_path / "b.xlsx", lambda sheet: sheet.write(2, 1, "x"))
    assert [len(record) for record in read(workbook)["Sheet1"]] == [0, 0, 2]
    assert read(workbook)["Sheet1"][2] == [None, "x"]


def test_what_a_sheet_says_of_its_size_is_not_asked(tmp_path: Path) -> None:
    workbook = workbook_of(tmp_path / "b.xlsx", lambda sheet: sheet.write_row(0, 0, ["x", "y"]))
    spoil(workbook, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:B1"', b'ref="A1"'))
    assert read(workbook)["Sheet1"] == [["x", "y"]]


def test_every_column_is_read_to_the_last_that_a_sheet_can_have(tmp_path: Path) -> None:
    def far_apart(sheet: Worksheet) -> None:
        sheet.write(0, 0, "x")
        sheet.write(0, 16_383, "y")

    (record,) = read(workbook_of(tmp_path / "b.xlsx", far_apart))["Sheet1"]
    assert (record[0], record[16_383], len(record)) == ("x", "y", 16_384)


def test_every_sheet_of_cells_is_seen_and_hidden_ones_are_known(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as workbook:
        shown, hidden, very_hidden = (workbook.add_worksheet(name) for name in ("shown", "hidden", "very hidden"))
        hidden.hide()
        very_hidden.very_hidden()
        add_chart_sheet(workbook)
        shown.write(0, 0, 1)
        workbook.add_worksheet("empty")
    assert read(tmp_path / "b.xlsx") == {"shown": [["1"]], "hidden": [], "very hidden": [], "empty": []}
    with opened_sheets(tmp_path / "b.xlsx", "xlsx") as grids:
        assert [grid.is_hidden for grid in grids] == [False, True, True, False]


def add_chart_sheet(workbook: Workbook) -> None:
    chart = workbook.add_chart({"type": "line"})
    chart.add_series({"values": "=shown!$A$1:$A$2"})
    workbook.add_chartsheet("chart").set_chart(chart)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda xml: xml[:-20]),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="1"', b'r="x"')),
        ("xl/sharedStrings.xml", lambda xml: b"\x01"),
        ("xl/sharedStrings.xml", lambda xml: xml.replace(b"<si>", b"<si><t>&undefined;</t></si><si>")),
        ("xl/styles.xml", lambda xml: xml.replace(b'numFmtId="0"', b'numFmtId="x"')),
        ("xl/workbook.xml", lambda xml: xml[:-5]),
    ],
)
def test_a_damaged_part_is_a_refusal(part: str, change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    workbook = workbook_of(tmp_path / "b.xlsx", lambda sheet: sheet.write(0, 0, "x"))
    with pytest.raises(RefusalError, match="damaged_workbook"):
        read(spoil(workbook, part, change))
