"""XLSX: every visible sheet of cells. The sheets are read as streams, within limits.

No library that reads workbooks does both: openpyxl takes twice as long, and python-calamine 0.9.1 loads a sheet
whole, takes the process down for two cells that lie far apart (calamine's issue 693), and leaves nothing of #REF!.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from xml.parsers.expat import ExpatError

from analytics.ingest.headings import ROWS_SEARCHED, Record
from analytics.ingest.report import RefusalError
from analytics.ingest.worksheets import Attributes, Styles, parsed, parser_of, rows, unescaped

MOST_BYTES_UNPACKED = 400_000_000
MOST_TIMES_PACKED = 150
SMALL_BYTES = 20_000_000
DAY_FORMATS = {*range(14, 23), 45, 47}
LENGTH_FORMATS = {46}
"""Formats of days, times and lengths of time that a file need not spell out (ECMA-376, part 1, 18.8.30)."""

_SPELLED_OUT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, ExpatError, ValueError, LookupError, OverflowError, EOFError, OSError, RuntimeError,
)  # fmt: skip
"""RuntimeError: what zipfile says of a part with a password, or packed in a way that it does not know."""


@dataclass(frozen=True)
class Sheet:
    """A visible sheet of cells: its title, and the name of its part in the package."""

    title: str
    part: str


@dataclass
class Workbook:
    """An open workbook, to be closed."""

    package: zipfile.ZipFile
    sheets: list[Sheet] = field(default_factory=list)
    strings: Sequence[str] = ()
    styles: Styles = field(default_factory=Styles)

    def close(self) -> None:
        """Closes the file."""
        self.package.close()


def open_workbook(path: Path) -> Workbook:
    """The workbook, values and not formulas. Raises RefusalError: `bomb`, `damaged_workbook`."""
    with _damage_refused():
        package = zipfile.ZipFile(path)
        try:
            unpacked = sum(entry.file_size for entry in package.infolist())
            if unpacked > max(SMALL_BYTES, min(MOST_BYTES_UNPACKED, MOST_TIMES_PACKED * path.stat().st_size)):
                raise RefusalError("bomb")
            return _described(package)
        except BaseException:
            package.close()
            raise


def head(workbook: Workbook, sheet: Sheet) -> list[Record]:
    """The first records, where a heading is looked for."""
    return list(islice(records(workbook, sheet), ROWS_SEARCHED))


def records(workbook: Workbook, sheet: Sheet) -> Iterator[Record]:
    """All rows as text, to the last that holds anything. Raises RefusalError(`damaged_workbook`)."""
    with _damage_refused(), workbook.package.open(sheet.part) as stream:
        width = last = 0
        for number, cells in rows(stream, workbook.strings, workbook.styles):
            for _ in range(number - last - 1):
                yield [None] * width
            last, width = number, max(width, len(cells))
            yield cells + [None] * (width - len(cells))


@contextmanager
def _damage_refused() -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise RefusalError("damaged_workbook") from error


def _described(package: zipfile.ZipFile) -> Workbook:
    """The workbook with its visible sheets, in order, and what their cells refer to."""
    parts, kinds = {}, {}
    for name, attributes in _elements(package, "xl/_rels/workbook.xml.rels"):
        if name == "Relationship":
            parts[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            kinds[attributes["Id"]] = posixpath.basename(attributes["Type"])
    workbook = Workbook(package)
    counted_from = Styles.counted_from
    for name, attributes in _elements(package, "xl/workbook.xml"):
        if name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            counted_from = datetime(1904, 1, 1)
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            if kinds[relation] == "worksheet":
                workbook.sheets.append(Sheet(attributes["name"], parts[relation]))
    for relation, kind in kinds.items():
        if kind == "sharedStrings":
            workbook.strings = _strings(package, parts[relation])
        if kind == "styles":
            workbook.styles = _styles(package, parts[relation], counted_from)
    return workbook


def _elements(package: zipfile.ZipFile, part: str) -> list[tuple[str, Attributes]]:
    """The elements of a small part in order: names without prefix, attributes."""
    found: list[tuple[str, Attributes]] = []
    parser = parser_of(lambda name, attributes: found.append((name.rpartition(":")[2], attributes)))
    with package.open(part) as stream:
        for _ in parsed(parser, stream):
            continue
    return found


def _strings(package: zipfile.ZipFile, part: str) -> list[str]:
    """The texts that cells share: of each its runs, without how they are pronounced."""
    found: list[str] = []
    heard: list[str] = []
    silent: list[str] = []

    def start(name: str, _attributes: Attributes) -> None:
        if name.endswith("rPh"):
            silent.append(name)
        elif name.rpartition(":")[2] == "t" and not silent:
            parser.CharacterDataHandler = heard.append

    def end(name: str) -> None:
        parser.CharacterDataHandler = None
        if name.endswith("rPh"):
            silent.clear()
        elif name.rpartition(":")[2] == "si":
            found.append(unescaped("".join(heard)))
            heard.clear()

    parser = parser_of(start, end)
    with package.open(part) as stream:
        for _ in parsed(parser, stream):
            continue
    return found


def _styles(package: zipfile.ZipFile, part: str, counted_from: datetime) -> Styles:
    """Which styles of cells, by their position, show days."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    within = ""
    for name, attributes in _elements(package, part):
        if name in {"numFmts", "cellStyleXfs", "cellXfs", "dxfs"}:
            within = name
        elif (within, name) == ("numFmts", "numFmt"):
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif (within, name) == ("cellXfs", "xf"):
            formats.append(int(attributes.get("numFmtId", 0)))
    kinds = {number: _kind_of_format(code) for number, code in codes.items()}
    kinds |= dict.fromkeys(DAY_FORMATS - codes.keys(), "day") | dict.fromkeys(LENGTH_FORMATS - codes.keys(), "length")
    shown = [(str(style), kinds.get(number, "")) for style, number in enumerate(formats)]
    return Styles(
        frozenset(style for style, kind in shown if kind == "day"),
        frozenset(style for style, kind in shown if kind == "length"),
        counted_from,
    )


def _kind_of_format(code: str) -> str:
    """`day`, `length` (of time) or nothing, by the first of the formats that a code gives for signs of a number."""
    plain = _SPELLED_OUT.sub("", code.partition(";")[0]).casefold()
    if re.search(r"\[[hms]", plain):
        return "length"
    return "day" if re.search("[dmyhs]", plain) else ""
