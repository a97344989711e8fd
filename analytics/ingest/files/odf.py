"""ODS and flat ODS by their XML (OpenDocument 1.3, part 3): what a spreadsheet shows, what is repeated as it is.

Read without a library, since a repetition of two numbers can stand for a thousand million cells: they are counted here
before they are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from analytics.ingest.files.grids import MAX_COLUMNS, MAX_ROWS, Grid, Merged, Rows, number_text
from analytics.ingest.files.packages import Package, opened
from analytics.ingest.files.xml_parts import FAULTS, PIECE_BYTES, declares_nothing, local
from analytics.ingest.report import RefusalError

DAMAGED = "damaged_workbook"
MAX_CELLS = 50_000_000
CONTENT = "content.xml"

_SHOWN_OTHERWISE = re.compile(r"\D*0\d+\D*|.*\b(?:jt|juta|rb|ribu|miliar|milyar)\b.*", re.IGNORECASE | re.DOTALL)
_ROWS_REPEATED, _COLUMNS_REPEATED = "number-rows-repeated", "number-columns-repeated"
_CELL_TAGS = ("table-cell", "covered-table-cell")


@contextmanager
def opened_sheets(path: Path) -> Iterator[list[Grid]]:
    """The sheets of an ODS workbook, hidden ones too, in order.

    Raises RefusalError: `bomb`, `has_password`, `damaged_workbook`; so does reading a sheet.
    """
    with opened(path, DAMAGED) as package:
        if _is_encrypted(package):
            raise RefusalError("has_password")
        yield _sheets(lambda: package.open(CONTENT))


def _is_encrypted(package: Package) -> bool:
    manifest = "META-INF/manifest.xml"
    try:
        return package.has(manifest) and b"encryption-data" in package.read(manifest)
    except FAULTS as error:
        raise RefusalError(DAMAGED) from error


@contextmanager
def opened_flat_sheets(path: Path) -> Iterator[list[Grid]]:
    """The same of a flat ODS file, which is one XML text. Raises RefusalError as `opened_sheets`."""
    yield _sheets(lambda: path.open("rb"))


def _sheets(open_content: Callable[[], IO[bytes]]) -> list[Grid]:
    try:
        return [_grid(open_content, *one) for one in enumerate(_tables(open_content))]
    except FAULTS as error:
        raise RefusalError(DAMAGED) from error


def _grid(open_content: Callable[[], IO[bytes]], at: int, table: tuple[str, bool]) -> Grid:
    name, is_hidden = table
    grid = Grid(name, lambda: _rows(open_content, grid, at), is_hidden)
    return grid


def _tables(open_content: Callable[[], IO[bytes]]) -> list[tuple[str, bool]]:
    """Names of the sheets, and whether each is hidden: by its style, which stands before it."""
    hidden: set[str] = set()
    found = []
    style = ""
    for event, element, inside in _events(open_content):
        name = local(element.tag)
        if event == "start" and name == "style":
            style = _value(element, "name") or ""
        elif event == "start" and name == "table-properties" and _value(element, "display") == "false":
            hidden.add(style)
        elif event == "start" and name == "table" and inside == 0:
            found.append((_value(element, "name") or "", (_value(element, "style-name") or "") in hidden))
        elif event == "end" and name == "table-row":
            element.clear()
    return found


def _events(open_content: Callable[[], IO[bytes]]) -> Iterator[tuple[str, ElementTree.Element, int]]:
    """The starts and ends of elements, and in how many tables they stand: a table may stand in a cell."""
    depth = 0
    with open_content() as stream:
        parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(("start", "end"))
        piece = declares_nothing(stream.read(PIECE_BYTES))
        while piece:
            parser.feed(piece)
            events: Iterator[tuple[str, ElementTree.Element]] = parser.read_events()  # type: ignore[assignment]
            for event, element in events:
                is_table = local(element.tag) == "table"
                depth -= is_table and event == "end"
                yield event, element, depth
                depth += is_table and event == "start"
            piece = stream.read(PIECE_BYTES)
        parser.close()


def _rows(open_content: Callable[[], IO[bytes]], grid: Grid, wanted: int) -> Rows:
    try:
        yield from _filled_rows(open_content, grid, wanted)
    except FAULTS as error:
        raise RefusalError(DAMAGED) from error


def _filled_rows(open_content: Callable[[], IO[bytes]], grid: Grid, wanted: int) -> Rows:
    grid.hidden_rows.clear()
    grid.merged.clear()
    row = made = 0
    table = -1
    for event, element, depth in _events(open_content):
        name = local(element.tag)
        if event == "start" and name == "table" and depth == 0:
            table += 1
        if event == "start" or depth != 1 or name != "table-row":
            continue
        if table == wanted:
            times = _times(element, _ROWS_REPEATED)
            cells = _cells(element, row + 1, grid.merged)
            if cells:
                made += times * len(cells)
                if made > MAX_CELLS or row + times > MAX_ROWS:
                    raise RefusalError("bomb")
                for at in range(row + 1, row + times + 1):
                    if _value(element, "visibility") in ("collapse", "filter"):
                        grid.hidden_rows.add(at)
                    yield at, cells
            row += times
        elif table > wanted:
            return
        element.clear()


def _cells(element: ElementTree.Element, row: int, merged: list[Merged]) -> list[str | None]:
    """The cells of a row, to the last that holds anything; what is merged is added to `merged`."""
    cells: list[str | None] = []
    column = 0
    for cell in element:
        if local(cell.tag) not in _CELL_TAGS:
            continue
        times = _times(cell, _COLUMNS_REPEATED)
        text = _cell_text(cell) if len(cell) else None
        if text:
            if column + times > MAX_COLUMNS:
                raise RefusalError("bomb")
            cells += [None] * (column - len(cells)) + [text] * times
        down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            merged.append(Merged(row, column, row + down - 1, column + across - 1))
        column += times
    return cells


def _cell_text(cell: ElementTree.Element) -> str | None:
    """What a cell says: its value, but as it is shown where that has leading zeros or a unit that the value lacks."""
    kind = _value(cell, "value-type")
    shown = "\n".join(_paragraph(one) for one in cell if local(one.tag) == "p")
    if kind in ("float", "currency"):
        return shown if _SHOWN_OTHERWISE.fullmatch(shown) else number_text(float(_value(cell, "value") or ""))
    if kind == "percentage":
        return number_text(float(_value(cell, "value") or ""))
    if kind == "date":
        return (_value(cell, "date-value") or shown).split("T", 1)[0]
    if kind == "boolean":
        return _value(cell, "boolean-value")
    return shown or _value(cell, "string-value")


def _paragraph(element: ElementTree.Element) -> str:
    text = element.text or ""
    for child in element:
        name = local(child.tag)
        if name == "s":
            text += " " * _times(child, "c")
        elif name in ("tab", "line-break"):
            text += " "
        elif name != "annotation":
            text += _paragraph(child)
        text += child.tail or ""
    return text


def _value(element: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def _times(element: ElementTree.Element, name: str) -> int:
    return max(1, int(_value(element, name) or 1))
