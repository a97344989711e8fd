"""A file, whatever it is, into the tables of text that are in it, and what in it could not be taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import duckdb

from analytics.contract import TABLES
from analytics.ingest.files.csv_files import CsvFile, csv_table, open_csv
from analytics.ingest.files.exports import Export, Format
from analytics.ingest.files.grids import Grid, Merged, filled_down
from analytics.ingest.files.headings import Heading, Record, find_heading
from analytics.ingest.files.parquet_files import read_parquet
from analytics.ingest.files.records import heading_finder, take_in_rows
from analytics.ingest.files.sheets import Sheet
from analytics.ingest.files.text_tables import Note, TextTable
from analytics.ingest.files.workbooks import WORKBOOKS, opened_sheets
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words

_NO_HEADING = Heading(next(iter(TABLES.values())), 0, 0, (), {})


@dataclass
class Opened:
    """A file that has been looked into: its sheets, or a table that is no sheet."""

    sheets: list[Sheet] = field(default_factory=list)
    table: TextTable | None = None

    @property
    def texts(self) -> list[TextTable]:
        """The tables found, in order."""
        return [text for text in (self.table, *(sheet.table for sheet in self.sheets)) if text is not None]


def open_export(
    connection: duckdb.DuckDBPyConnection, stack: ExitStack, export: Export, at: int, kind: Format, words: Words
) -> Opened:
    """What export number `at`, a file of this kind, holds. What must stay open until that has been read is put on the
    stack.

    Raises RefusalError where the file as a whole cannot be taken.
    """
    if kind in WORKBOOKS:
        grids = stack.enter_context(opened_sheets(export.path, kind))
        return Opened([_sheet_of(export, at, number, grid, words) for number, grid in enumerate(grids)])
    if kind == "parquet":
        table = TextTable(f"text_{at}", export.name, _NO_HEADING, at)
        read_parquet(connection, export.path, table, (export.table, export.columns), words, export.is_partitioned)
        return Opened(table=table)
    return Opened([_sheet_of_csv(export, at, open_csv(export.path, words), words)])


def _sheet_of_csv(export: Export, at: int, file: CsvFile, words: Words) -> Sheet:
    sheet = Sheet(at, export.name, "", file.head, file.rows, f"text_{at}")
    try:
        heading = find_heading(file.head, words, export.table, export.columns)
    except RefusalError as refusal:
        sheet.refusal = refusal
        return sheet
    sheet.table = TextTable(sheet.text_name, export.name, heading, at)
    csv_table(file, sheet.table, heading_finder(words, export.table))
    return sheet


def _sheet_of(export: Export, at: int, number: int, grid: Grid, words: Words) -> Sheet:
    sheet = Sheet(at, export.name, grid.name, grid.head(), grid.rows, f"text_{at}_{number}", grid)
    try:
        heading = find_heading(sheet.head, words, export.table, export.columns)
    except RefusalError as refusal:
        sheet.refusal = refusal
        return sheet
    sheet.table = TextTable(
        sheet.text_name, export.name, heading, at, sheet.shown_name,
        counts_from_1904=grid.counts_from_1904,
    )  # fmt: skip
    find = heading_finder(words, export.table)
    sheet.table.take_in = lambda connection, table: _take_in_grid(connection, table, grid, find)
    return sheet


def _take_in_grid(
    connection: duckdb.DuckDBPyConnection, table: TextTable, grid: Grid, find: Callable[[Record], Heading | None]
) -> list[TextTable]:
    rows = filled_down(grid.rows(), grid.merged, lambda one: is_read_merged(one, table.heading, grid.merged))
    beneath = take_in_rows(connection, table, rows, find, is_sheet=True)
    if grid.is_hidden:
        table.notes.append(Note("sheet_hidden", details={"sheet": table.sheet}))
    if grid.hidden_rows:
        table.notes.append(Note("rows_hidden", row=min(grid.hidden_rows), details={"rows": len(grid.hidden_rows)}))
    filled = [one for one in grid.merged if one.first_row > table.heading.row and one.last_row > one.first_row]
    if filled:
        table.notes.append(Note("cells_merged", row=filled[0].first_row, details={"cells": len(filled)}))
    return beneath


def is_read_merged(one: Merged, heading: Heading, merged: Sequence[Merged]) -> bool:
    """Whether a cell merged over rows says the same of each: an amount or a count does so only where the key of the
    records is merged over these rows too, else it may be that of all rows together."""
    column = next((name for name, at in heading.columns.items() if at == one.first_column), None)
    if column is None or heading.table.column(column).kind not in ("rupiah", "count"):
        return True
    keys = {heading.columns[name] for key in heading.table.keys for name in key if name in heading.columns}
    return any(
        other.first_column in keys and other.first_row <= one.first_row and other.last_row >= one.last_row
        for other in merged
    )
