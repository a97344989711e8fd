"""Which rows of a file are records of its table: titles, totals and tags are set aside, another heading begins another.

Every row is accounted for: it is a record, set aside with a reason, or misshapen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import duckdb

from analytics.contract import TABLES
from analytics.ingest.files.heading_names import names_of
from analytics.ingest.files.headings import (
    LONGEST_SEARCHED,
    Heading,
    Record,
    column_letters,
    find_heading,
    scale_said,
)
from analytics.ingest.files.text_tables import Misshapen, Note, TextTable, fill, set_aside_above
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words

TAG = "#"
"""How a row of HXL tags begins (hxlstandard.org), and a comment."""
MIN_CELLS_OF_A_HEADING = 2
_WORDS = re.compile("[a-z]+")

FindHeading = Callable[[Record], Heading | None]


def heading_finder(words: Words, table: str | None) -> FindHeading:
    """A function that tells the heading in one record, None where that is none with all that a table needs."""

    known = {word for name in TABLES for said in names_of(name, words).by_name for word in said.split("_")}

    def found(record: Record) -> Heading | None:
        cells = [cell for cell in record if cell and len(cell) <= LONGEST_SEARCHED]
        if sum(not known.isdisjoint(_WORDS.findall(cell.casefold())) for cell in cells) < MIN_CELLS_OF_A_HEADING:
            return None
        try:
            return find_heading([record], words, table)
        except RefusalError:
            return None

    return found


def take_in_rows(
    connection: duckdb.DuckDBPyConnection, table: TextTable, rows: Iterable[tuple[int, Record]],
    find: FindHeading, *, is_sheet: bool,
) -> list[TextTable]:  # fmt: skip
    """Takes in the rows of a file, and returns the tables that begin with another heading further down.

    In a sheet (`is_sheet`) a cell stands under its heading whatever its row lacks, and rows without a cell are not told
    of; in a file of text a row with more or fewer cells than the heading is misshapen.
    """
    walk = Walk(iter(rows), find, is_sheet)
    walk.above(table)
    found = [table]
    while True:
        fill(connection, found[-1], walk.records(found[-1]))
        if walk.next_heading is None:
            return found[1:]
        found.append(
            TextTable(
                f"{table.name}_{len(found)}", table.file, walk.next_heading, table.export, table.sheet,
                counts_from_1904=table.counts_from_1904,
            )
        )  # fmt: skip


@dataclass
class Walk:
    """The rows of a file one after the other, as the records of the tables that stand in it."""

    rows: Iterator[tuple[int, Record]]
    find: FindHeading
    is_sheet: bool
    next_heading: Heading | None = None

    def above(self, table: TextTable) -> None:
        """Sets aside what stands above the heading, and passes over the heading."""
        last = table.heading.row
        above: dict[int, Record] = {}
        while last and (one := next(self.rows, None)) is not None:
            above[one[0]] = one[1]
            if one[0] >= last:
                break
        set_aside_above(table, [above.get(row, ()) for row in range(1, last + 1)])
        table.records += last - 1

    def records(self, table: TextTable) -> Iterator[tuple[int, Record]]:
        """The records of a table, to the end or to the next heading."""
        self.next_heading = None
        shape = _Shape(table.heading)
        unlabelled: Counter[int] = Counter()
        first_unlabelled: dict[int, int] = {}
        last = table.heading.row
        waiting: list[int] = []
        for row, record in self.rows:
            if shape.has_blank_headings or (self.is_sheet and len(record) > shape.width):
                for at in shape.unlabelled(record, self.is_sheet):
                    unlabelled[at] += 1
                    first_unlabelled.setdefault(at, row)
            if self.is_sheet and not shape.is_labelled(record):
                waiting.append(row)
                continue
            if self.is_sheet:
                _set_aside_between(table, last, row, waiting)
                waiting = []
            last = row
            heading = self.find(record) if shape.may_be_heading(record) else None
            if heading is not None and not is_alike(heading, table.heading):
                self.next_heading = replace(heading, row=row)
                break
            table.records += 1
            full = [*record[: shape.width], *[None] * (shape.width - len(record))]
            reason = "repeated_heading" if heading else shape.not_a_record(full)
            if reason and (self.is_sheet or not any(record[shape.width :])):
                table.set_aside.append((row, reason))
            elif not self.is_sheet and shape.is_misshapen(record):
                table.misshapen.append(Misshapen(row, len(record), shape.width))
            else:
                yield row, full
        table.notes += [
            Note("cells_without_heading", column_letters(at), first_unlabelled[at], {"cells": unlabelled[at]})
            for at in sorted(unlabelled)
        ]


class _Shape:
    """What a heading asks of a record."""

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.width = len(heading.cells)
        self._blank_headings = [at for at, cell in enumerate(heading.cells) if not cell]
        self.has_blank_headings = bool(self._blank_headings)
        self._labelled = [at for at, cell in enumerate(heading.cells) if cell]
        self._probe = digits_expected_at(heading)

    def unlabelled(self, record: Record, is_sheet: bool) -> Iterator[int]:
        """Where the record holds something under no heading."""
        yield from (at for at in self._blank_headings if at < len(record) and (record[at] or "").strip())
        if is_sheet and len(record) > self.width:
            yield from (at for at in range(self.width, len(record)) if (record[at] or "").strip())

    def is_labelled(self, record: Record) -> bool:
        """Whether the record holds anything under a heading."""
        return any(at < len(record) and record[at] for at in self._labelled)

    def is_misshapen(self, record: Record) -> bool:
        return len(record) < self.width or any((cell or "").strip() for cell in record[self.width :])

    def may_be_heading(self, record: Record) -> bool:
        """Whether the record has no digit where a record of this table has some, and more than one cell."""
        at = self._probe
        cell = record[at] if at is not None and at < len(record) else ""
        # Most cells begin with a digit: the others are looked at to their end.
        if at is None or (cell and (cell[0].isdigit() or any(character.isdigit() for character in cell))):
            return False
        return sum(1 for cell in record if cell and cell.strip()) >= MIN_CELLS_OF_A_HEADING

    def not_a_record(self, full: Sequence[str | None]) -> str | None:
        """Why a record of the heading's width is none of the table; None where it is one."""
        if (full[0] or "").startswith(TAG) and is_tag_row(full):
            return "tag_row"
        return self.heading.not_a_record(full) if self.heading.odd_record(full) else None


