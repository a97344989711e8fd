"""CSV as it comes: any delimiter, UTF-8, UTF-16 or cp1252, quotes, titles above the heading, ragged rows.

A file with one record a line and plain quotes is read by DuckDB, types never sniffed. Any other, and any that
DuckDB refuses, is read record by record. Both come to the same values.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice
from pathlib import Path

import duckdb

from analytics.ingest.files.headings import FIRST_NUMBERS, ROWS_SEARCHED, Heading, Record, count_known
from analytics.ingest.files.records import TAG, FindHeading, Walk, digits_expected_at, take_in_rows
from analytics.ingest.files.text_tables import Note, PlainRecords, TextTable, set_aside_above, take_in_plain
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words

DELIMITERS = (",", ";", "\t", "|", "^", "~", ":")
HEAD_BYTES = 1 << 18
PIECE_BYTES = 1 << 20
LARGEST_CELL = 16_000_000

_ALL_BUT_QUOTES_AND_NEWLINES = bytes(set(range(256)) - set(b'"\n'))
_SPACE_BESIDE_QUOTE = re.compile(rb'(?:^|[,;\t|^~:\n]) +"|" +(?:[,;\t|^~:\r\n]|$)')


@dataclass(frozen=True)
class Surface:
    """What one pass over the bytes tells: `lines` is the independent count of the records of a plain file."""

    lines: int
    is_plain: bool
    newline: str


@dataclass(frozen=True)
class CsvFile:
    """A CSV file of which the encoding, the delimiter and the first records are known.

    `is_escaped`: a quote within a cell is written \\" (as PHP does), not twice.
    """

    path: Path
    encoding: str
    delimiter: str
    head: list[Record]
    is_escaped: bool = False

    def rows(self) -> Iterator[tuple[int, Record]]:
        """All records with their numbers. Raises RefusalError: `unclosed_quote`, `cell_too_large`,
        `unknown_encoding`."""
        return enumerate(_records(self, width=0, first=0), start=1)


def open_csv(path: Path, words: Words) -> CsvFile:
    """How a file is written. Raises RefusalError(`empty_file`)."""
    encoding = _encoding(path)
    delimiter, head = _delimiter(path, encoding, words)
    if not any(any((cell or "").strip() for cell in record) for record in head):
        raise RefusalError("empty_file")
    return CsvFile(path, encoding, delimiter, head)


def csv_table(file: CsvFile, table: TextTable, find: FindHeading, *, in_one_sweep: bool = True) -> None:
    """Says of a table with a heading how it is read, `in_one_sweep` where its bytes allow that; `find` knows a heading
    further down.

    Its reading raises RefusalError: `unclosed_quote`, `cell_too_large`, `unknown_encoding`.
    """
    if file.encoding == "cp1252":
        table.notes.append(Note("read_as_cp1252"))
    surface = look_over(file.path) if in_one_sweep else None
    if surface and surface.is_plain and file.encoding in ("utf-8", "utf-8-sig"):
        table.plain = _plain_records(file, table.heading, surface)
        _expect_plain(file, table, table.plain)
    table.take_in = lambda connection, one: _take_in(connection, one, file, find)


def _expect_plain(file: CsvFile, table: TextTable, records: PlainRecords) -> None:
    table.records = records.count + table.heading.row - 1
    table.row_number = f"rowid + {table.heading.row + 1}"
    set_aside_above(table, file.head)


def _take_in(
    connection: duckdb.DuckDBPyConnection, table: TextTable, file: CsvFile, find: FindHeading
) -> list[TextTable]:
    if table.plain is not None and _took_in_plain(connection, table, table.plain, find):
        return []
    table.plain, table.records, table.row_number = None, 0, "row"
    table.set_aside.clear()
    if _is_escaped(file, len(table.heading.cells)):
        file = replace(file, is_escaped=True)
        table.notes.append(Note("quotes_escaped"))
    records = _records(file, len(table.heading.cells), table.heading.row)
    return take_in_rows(connection, table, enumerate(records, start=1), find, is_sheet=False)


def look_over(path: Path) -> Surface:
    """Counts lines and looks for what only the slower reader can take. Reads pieces of whole lines, once."""
    newlines = returns = 0
    is_plain = True
    last = b"\n"
    with path.open("rb") as file:
        while is_plain and (piece := file.read(PIECE_BYTES)):
            piece += file.readline(LARGEST_CELL)
            newlines += piece.count(b"\n")
            returned = piece.count(b"\r") if b"\r" in piece else 0
            returns += returned
            ends_alike = not returned or piece.count(b"\r\n") == returned
            is_plain = b"\x00" not in piece and ends_alike and _is_quoted_plainly(piece)
            last = piece[-1:]
    return Surface(newlines + (last != b"\n"), is_plain and returns in (0, newlines), "\\r\\n" if returns else "\\n")


def _is_quoted_plainly(lines: bytes) -> bool:
    """Whether every quote closes on its line, and none stands where one reader takes it for a quote and another not."""
    if b'"' not in lines:
        return True
    closed = lines.translate(None, _ALL_BUT_QUOTES_AND_NEWLINES).replace(b'""', b"")
    return b'"' not in closed and not (
        (b' "' in lines or b'" ' in lines) and _SPACE_BESIDE_QUOTE.search(lines) is not None
    )


def _took_in_plain(
    connection: duckdb.DuckDBPyConnection, table: TextTable, records: PlainRecords, find: FindHeading
) -> bool:
    """Whether DuckDB could read the file, found as many records as were counted, and no other heading among them."""
    cells = ", ".join(f"c{at}" for at in range(len(table.heading.cells)))
    odd = ["is_odd", f"starts_with(c0, '{TAG}')", *(f"is_blank(c{at})" for at in table.heading.required)]
    probe = digits_expected_at(table.heading)
    if probe is not None:
        odd.append(f"not regexp_matches(c{probe}, '[0-9]')")
    try:
        take_in_plain(connection, table, records, f"case when {' or '.join(odd)} then [{cells}] end as odd_record")
    except duckdb.Error:
        return False
    if connection.sql(f"select count(*) from {table.name}").fetchall()[0][0] != records.count:
        return False
    return _set_aside_odd(connection, table, find)


def _plain_records(file: CsvFile, heading: Heading, surface: Surface) -> PlainRecords:
    types = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(heading.cells)))
    odd = ["list_contains($first_cells, c0)"]
    odd += [f"not is_blank(c{at})" for at, cell in enumerate(heading.cells) if not cell]
    return PlainRecords(
        f"""(select *, {" or ".join(odd)} as is_odd from read_csv(
            $path, auto_detect = false, header = false, delim = $delimiter, quote = '"', escape = '"',
            new_line = '{surface.newline}', skip = {heading.row}, columns = {{{types}}}, strict_mode = true
        ))""",
        {"path": str(file.path), "delimiter": file.delimiter, "first_cells": [heading.cells[0], *FIRST_NUMBERS]},
        surface.lines - heading.row,
    )


def _set_aside_odd(connection: duckdb.DuckDBPyConnection, table: TextTable, find: FindHeading) -> bool:
    """Sets aside what is no record; False where another table begins, which only the slower reader can take."""
    first = table.heading.row + 1
    odd = connection.sql(f"select rowid, odd_record from {table.name} where odd_record is not null").fetchall()
    walk = Walk(((first + row, record) for row, record in odd), find, is_sheet=False)
    set_aside, notes = len(table.set_aside), list(table.notes)
    records = table.records
    kept = {row for row, _ in walk.records(table)}
    table.records = records
    if walk.next_heading is not None:
        del table.set_aside[set_aside:]
        table.notes = notes
        return False
    connection.execute(f"alter table {table.name} drop column odd_record")
    gone = [row for row, _ in odd if first + row not in kept]
    if gone:
        connection.execute(f"delete from {table.name} where list_contains($rows, rowid)", {"rows": gone})
    return True


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head[1::2].count(0) > len(head) // 4:
            return "utf-16-le"
        if head[::2].count(0) > len(head) // 4:
            return "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(head)
            while chunk := file.read(PIECE_BYTES):
                if not chunk.isascii() or decoder.getstate()[0]:
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _delimiter(path: Path, encoding: str, words: Words) -> tuple[str, list[Record]]:
    """The delimiter by which most headings are known, and the first records read with it."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.read(HEAD_BYTES).lstrip("\ufeff")
    csv.field_size_limit(LARGEST_CELL)
    read = {
        delimiter: list(islice(csv.reader(StringIO(head, newline=""), delimiter=delimiter), ROWS_SEARCHED))
        for delimiter in DELIMITERS
    }
    best = max(DELIMITERS, key=lambda d: (count_known(read[d], words), max(map(len, read[d]), default=0)))
    return best, list(read[best])


