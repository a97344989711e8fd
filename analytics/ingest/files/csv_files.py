"""CSV as it comes: any delimiter, UTF-8, UTF-16 or cp1252, quotes, titles above the heading, ragged rows.

A file with one record a line and plain quotes is read by DuckDB, types never sniffed. Any other, and any that
DuckDB refuses, is read record by record. Both come to the same values.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

import duckdb

from analytics.ingest.cells.converting import stage_canonical
from analytics.ingest.files.headings import FIRST_NUMBERS, ROWS_SEARCHED, Heading, Record, count_known, find_heading
from analytics.ingest.files.text_tables import PlainRecords, TextTable, fill, set_aside_above, take_in
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


def read_csv(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    part: int,
    table: TextTable,
    said: tuple[str | None, Mapping[str, str | None]],
    words: Words,
) -> None:
    """Fills `table`, or stages its values as `part` of the batch, from a CSV file.

    `said` is what the reader knows: its table and the columns of headings.

    Raises RefusalError: those of `find_heading`, and `empty_file`, `unclosed_quote`, `cell_too_large`,
    `unknown_encoding`.
    """
    encoding = _encoding(path)
    delimiter, head = _delimiter(path, encoding, words)
    if not any(any((cell or "").strip() for cell in record) for record in head):
        raise RefusalError("empty_file")
    table.heading = find_heading(head, words, *said)
    surface = look_over(path)
    if encoding == "cp1252":
        table.notes.append("read_as_cp1252")
    if surface.is_plain and encoding in ("utf-8", "utf-8-sig"):
        records = _plain_records(path, table.heading, surface, delimiter)
        if _read_plain(connection, part, table, records, surface.lines - table.heading.row, words):
            set_aside_above(table, head)
            return
    table.records, table.row_number = 0, "row"
    table.set_aside.clear()
    fill(connection, table, _records(path, encoding, delimiter, table.heading))


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


def _read_plain(
    connection: duckdb.DuckDBPyConnection, part: int, table: TextTable, records: PlainRecords, count: int, words: Words
) -> bool:
    """Whether DuckDB could read the file and found as many records as were counted.

    Canonical records are staged as they are read; a table of text is made where there is any other.
    """
    table.records = count + table.heading.row - 1
    table.row_number = f"rowid + {table.heading.row + 1}"
    if stage_canonical(connection, part, table, records, count, words):
        table.staged_from = records
        return True
    positions = range(len(table.heading.cells))
    blank = [f"is_blank(c{at})" for at in table.heading.required]
    cells = ", ".join(f"c{at}" for at in positions)
    odd = f"case when {' or '.join(['is_odd', *blank])} then [{cells}] end as odd_record"
    try:
        take_in(connection, table, records, odd)
    except duckdb.Error:
        return False
    if connection.sql(f"select count(*) from {table.name}").fetchall()[0][0] != count:
        return False
    _set_aside_odd(connection, table)
    return True


def _plain_records(path: Path, heading: Heading, surface: Surface, delimiter: str) -> PlainRecords:
    types = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(heading.cells)))
    return PlainRecords(
        f"""(select *, list_contains($first_cells, c0) as is_odd from read_csv(
            $path, auto_detect = false, header = false, delim = $delimiter, quote = '"', escape = '"',
            new_line = '{surface.newline}', skip = {heading.row}, columns = {{{types}}}, strict_mode = true
        ))""",
        {"path": str(path), "delimiter": delimiter, "first_cells": [heading.cells[0], *FIRST_NUMBERS]},
    )


def _set_aside_odd(connection: duckdb.DuckDBPyConnection, table: TextTable) -> None:
    first = table.heading.row + 1
    odd = connection.sql(f"select rowid, odd_record from {table.name} where odd_record is not null").fetchall()
    reasons = [(row, reason) for row, record in odd if (reason := table.heading.not_a_record(record))]
    table.set_aside += [(first + row, reason) for row, reason in reasons]
    connection.execute(f"alter table {table.name} drop column odd_record")
    if reasons:
        connection.execute(
            f"delete from {table.name} where list_contains($rows, rowid)", {"rows": [row for row, _ in reasons]}
        )


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


class _Lines:
    """Lines of a file, of which those since the last record are kept: they show a quote that never closes."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.since_record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.since_record.append(line)
            yield line


def _records(path: Path, encoding: str, delimiter: str, heading: Heading) -> Iterator[Record]:
    row = 0
    last: list[str] = []
    try:
        with path.open(encoding=encoding, newline="") as file:
            lines = _Lines(iter(file))
            for row, record in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
                if row > heading.row and _swallowed_a_record(record, delimiter, len(heading.cells)):
                    raise RefusalError("unclosed_quote", row=row)
                last, lines.since_record = lines.since_record, []
                yield record
    except UnicodeDecodeError as error:
        raise RefusalError("unknown_encoding") from error
    except csv.Error as error:
        raise RefusalError("cell_too_large", row=row + 1) from error
    try:
        list(csv.reader(last, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise RefusalError("unclosed_quote", row=row) from error


def _swallowed_a_record(record: list[str], delimiter: str, width: int) -> bool:
    return width > 2 and any(
        "\n" in cell and any(line.count(delimiter) >= width - 2 for line in cell.splitlines()[1:]) for cell in record
    )
