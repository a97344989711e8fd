"""XLSX: every sheet that has a known heading, cells as text. The sheets are read as streams, within limits."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from analytics.ingest.files.headings import ROWS_SEARCHED, Record
from analytics.ingest.report import RefusalError

MOST_COLUMNS = 200
MOST_BYTES_UNPACKED = 400_000_000
MOST_TIMES_PACKED = 150
SMALL_BYTES = 20_000_000
MOST_ROWS = 1_048_576


def open_workbook(path: Path) -> Any:
    """The workbook, values and not formulas. Raises RefusalError: `bomb`, `damaged_workbook`."""
    try:
        with zipfile.ZipFile(path) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > MOST_BYTES_UNPACKED or (
            unpacked > SMALL_BYTES and unpacked > MOST_TIMES_PACKED * path.stat().st_size
        ):
            raise RefusalError("bomb")
        content = BytesIO(path.read_bytes())  # given a path, openpyxl goes by its suffix, whatever it holds
        return openpyxl.load_workbook(content, read_only=True, data_only=True)
    except RefusalError:
        raise
    except Exception as error:  # whatever the library says of a file: it is damaged
        raise RefusalError("damaged_workbook") from error


def sheets(workbook: Any) -> Iterator[tuple[str, Any]]:
    """The visible sheets of cells, in order."""
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            yield sheet.title, sheet


def head(sheet: Any) -> list[Record]:
    """The first records, where a heading is looked for."""
    return list(islice(records(sheet), ROWS_SEARCHED))


def records(sheet: Any) -> Iterator[Record]:
    """All rows as text, of equal width, to the last that holds anything. Raises RefusalError(`damaged_workbook`)."""
    try:
        width = blanks = 0
        # Told of a last column, openpyxl fills every row to it: that took as long as the reading.
        for row in sheet.iter_rows(max_row=MOST_ROWS, values_only=True):
            cells = row[:MOST_COLUMNS]
            if cells.count(None) == len(cells):
                blanks += 1
                continue
            for _ in range(blanks):
                yield [None] * width
            blanks = 0
            record = [_text(cell) for cell in cells]
            while len(record) > width and record[-1] is None:
                record.pop()
            width = max(width, len(record))
            yield record + [None] * (width - len(record))
    except Exception as error:
        raise RefusalError("damaged_workbook") from error


def _text(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    return str(cell)
