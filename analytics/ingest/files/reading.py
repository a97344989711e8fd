"""A file, whatever it is, into the tables of text that are in it, and what in it could not be taken."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial

import duckdb

from analytics.contract import TABLES
from analytics.ingest.choices import Choices
from analytics.ingest.files.csv_files import CsvFile, csv_table, open_csv
from analytics.ingest.files.exports import Export, Format
from analytics.ingest.files.grids import Grid, Merged, Rows, filled_down
from analytics.ingest.files.headings import (
    UNKNOWN_HEADINGS,
    Heading,
    HeadingRefusalError,
    Record,
    column_letters,
    find_heading,
    missing_columns,
)
from analytics.ingest.files.parquet_files import read_parquet
from analytics.ingest.files.records import FindHeading, heading_finder, take_in_rows
from analytics.ingest.files.rounds import (
    further_rounds,
    rounds_side_by_side,
    take_in_rounds,
    visits_beside,
    visits_in_rounds,
)
from analytics.ingest.files.sheets import Sheet
from analytics.ingest.files.text_tables import Note, TextTable
from analytics.ingest.files.workbooks import WORKBOOKS, opened_sheets
from analytics.ingest.recipes import Recipe, recipe_for
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words, phrase

MIN_TICKED = 2
HEADINGS_ALIKE = 3
MAY_BE_WIDE = (*UNKNOWN_HEADINGS, "missing_columns", "duplicate_column", "heading_qualified")
"""Refusals of a heading that rounds side by side may bring about."""
WIDE = (None, "visits")
_NO_HEADING = Heading(next(iter(TABLES.values())), 0, 0, (), {})


@dataclass
class Opened:
    """A file that has been looked into: its sheets, or a table that is no sheet, or why it is refused. `export` is as
    it is to be read, by the recipe too that fits it."""

    export: Export
    sheets: list[Sheet] = field(default_factory=list)
    table: TextTable | None = None
    refusal: RefusalError | None = None

    @property
    def texts(self) -> list[TextTable]:
        """The tables found, in order."""
        return [text for text in (self.table, *(sheet.table for sheet in self.sheets)) if text is not None]


def open_export(
    connection: duckdb.DuckDBPyConnection, stack: ExitStack, export: Export, at: int, kind: Format, words: Words,
    recipes: Sequence[Recipe] = (),
) -> Opened:  # fmt: skip
    """What export number `at`, a file of this kind, holds. What must stay open until that has been read is put on the
    stack. `recipes`: those of which one is taken where the reader named none and it fits.

    Raises RefusalError where the file as a whole cannot be taken.
    """
    opened = Opened(export)

    def choices(heads: Sequence[Sequence[Record]]) -> Choices:
        opened.export = _by_recipe(export, heads, recipes)
        return opened.export.choices

    if kind == "parquet":
        opened.table = TextTable(f"text_{at}", export.name, _NO_HEADING, at)
        read_parquet(connection, export.path, opened.table, choices, words, export.is_partitioned)
        return opened
    if kind in WORKBOOKS:
        grids = stack.enter_context(opened_sheets(export.path, kind))
        opened.sheets = [
            Sheet(at, export.name, grid.name, grid.head(), grid.rows, f"text_{at}_{number}", grid)
            for number, grid in enumerate(grids)
        ]
        said = choices([sheet.head for sheet in opened.sheets])
        for sheet in opened.sheets:
            sheet.is_left_out = sheet.shown_name in said.sheets_left_out
            if not sheet.is_left_out:
                _find_table_of_sheet(sheet, said, words)
        return opened
    file = open_csv(export.path, words)
    opened.sheets = [Sheet(at, export.name, "", file.head, file.rows, f"text_{at}")]
    _find_table_of_csv(opened.sheets[0], file, choices([file.head]), words)
    return opened


def _by_recipe(export: Export, heads: Sequence[Sequence[Record]], recipes: Sequence[Recipe]) -> Export:
    recipe = None if export.recipe else recipe_for(heads, recipes)
    return replace(export, choices=export.choices.over(recipe.choices), recipe=recipe.name) if recipe else export


def _find_table_of_csv(sheet: Sheet, file: CsvFile, choices: Choices, words: Words) -> None:
    further = _find_heading(sheet, choices, words)
    if sheet.table is None:
        return
    find = heading_finder(words, choices.table)
    csv_table(file, sheet.table, find, in_one_sweep=not further)
    if further:
        sheet.table.take_in = partial(take_in_rounds, further=further, rows=file.rows, find=find, is_sheet=False)


def _find_table_of_sheet(sheet: Sheet, choices: Choices, words: Words) -> None:
    assert sheet.grid is not None
    further = _find_heading(sheet, choices, words)
    if sheet.table is not None:
        find = heading_finder(words, choices.table)
        sheet.table.take_in = partial(_take_in_grid, grid=sheet.grid, find=find, further=further)


def _find_heading(sheet: Sheet, choices: Choices, words: Words) -> Sequence[Heading]:
    """Gives the sheet its table, or the reason why it has none. Returns the headings of further rounds beside it."""
    grid = sheet.grid
    rounds: Sequence[Heading] = ()
    try:
        heading, rounds = _heading_and_rounds(sheet, choices, words)
        sheet.refusal = over_several_columns(heading, sheet.head, grid.merged) if grid and not rounds else None
        sheet.refusal = sheet.refusal or (None if rounds else further_rounds(heading, words))
    except RefusalError as refusal:
        sheet.refusal = refusal
    if sheet.refusal:
        return ()
    sheet.table = TextTable(
        sheet.text_name, sheet.file, heading, sheet.export, sheet.shown_name,
        counts_from_1904=grid is not None and grid.counts_from_1904,
    )  # fmt: skip
    sheet.table.notes += visits_beside(heading, words)
    return rounds[1:]


def _heading_and_rounds(sheet: Sheet, choices: Choices, words: Words) -> tuple[Heading, Sequence[Heading]]:
    """The heading of a sheet; where its visits stand in rounds side by side, that of the first, and those of all."""
    refusal = None
    try:
        heading = find_heading(sheet.head, words, choices.table, choices.columns)
        if heading.table.name != "visits":
            return heading, ()
    except RefusalError as error:
        refusal = error
    may_be_wide = refusal is None or refusal.code in MAY_BE_WIDE
    rounds = visits_in_rounds(sheet.head, words, choices.columns) if may_be_wide and choices.table in WIDE else ()
    if rounds:
        return rounds[0], rounds
    if refusal:
        raise said_better(refusal, sheet, words)
    return heading, ()


def _take_in_grid(
    connection: duckdb.DuckDBPyConnection, table: TextTable, grid: Grid, find: FindHeading, further: Sequence[Heading]
) -> list[TextTable]:
    def rows() -> Rows:
        return filled_down(grid.rows(), grid.merged, lambda one: is_read_merged(one, table.heading, grid.merged))

    if further:
        beneath = take_in_rounds(connection, table, further, rows, find, is_sheet=True)
    else:
        beneath = take_in_rows(connection, table, rows(), find, is_sheet=True)
    if grid.is_hidden:
        table.notes.append(Note("sheet_hidden", details={"sheet": table.sheet}))
    if grid.hidden_rows:
        table.notes.append(Note("rows_hidden", row=min(grid.hidden_rows), details={"rows": len(grid.hidden_rows)}))
    filled = [one for one in grid.merged if one.first_row > table.heading.row and one.last_row > one.first_row]
    if filled:
        table.notes.append(Note("cells_merged", row=filled[0].first_row, details={"cells": len(filled)}))
    for one in (table, *beneath) if grid.numbers_are_bare else ():
        _say_of_bare_ids(connection, one)
    return beneath


def _say_of_bare_ids(connection: duckdb.DuckDBPyConnection, table: TextTable) -> None:
    """Says of ids of digits alone that their leading zeros, if any are shown, cannot be seen."""
    if "grant_id" not in table.heading.columns:
        return
    query = f"select count(*) from {table.name} where regexp_full_match(grant_id, '[0-9]+')"
    rows = connection.sql(query).fetchall()[0][0]
    if rows:
        table.notes.append(Note("ids_without_format", "grant_id", details={"rows": rows}))


def said_better(refusal: RefusalError, sheet: Sheet, words: Words) -> RefusalError:
    """The refusal of a sheet, in the terms of what its heading shows: two tables side by side, a regency a sheet."""
    if refusal.code in MAY_BE_WIDE:
        rounds = rounds_side_by_side(sheet.head, words)
        if rounds:
            return rounds
    if not isinstance(refusal, HeadingRefusalError):
        return refusal
    heading = refusal.heading
    beside = tables_side_by_side(heading.cells) if refusal.code == "duplicate_column" else None
    if beside:
        first, second = map(column_letters, beside)
        return HeadingRefusalError("tables_side_by_side", heading, first=first, second=second)
    if refusal.code == "missing_columns" and missing_columns(heading) == ("status",):
        ticked = [cell for cell in heading.cells if cell and words.choice("status", cell)]
        if len(ticked) >= MIN_TICKED:
            return HeadingRefusalError("status_in_ticks", heading, columns=", ".join(ticked))
    lacks_the_regency = refusal.code == "missing_columns" and missing_columns(heading) == ("regency",)
    if lacks_the_regency and phrase(sheet.name) in words.aliases:
        return HeadingRefusalError("regency_only_in_sheet_name", heading)
    return refusal


def over_several_columns(heading: Heading, head: Sequence[Record], merged: Sequence[Merged]) -> RefusalError | None:
    """The refusal of a known heading that is merged over columns with headings of their own below it."""
    below = head[heading.row] if heading.row < len(head) else ()
    for name, at in heading.columns.items():
        for one in merged:
            if one.first_column != at or not one.first_row <= heading.row <= one.last_row:
                continue
            under = [cell for cell in below[at : one.last_column + 1] if cell and cell.strip()]
            is_labelled = not any(character.isdigit() for cell in under for character in cell)
            if one.last_column > at and len(under) > 1 and is_labelled:
                said = {"column": name, "said": heading.cells[at], "under": ", ".join(under)}
                return HeadingRefusalError("heading_over_several", heading, **said)
    return None


def tables_side_by_side(cells: Sequence[str]) -> tuple[int, int] | None:
    """Where two tables begin that stand side by side: from two columns on the same three headings follow."""
    filled = [(at, cell) for at, cell in enumerate(cells) if cell]
    for number, (at, cell) in enumerate(filled[HEADINGS_ALIKE:], start=HEADINGS_ALIKE):
        run = [one for _, one in filled[number : number + HEADINGS_ALIKE]]
        for earlier, (first, other) in enumerate(filled[:number]):
            if other == cell and run == [one for _, one in filled[earlier : earlier + HEADINGS_ALIKE]]:
                return first, at
    return None


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