def _is_escaped(file: CsvFile, width: int) -> bool:
    """Whether more records have the width of the heading when a backslash is taken to escape the quote after it."""
    with file.path.open("rb") as content:
        if not any(b'\\"' in line for line in iter(lambda: content.readline(LARGEST_CELL), b"")):
            return False
    plain, escaped = (_well_formed(replace(file, is_escaped=one), width) for one in (False, True))
    return escaped > plain


def _well_formed(file: CsvFile, width: int) -> tuple[int, bool]:
    """How many records have this width, and whether every quote stands where one may."""
    of_width = 0
    try:
        with file.path.open(encoding=file.encoding, errors="replace", newline="") as text:
            of_width = sum(len(record) == width for record in _reader(file, text))
        with file.path.open(encoding=file.encoding, errors="replace", newline="") as text:
            deque(_reader(file, text, is_strict=True), maxlen=0)
    except csv.Error:
        return of_width, False
    return of_width, True


def _reader(file: CsvFile, lines: Iterable[str], *, is_strict: bool = False) -> Iterator[list[str]]:
    escape = "\\" if file.is_escaped else None
    return csv.reader(
        lines, delimiter=file.delimiter, escapechar=escape, doublequote=not file.is_escaped, strict=is_strict
    )


class _Lines:
    """Lines of a file, of which those since the last record are kept: they show a quote that never closes."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.since_record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.since_record.append(line)
            yield line


def _records(file: CsvFile, width: int, first: int) -> Iterator[Record]:
    """The records; below row `first` a quote that swallows others of `width` cells is told at once."""
    row = 0
    last: list[str] = []
    try:
        with file.path.open(encoding=file.encoding, newline="") as text:
            lines = _Lines(iter(text))
            for row, record in enumerate(_reader(file, lines), start=1):
                if row > first and _swallowed_a_record(record, file.delimiter, width):
                    raise RefusalError("unclosed_quote", row=row)
                last, lines.since_record = lines.since_record, []
                yield record
    except UnicodeDecodeError as error:
        raise RefusalError("unknown_encoding") from error
    except csv.Error as error:
        raise RefusalError("cell_too_large", row=row + 1) from error
    try:
        list(_reader(file, last, is_strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise RefusalError("unclosed_quote", row=row) from error


def _swallowed_a_record(record: list[str], delimiter: str, width: int) -> bool:
    return width > 2 and any(
        "\n" in cell and any(line.count(delimiter) >= width - 2 for line in cell.splitlines()[1:]) for cell in record
    )
