"""XLSX by its XML: what a spreadsheet shows, whatever wrote it. Styles matter only where they show a number otherwise.

Read as ECMA-376 describes it, transitional and strict, with what Excel forgives: backslashes in the package's paths, no
numbers of rows and cells, a wrong dimension. Sheets are streams: no more than a row is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import IO, NoReturn
from xml.etree import ElementTree

from analytics.ingest.cells.values import UNCALCULATED
from analytics.ingest.files.grids import MAX_COLUMNS, MAX_ROWS, Grid, Merged, Rows
from analytics.ingest.files.number_formats import (
    DAY_ZERO,
    DAY_ZERO_1904,
    PLAIN,
    NumberFormat,
    built_in,
    number_format,
)
from analytics.ingest.files.packages import Package, opened
from analytics.ingest.files.xml_parts import FAULTS, PIECE_BYTES, elements, local, named, parsed
from analytics.ingest.report import RefusalError

DAMAGED = "damaged_workbook"
MERGED_BYTES = 200
MAX_WHOLE_LENGTH = 15

_ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["\']([A-Za-z0-9$:]+)["\']')


@dataclass
class Workbook:
    """What all sheets share: texts, formats of numbers by style, and the day from which days are counted."""

    package: Package
    texts: list[str] = field(default_factory=list)
    formats: list[NumberFormat] = field(default_factory=list)
    day_zero: date = DAY_ZERO


@contextmanager
def opened_sheets(path: Path) -> Iterator[list[Grid]]:
    """The sheets of cells of an XLSX workbook, hidden ones too, in order.

    Raises RefusalError: `bomb`, `has_password`, `damaged_workbook`; so does reading a sheet.
    """
    with opened(path, DAMAGED) as package:
        try:
            yield _sheets(package)
        except FAULTS as error:
            _refuse(error)


def _refuse(error: Exception) -> NoReturn:
    raise RefusalError(DAMAGED) from error


def _sheets(package: Package) -> list[Grid]:
    main = next((target for kind, target in _targets(package, "").values() if kind == "officeDocument"), "")
    main = main if package.has(main) else "xl/workbook.xml"
    targets = _targets(package, main)
    root = _root(package, main)
    workbook = Workbook(package)
    if any(_flag(one.get("date1904")) for one in named(root, "workbookPr")):
        workbook.day_zero = DAY_ZERO_1904
    for kind, target in targets.values():
        if kind == "sharedStrings" and package.has(target):
            workbook.texts = _texts(package, target)
        elif kind == "styles" and package.has(target):
            workbook.formats = _formats(_root(package, target))
    grids = []
    for one in named(root, "sheet"):
        identifier = next((value for name, value in one.attrib.items() if name.endswith("}id")), "")
        kind, target = targets.get(identifier, ("", ""))
        if kind == "worksheet":
            grids.append(_grid(workbook, one.get("name", ""), target, one.get("state", "visible") != "visible"))
    return grids


def _grid(workbook: Workbook, name: str, part: str, is_hidden: bool) -> Grid:
    grid = Grid(name, lambda: _rows(workbook, grid, part), is_hidden, workbook.day_zero == DAY_ZERO_1904)
    with workbook.package.open(part) as stream:
        grid.merged = sorted(_merged(stream))
    return grid


def _targets(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: by identifier, the last word of its kind and the part that is meant."""
    rels = join(dirname(part), "_rels", f"{part.rsplit('/', 1)[-1]}.rels")
    if not package.has(rels):
        return {}
    found = {}
    for one in named(_root(package, rels), "Relationship"):
        target = one.get("Target", "").replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        found[one.get("Id", "")] = (one.get("Type", "").rsplit("/", 1)[-1], whole)
    return found


def _root(package: Package, part: str) -> ElementTree.Element:
    return parsed(package.read(part))


def _flag(value: str | None) -> bool:
    return (value or "").lower() in ("1", "true", "on")


def _texts(package: Package, part: str) -> list[str]:
    with package.open(part) as stream:
        return [_text_of(one) for one in elements(stream, "si")]


