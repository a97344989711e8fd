"""XLS and XLSB, which python-calamine reads. It makes room for every cell between the first and the last, and ends the
process where there is none: where XLSB cells lie is therefore looked at before. The sandbox is beneath all the same.

Number formats are not told, so what is a number there may be shown with leading zeros: see `Grid.numbers_are_bare`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import IO

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from analytics.ingest.files.grids import Grid, Merged, Rows, day_text, number_text
from analytics.ingest.files.packages import opened
from analytics.ingest.report import RefusalError

DAMAGED = "damaged_workbook"
PANIC = "PanicException"
MAX_CELLS_BETWEEN = 20_000_000
"""Between the first and the last cell: some 24 bytes each, filled or not."""
_ROW, _LAST_CELL = 0, 11
"""Numbers of the records that begin a row, and of the last kind of cell (MS-XLSB 2.3)."""


@contextmanager
def opened_sheets(path: Path) -> Iterator[list[Grid]]:
    """The sheets of cells of an XLS or XLSB workbook, hidden ones too, in order.

    Raises RefusalError: `bomb`, `has_password`, `damaged_workbook`, `cells_far_apart`.
    """
    with _refusing():
        workbook = CalamineWorkbook.from_path(path)
    try:
        yield [
            _grid(workbook, sheet.name, sheet.visible != SheetVisibleEnum.Visible) for sheet in workbook.sheets_metadata
        ]
    finally:
        workbook.close()


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever the library says of a file is a refusal. A panic of its is raised too, but is no Exception."""
    try:
        yield
    except RefusalError:
        raise
    except PasswordError as error:
        raise RefusalError("has_password") from error
    except Exception as error:
        raise RefusalError(DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise RefusalError(DAMAGED) from error


def look_over(path: Path) -> None:
    """Raises RefusalError(`cells_far_apart`) where the cells of an XLSB sheet span more than memory can hold."""
    with opened(path, DAMAGED) as package:
        for name in package.names:
            if name.casefold().startswith("xl/worksheets/") and name.casefold().endswith(".bin"):
                with _refusing(), package.open(name) as stream:
                    _check_span(stream)


def _check_span(stream: IO[bytes]) -> None:
    row, columns = 0, [0, 0]
    first = last = -1
    for kind, content in _records(stream):
        if kind == _ROW and len(content) >= 4:
            row = int.from_bytes(content[:4], "little")
        elif 0 < kind <= _LAST_CELL and len(content) >= 4:
            column = int.from_bytes(content[:4], "little")
            first = row if first < 0 else min(first, row)
            last = max(last, row)
            columns = [min(columns[0], column), max(columns[1], column)]
    if (last - first + 1) * (columns[1] - columns[0] + 1) > MAX_CELLS_BETWEEN:
        raise RefusalError("cells_far_apart")


def _records(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Records of a binary part: number and length in groups of seven bits, then the content (MS-XLSB 2.1.4)."""
    while (kind := _number(stream, 2)) is not None and (length := _number(stream, 4)) is not None:
        yield kind, stream.read(length)


def _number(stream: IO[bytes], most: int) -> int | None:
    value = 0
    for at in range(most):
        byte = stream.read(1)
        if not byte:
            return None
        value |= (byte[0] & 0x7F) << (7 * at)
        if byte[0] < 0x80:
            break
    return value


def _grid(workbook: CalamineWorkbook, name: str, is_hidden: bool) -> Grid:
    grid = Grid(name, lambda: _rows(workbook, grid, name), is_hidden, numbers_are_bare=True)
    return grid


def _rows(workbook: CalamineWorkbook, grid: Grid, name: str) -> Rows:
    with _refusing():
        sheet = workbook.get_sheet_by_name(name)
        grid.merged[:] = sorted(
            Merged(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in sheet.merged_cell_ranges or ()
        )
        first_row, first_column = sheet.start or (0, 0)
        rows = sheet.to_python(skip_empty_area=True)
    before: list[str | None] = [None] * first_column
    for at, row in enumerate(rows, start=first_row + 1):
        cells = [_said(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield at, before + cells


def _said(cell: object) -> str | None:
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return number_text(float(cell))
    if isinstance(cell, date):  # and datetime, which is one
        return day_text(cell)
    return str(cell) if isinstance(cell, time | timedelta) else None
