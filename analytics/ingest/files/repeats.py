"""Repeat groups of ODK and KoboToolbox: each row of a repeat with the columns of the submission that it belongs to.

ODK Central and Briefcase write one file per repeat, joined by `PARENT_KEY` to the `KEY` of its parent; KoboToolbox a
one sheet per repeat, joined by `_parent_index` to the `_index` of the sheet that `_parent_table_name` names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.contract import TABLES
from analytics.ingest.files.exports import Export
from analytics.ingest.files.heading_names import last_part, names_of, normalised
from analytics.ingest.files.headings import Heading, Record, find_heading
from analytics.ingest.files.records import heading_finder, take_in_rows
from analytics.ingest.files.sheets import Sheet
from analytics.ingest.files.text_tables import Note, TextTable
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words

LINKS = (("parent_key", "key"), ("_parent_index", "_index"))
"""Headings, normalised, of the link in a repeat and of what it names in its parent."""
PARENT_SHEET = "_parent_table_name"
LONGEST_SHEET_NAME = 31


@dataclass(frozen=True)
class _Link:
    """Where a sheet names its parent: the row of its heading, the column, and the parent's heading for it."""

    row: int
    column: int
    key: str


@dataclass(frozen=True)
class _Parent:
    """A sheet of submissions: the cells of its heading that a repeat takes over, and its rows by their key."""

    sheet: Sheet
    cells: tuple[str, ...]
    rows: Mapping[str, Sequence[str | None]]


def join_repeats(sheets: Sequence[Sheet], exports: Sequence[Export], words: Words) -> None:
    """Gives each repeat that is no table by itself the columns of its parent; where it then is one, its table.

    A parent is marked as joined: its rows have been read, though it may hold no table itself.
    """
    for sheet in sheets:
        link = _link_of(sheet) if sheet.table is None else None
        parent = _parent_of(sheet, link, sheets, words) if link else None
        if link is None or parent is None:
            continue
        export = exports[sheet.export]
        own = tuple(" ".join((cell or "").split()) for cell in sheet.head[link.row - 1])
        try:
            heading = find_heading([(*own, *parent.cells)], words, export.table, export.choices.columns)
        except RefusalError as refusal:
            sheet.refusal = refusal
            continue
        sheet.table = _table(sheet, parent, link, replace(heading, row=link.row), words)
        sheet.refusal = None
        parent.sheet.joined = heading.table.name


def _table(sheet: Sheet, parent: _Parent, link: _Link, heading: Heading, words: Words) -> TextTable:
    table = TextTable(f"{sheet.text_name}_joined", sheet.file, heading, sheet.export, sheet.shown_name)
    parent_name = parent.sheet.shown_name or parent.sheet.file
    table.notes.append(Note("rows_joined", row=link.row, details={"parent": parent_name, "rows": len(parent.rows)}))
    find = heading_finder(words, heading.table.name)
    table.take_in = lambda connection, one: take_in_rows(
        connection, one, _joined(sheet, parent, link), find, is_sheet=True
    )
    return table


def _joined(sheet: Sheet, parent: _Parent, link: _Link) -> Iterator[tuple[int, Record]]:
    width = len(sheet.head[link.row - 1])
    nothing: Sequence[str | None] = [None] * len(parent.cells)
    for row, record in sheet.rows():
        if row <= link.row:
            yield row, record
            continue
        key = (record[link.column] or "").strip() if link.column < len(record) else ""
        own = [*record[:width], *[None] * (width - len(record))]
        yield row, [*own, *parent.rows.get(key, nothing)]


def _link_of(sheet: Sheet) -> _Link | None:
    for row, record in enumerate(sheet.head, start=1):
        names = [normalised(cell or "") for cell in record]
        for link, key in LINKS:
            if link in names:
                return _Link(row, names.index(link), key)
    return None


def _parent_of(sheet: Sheet, link: _Link, sheets: Sequence[Sheet], words: Words) -> _Parent | None:
    """The sheet that holds what the first rows of the repeat name: of the same workbook, else of the same import."""
    wanted = {(record[link.column] or "").strip() for record in sheet.head[link.row :] if link.column < len(record)}
    wanted.discard("")
    said = _said_parent(sheet, link)
    same_file = [one for one in sheets if one.export == sheet.export and one is not sheet]
    others = [one for one in sheets if one.export != sheet.export] if link.key == "key" else []
    for one in (*same_file, *others):
        if said and one.name[:LONGEST_SHEET_NAME] != said[:LONGEST_SHEET_NAME]:
            continue
        parent = _read_parent(one, sheet.head[link.row - 1], link.key, words)
        if parent and wanted & parent.rows.keys():
            return parent
    return None


def _said_parent(sheet: Sheet, link: _Link) -> str:
    names = [normalised(cell or "") for cell in sheet.head[link.row - 1]]
    if PARENT_SHEET not in names or len(sheet.head) <= link.row:
        return ""
    first = sheet.head[link.row]
    at = names.index(PARENT_SHEET)
    return (first[at] or "").strip() if at < len(first) else ""


def _read_parent(sheet: Sheet, repeat: Record, key: str, words: Words) -> _Parent | None:
    """The parent's rows by key, without what the repeat says itself and without what tells submissions apart."""
    found = next(
        ((row, names.index(key)) for row, names in enumerate(_names(sheet.head), start=1) if key in names), None
    )
    if found is None:
        return None
    row, column = found
    cells = [" ".join((cell or "").split()) for cell in sheet.head[row - 1]]
    own = {_last(cell or "") for cell in repeat}
    kept = [at for at, cell in enumerate(cells) if cell and _last(cell) not in own and not _tells_apart(cell, words)]
    rows = {}
    for number, record in sheet.rows():
        if number > row and column < len(record) and record[column]:
            rows[str(record[column]).strip()] = [record[at] if at < len(record) else None for at in kept]
    return _Parent(sheet, tuple(cells[at] for at in kept), rows)


def _names(head: Sequence[Record]) -> list[list[str]]:
    return [[normalised(cell or "") for cell in record] for record in head]


def _last(heading: str) -> str:
    return normalised(last_part(heading))


def _tells_apart(heading: str, words: Words) -> bool:
    """Whether a heading names the key of a submission: it would make rows of one repeat the same visit."""
    return names_of("visits", words).column(heading) == TABLES["visits"].keys[0][0]