def is_alike(one: Heading, other: Heading) -> bool:
    """Whether two headings say the same of the same columns, in the same units and in whatever words. Of a heading
    with a row of units below it, `one` may be the upper row alone."""
    is_same_unit = one.cells == other.names_row or _units(one) == _units(other)
    return one.table is other.table and dict(one.columns) == dict(other.columns) and is_same_unit


def _units(heading: Heading) -> list[int]:
    """The units that the headings of amounts say themselves; a title above them holds for all of their tables."""
    amounts = (at for name, at in heading.columns.items() if heading.table.column(name).kind == "rupiah")
    return [scale_said(heading.cells[at]) for at in sorted(amounts)]


def is_tag_row(record: Record) -> bool:
    """Whether every cell that is filled has a tag."""
    return all(cell.strip().startswith(TAG) for cell in record if cell and cell.strip())


def digits_expected_at(heading: Heading) -> int | None:
    """The position of a column without which no record is one and which is never without a digit."""
    needed = (c for c in heading.table.columns if c.required and c.kind in ("date", "rupiah", "count", "year"))
    return next((heading.columns[c.name] for c in needed if c.name in heading.columns), None)


def _set_aside_between(table: TextTable, last: int, row: int, unlabelled: Sequence[int]) -> None:
    """Accounts for the rows between two that hold something under a heading."""
    notes = set(unlabelled)
    table.records += row - last - 1
    table.set_aside += [(at, "note_row" if at in notes else "blank_row") for at in range(last + 1, row)]
