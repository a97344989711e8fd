"""A batch of exports, one import: read, converted, checked, and accounted for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date

import duckdb

from analytics.contract import TABLES
from analytics.ingest import accounting, checking
from analytics.ingest.batch import Batch, refused
from analytics.ingest.cells.converting import convert, stage_canonical
from analytics.ingest.files.exports import Export
from analytics.ingest.files.reading import Sheet, open_export, refusal_of
from analytics.ingest.files.text_tables import TextTable
from analytics.ingest.personal import masked_file_name
from analytics.ingest.report import RefusalError, Warned
from analytics.ingest.vocabulary import Words

Progress = Callable[[float], None]


def no_progress(_share: float) -> None:
    """For those who do not watch."""


def ingest(
    connection: duckdb.DuckDBPyConnection, exports: Sequence[Export], *, words: Words, as_of: date,
    existing: str | None = None, add: bool = False, progress: Progress = no_progress,
) -> Batch:  # fmt: skip
    """Reads, converts and checks exports into `staged_<table>` of a fresh connection.

    - `as_of`: the latest day that a row may bear.
    - `existing`: the schema of the data that there is, for visits of grants that the batch does not bring.
    - `add`: whether the grants that there are stay beside those brought.
    - `progress`: told the share of the work that is done.

    Never raises for what is in a file: a refused batch says so in `files`.
    """
    batch = Batch(exports)
    checking.prepare(connection)
    with ExitStack() as stack:
        _read(connection, stack, batch, words, progress)
    if batch.is_refused:
        return refused(batch)
    for part, text in enumerate(batch.texts):
        if not text.is_staged:
            convert(connection, part, text, words, as_of)
        progress(0.4 + 0.3 * (part + 1) / len(batch.texts))
    _check(connection, batch, as_of, existing, add)
    accounting.account(connection, batch, words)
    return refused(batch) if batch.is_refused else batch


def _read(
    connection: duckdb.DuckDBPyConnection, stack: ExitStack, batch: Batch, words: Words, progress: Progress
) -> None:
    """Every file into its tables of text; what is written canonically is staged in one sweep instead."""
    for at, export in enumerate(batch.exports):
        progress(0.4 * at / len(batch.exports))
        first = len(batch.texts)
        try:
            opened = open_export(connection, stack, export, at, words)
            refusal = refusal_of(opened.sheets) if not opened.texts or opened.sheets else None
            if refusal:
                raise refusal
            for text in opened.texts:
                _take_in(connection, batch, text, words)
            batch.warnings += _not_read(export, opened.sheets)
        except RefusalError as refusal:
            del batch.texts[first:]
            batch.files.append(accounting.file_refused(export.name, export.table, refusal))
            continue
        batch.files.append(accounting.file_read(export.name, batch.texts[first:]))


def _take_in(connection: duckdb.DuckDBPyConnection, batch: Batch, text: TextTable, words: Words) -> None:
    part = len(batch.texts)
    batch.texts.append(text)
    if text.plain is not None and stage_canonical(connection, part, text, text.plain, words):
        text.is_staged = True
        return
    batch.texts += text.take_in(connection, text)


def _not_read(export: Export, sheets: Sequence[Sheet]) -> list[Warned]:
    """The sheets of a workbook that hold no table, each with its rows; those that hold nothing need no word."""
    return [
        Warned(
            export.name, 1, "", "hidden_sheet_not_read" if sheet.grid and sheet.grid.is_hidden else "sheet_not_read",
            {"sheet": masked_file_name(sheet.name), "rows": rows},
        )
        for sheet in sheets
        if sheet.table is None and (rows := sum(1 for _ in sheet.rows()))
    ]  # fmt: skip


def _check(connection: duckdb.DuckDBPyConnection, batch: Batch, as_of: date, existing: str | None, add: bool) -> None:
    for name in batch.tables:
        checking.check_alone(connection, TABLES[name], as_of)
        checking.reject_repeated(connection, TABLES[name])
    if "grants" in batch.tables:
        counted = [(part,) for part, text in enumerate(batch.texts) if "members" in text.heading.columns]
        connection.execute("create table counted_parts (part INTEGER)")
        if counted:
            connection.executemany("insert into counted_parts values (?)", counted)
        connection.execute(checking.statement("grant_warnings"))
    if "visits" in batch.tables:
        connection.execute(f"create view known_grants as {_known_grants('grants' in batch.tables, existing, add)}")
        checking.check_visits(connection)


def _known_grants(brought: bool, existing: str | None, add: bool) -> str:
    columns = "grant_id, disbursed_on, members"
    staged = f"select {columns} from staged_grants" if brought else ""
    if existing is None or (brought and not add):
        return staged or "select ''::VARCHAR as grant_id, null::DATE as disbursed_on, 0 as members where false"
    if not brought:
        return f"select {columns} from {existing}.grants"
    return f"{staged} union all select {columns} from {existing}.grants anti join staged_grants using (grant_id)"
