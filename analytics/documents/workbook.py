"""A table as a workbook or CSV, headed by what it shows. Cells leave as text where a spreadsheet might run them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter

RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")


def workbook_file(table: pd.DataFrame, lines: Sequence[str]) -> bytes:
    """An XLSX file of one sheet: `lines` above, then the table."""
    return workbook_of_sheets({"1": table}, lines)


def workbook_of_sheets(sheets: Mapping[str, pd.DataFrame], lines: Sequence[str]) -> bytes:
    """An XLSX file, a sheet a table: `lines` above each. Text is written as text, so no cell is a formula."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        bold = workbook.add_format({"bold": True})
        for name, table in sheets.items():
            _write_sheet(workbook.add_worksheet(name), table, lines, bold)
    return stream.getvalue()


def _write_sheet(sheet: Any, table: pd.DataFrame, lines: Sequence[str], bold: Any) -> None:
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
    header = len(lines) + 1
    for column, name in enumerate(table.columns):
        sheet.write_string(header, column, str(name), bold)
        for row, value in enumerate(table[name], start=header + 1):
            _write(sheet, row, column, value)
    sheet.autofit(max_width=400)
    sheet.freeze_panes(header + 1, 0)


def csv_file(table: pd.DataFrame, lines: Sequence[str]) -> bytes:
    """CSV with a byte order mark for Excel: `lines`, an empty line, the table; formula-like cells get an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows([line] for line in lines)
    writer.writerow([])
    writer.writerow([str(name) for name in table.columns])
    for row in table.itertuples(index=False):
        writer.writerow([_harmless(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def _write(sheet: Any, row: int, column: int, value: object) -> None:
    if pd.isna(value):  # type: ignore[call-overload]
        return
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def _harmless(value: object) -> object:
    if isinstance(value, str) and value.startswith(RUNS_IN_A_SPREADSHEET):
        return "'" + value
    return value
