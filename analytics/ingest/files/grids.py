"""A worksheet as its reader sees it: rows of text with the numbers that a spreadsheet shows, and what was merged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from analytics.ingest.files.headings import ROWS_SEARCHED, Record

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_WHOLE = 10**15
"""Beyond this a spreadsheet no longer holds every digit of a whole number."""

_THREE_DECIMALS = re.compile(r"-?\d{1,3}\.\d{3}")

Rows = Iterator[tuple[int, Record]]


class Merged(NamedTuple):
    """A merged range of cells, ends included: rows as a spreadsheet numbers them, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Grid:
    """A sheet of a workbook.

    - `rows`: a function that reads the sheet from its beginning and yields the rows that hold anything.
    - `merged`: known no later than its first row is read; `hidden_rows`: those read so far that are not shown.
    - `counts_from_1904`: the workbook counts days from 1 January 1904.
    - `numbers_are_bare`: whether a number is shown with leading zeros or a unit is not known.
    """

    name: str
    rows: Callable[[], Rows]
    is_hidden: bool = False
    counts_from_1904: bool = False
    numbers_are_bare: bool = False
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def head(self) -> list[Record]:
        """The first records, where a heading is looked for, blank ones included; what is merged downwards stands in
        each of its rows."""
        found = dict(takewhile(lambda row: row[0] <= ROWS_SEARCHED, filled_down(self.rows(), self.merged)))
        return [found.get(row, []) for row in range(1, max(found, default=0) + 1)]


def filled_down(
    rows: Iterable[tuple[int, Record]], merged: Sequence[Merged], is_filled: Callable[[Merged], bool] = lambda one: True
) -> Rows:
    """The rows, each cell that is merged with one above it holding what that one says, where `is_filled`."""
    starting: dict[int, list[Merged]] = {}
    seen = 0
    open_columns: dict[int, tuple[int, str | None]] = {}
    for row, record in rows:
        for one in merged[seen:]:
            if one.last_row > one.first_row and is_filled(one):
                starting.setdefault(one.first_row, []).append(one)
        seen = len(merged)
        for one in starting.pop(row, ()):
            value = record[one.first_column] if one.first_column < len(record) else None
            open_columns[one.first_column] = (one.last_row, value)
        open_columns = {column: one for column, one in open_columns.items() if one[0] >= row}
        yield row, _with_merged(record, open_columns) if open_columns else record


def _with_merged(record: Record, open_columns: Mapping[int, tuple[int, str | None]]) -> Record:
    cells = [*record, *[None] * (max(open_columns) + 1 - len(record))]
    for column, (_, value) in open_columns.items():
        cells[column] = cells[column] or value
    return cells


def number_text(number: float) -> str:
    """A number as a spreadsheet holds it: whole ones without a decimal mark, others so that none passes for thousands
    (5.125 as 5.1250)."""
    if number.is_integer() and abs(number) < MAX_WHOLE:
        return str(int(number))
    text = str(number)
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text


def day_text(day: date) -> str:
    """A day, ISO, without its time."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