def _text_of(element: ElementTree.Element) -> str:
    """The text of a string, its runs together, without the phonetic ones."""
    text = ""
    for child in element:
        name = local(child.tag)
        if name == "t":
            text += child.text or ""
        elif name == "r":
            text += "".join(part.text or "" for part in child if local(part.tag) == "t")
    return _unescaped(text)


def _unescaped(text: str) -> str:
    """The text with characters that XML cannot hold in their places; halves of a pair stand for none."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _formats(styles: ElementTree.Element) -> list[NumberFormat]:
    codes = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in named(styles, "numFmt")}
    numbers = [int(one.get("numFmtId") or 0) for cells in named(styles, "cellXfs") for one in cells]
    return [number_format(codes[number]) if number in codes else built_in(number) for number in numbers]


def _merged(stream: IO[bytes]) -> Iterator[Merged]:
    """The merged ranges, which a sheet names after its rows: looked for in its bytes, not by reading it twice."""
    last = b""
    while piece := stream.read(PIECE_BYTES):
        text = last + piece
        end = 0
        for found in _MERGED.finditer(text):
            end = found.end()
            first, colon, until = found[1].decode().partition(":")
            if colon:
                (row, column), (last_row, last_column) = _address(first), _address(until)
                yield Merged(row, column, last_row, last_column)
        last = text[max(end, len(text) - MERGED_BYTES) :]


def _address(reference: str) -> tuple[int, int]:
    """Row and column (from 0) of an address such as `B7`."""
    found = _ADDRESS.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    return int(found[2]), _column(found[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _rows(workbook: Workbook, grid: Grid, part: str) -> Rows:
    try:
        yield from _filled_rows(workbook, grid, part)
    except FAULTS as error:
        _refuse(error)


def _filled_rows(workbook: Workbook, grid: Grid, part: str) -> Rows:
    columns: dict[str, int] = {}
    row = 0
    grid.hidden_rows.clear()
    with workbook.package.open(part) as stream:
        for element in elements(stream, "row"):
            row = int(element.get("r") or row + 1)
            if not 0 < row <= MAX_ROWS:
                raise ValueError(row)
            cells = _cells(workbook, element, columns)
            if cells:
                if _flag(element.get("hidden")):
                    grid.hidden_rows.add(row)
                yield row, cells


def _cells(workbook: Workbook, row: ElementTree.Element, columns: dict[str, int]) -> list[str | None]:
    """The cells of a row, to the last that holds anything. `columns` remembers letters met before."""
    cells: list[str | None] = []
    column = -1
    for cell in row:
        attributes = cell.attrib
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            at = columns.get(letters)
            column = columns.setdefault(letters, _address(reference)[1]) if at is None else at
        else:
            column += 1
        text = _cell_text(workbook, cell, attributes.get("t", "n"), attributes.get("s"))
        if text:
            if column >= MAX_COLUMNS:
                raise ValueError(column)
            if column == len(cells):
                cells.append(text)
            else:
                cells += [None] * (column + 1 - len(cells))
                cells[column] = text
    return cells


def _cell_text(workbook: Workbook, cell: ElementTree.Element, kind: str, style: str | None) -> str | None:
    """What a cell says: its text, its number as it is shown, a day in ISO."""
    value, is_formula = None, False
    for child in cell:
        if child.tag.endswith("v"):
            value = child.text
        elif child.tag.endswith("f"):
            is_formula = True
        elif kind == "inlineStr" and local(child.tag) == "is":
            return _text_of(child)
    if not value:
        return UNCALCULATED if is_formula and kind != "str" else None
    if kind == "s":
        text = workbook.texts[int(value)]
    elif kind == "n":
        text = _number(workbook, value, style)
    elif kind == "b":
        text = "true" if _flag(value.strip()) else "false"
    elif kind == "d":
        text = value.strip().split("T", 1)[0]
    else:
        text = _unescaped(value)
    return text


def _number(workbook: Workbook, value: str, style: str | None) -> str:
    shown = workbook.formats[int(style)] if style and workbook.formats else PLAIN
    if shown is PLAIN and value.isdecimal() and len(value) < MAX_WHOLE_LENGTH and value[0] != "0":
        return value
    return shown.text(float(value), workbook.day_zero)
