"""A batch of exports, one import: read, converted, checked, and accounted for."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from analytics.contract import TABLES
from analytics.ingest import accounting, checking
from analytics.ingest.batch import Batch, refused
from analytics.ingest.cells.converting import convert, stage_canonical
from analytics.ingest.files.archives import unpacked
from analytics.ingest.files.exports import Export, format_of, sha256_of
from analytics.ingest.files.headings import UNKNOWN_HEADINGS
from analytics.ingest.files.reading import Opened, open_export
from analytics.ingest.files.repeats import join_repeats
from analytics.ingest.files.sheets import refusal_of
from analytics.ingest.files.text_tables import TextTable
from analytics.ingest.progress import CONVERTED, READ, Progress, no_progress
from analytics.ingest.recipes import Recipe
from analytics.ingest.report import FileReport, Ignored, RefusalError, Warned
from analytics.ingest.vocabulary import Words


def ingest(
    connection: duckdb.DuckDBPyConnection, exports: Sequence[Export], *, words: Words, as_of: date,
    room: Path, existing: str | None = None, add: bool = False, recipes: Sequence[Recipe] = (),
    progress: Progress = no_progress,
) -> Batch:  # fmt: skip
    """Reads, converts and checks exports into `staged_<table>` of a fresh connection.

    - `as_of`: the latest day that a row may have.
    - `room`: an empty folder for what archives hold, to be kept as long as the batch.
    - `existing`: the schema of the data that there is, for visits of grants that the batch does not bring.
    - `add`: whether the grants that there are stay beside those brought.
    - `recipes`: those kept, of which one that fits a file is applied to it.
    - `progress`: told the share of the work that is done.

    Never raises for what is in a file: a refused batch says so in `files`.
    """
    batch = Batch(exports)
    checking.prepare(connection)
    with ExitStack() as stack:
        looked = _look_into(connection, stack, batch, words, recipes, room)
        _read(connection, batch, looked, words, progress)
    if batch.is_refused:
        return refused(batch)
    for part, text in enumerate(batch.texts):
        try:
            if not text.is_staged:
                convert(connection, part, text, words, as_of, batch.exports[text.export].choices.day_orders)
        except RefusalError as refusal:
            batch.files[text.export] = accounting.file_refused(batch.exports[text.export], refusal, words)
            return refused(batch)
        progress(READ + (CONVERTED - READ) * (part + 1) / len(batch.texts))
    _check(connection, batch, as_of, existing, add)
    if batch.is_refused:
        return refused(batch)
    accounting.account(connection, batch, words)
    return refused(batch) if batch.is_refused else batch


def _read(
    connection: duckdb.DuckDBPyConnection, batch: Batch, looked: list[Opened], words: Words, progress: Progress
) -> None:
    """Every file into its tables of text; what is written canonically is staged in one sweep instead."""
    sheets = [sheet for one in looked for sheet in one.sheets if not sheet.is_left_out]
    join_repeats(sheets, [one.export for one in looked], words)
    looked = _without_the_unknown(batch, looked)
    batch.exports = [one.export for one in looked]
    for at, one in enumerate(looked):
        progress(READ * at / len(looked))
        first = len(batch.texts)
        try:
            if refusal := one.refusal or refusal_of(one.sheets):
                raise refusal
            for text in one.texts:
                _take_in(connection, batch, text, words, at)
            _require_unchanged(one.export)
        except RefusalError as refusal:
            del batch.texts[first:]
            batch.files.append(accounting.file_refused(one.export, refusal, words))
            continue
        _account_for_sheets(batch, one, first, words)


def _look_into(
    connection: duckdb.DuckDBPyConnection, stack: ExitStack, batch: Batch, words: Words, recipes: Sequence[Recipe],
    room: Path,
) -> list[Opened]:  # fmt: skip
    """The files given and those of archives, in order; what is no table by its name is named."""
    looked: list[Opened] = []
    waiting = deque(batch.exports)
    while waiting:
        export = waiting.popleft()
        if export.is_passed_over:
            batch.warnings.append(Warned(export.name, 1, "", "file_not_read"))
            continue
        try:
            kind = format_of(export.path)
            if kind == "zip":
                waiting.extendleft(reversed(unpacked(export, Path(tempfile.mkdtemp(dir=room)))))
                continue
            export = replace(export, sha256=_digest(export))
            looked.append(open_export(connection, stack, export, len(looked), kind, words, recipes))
        except RefusalError as refusal:
            looked.append(Opened(export, refusal=refusal))
    return looked


def _without_the_unknown(batch: Batch, looked: Sequence[Opened]) -> list[Opened]:
    """Without files of an archive that hold no known heading, where others of it hold a table: those are named."""
    known = {one.export.archive for one in looked if one.texts}
    kept = []
    for one in looked:
        refusal = one.refusal or refusal_of(one.sheets)
        if refusal and refusal.code in UNKNOWN_HEADINGS and one.export.archive in known - {""}:
            rows = sum(1 for sheet in one.sheets for _ in sheet.rows())
            batch.warnings.append(Warned(one.export.name, 1, "", "table_not_read", {"rows": rows}))
        else:
            kept.append(one)
    return kept


def _account_for_sheets(batch: Batch, one: Opened, first: int, words: Words) -> None:
    """The account of a file that was read, and of its sheets that hold no table."""
    if one.export.recipe:
        batch.warnings.append(Warned(one.export.name, 1, "", "recipe_applied", {"recipe": one.export.recipe}))
    for sheet in one.sheets:
        if sheet.table is not None or sheet.joined or not (rows := sum(1 for _ in sheet.rows())):
            continue
        reason = "hidden_sheet_not_read" if sheet.is_hidden else "sheet_not_read"
        reason = "sheet_left_out" if sheet.is_left_out else reason
        batch.warnings.append(Warned(one.export.name, 1, "", reason, {"sheet": sheet.shown_name, "rows": rows}))
    texts = batch.texts[first:]
    if texts:
        batch.files.append(accounting.file_read(one.export, texts, words))
        return
    joined = [row for sheet in one.sheets for row, _ in sheet.rows()][1:]
    batch.ignored += [Ignored(one.export.name, row, "submission_joined") for row in joined]
    table = next((sheet.joined for sheet in one.sheets if sheet.joined), None)
    batch.files.append(FileReport(one.export.name, table, len(joined), ignored=len(joined)))


def _require_unchanged(export: Export) -> None:
    """The digest that the version will bear is of the bytes that were read, or there is no version."""
    if _digest(export) != export.sha256:
        raise RefusalError("file_changed")


def _digest(export: Export) -> str:
    try:
        return sha256_of(export.path)
    except OSError as error:
        raise RefusalError("not_readable") from error


def _take_in(connection: duckdb.DuckDBPyConnection, batch: Batch, text: TextTable, words: Words, at: int) -> None:
    text.export = at
    part = len(batch.texts)
    batch.texts.append(text)
    if text.plain is not None and stage_canonical(connection, part, text, text.plain, words):
        text.is_staged = True
        return
    batch.texts += text.take_in(connection, text)


def _check(connection: duckdb.DuckDBPyConnection, batch: Batch, as_of: date, existing: str | None, add: bool) -> None:
    checking.name_instances_alike(connection)
    for name in batch.tables:
        checking.leave_out(connection, TABLES[name])
        checking.find_repeated(connection, TABLES[name])
        if name == "grants":
            personal = {
                part: text.heading.names_members for part, text in enumerate(batch.texts) if text.heading.personal_at
            }
            said = {
                part: choice
                for part, text in enumerate(batch.texts)
                if (choice := batch.exports[text.export].choices.member_rows)
            }
            _refuse(batch, checking.join_member_rows(connection, personal, said))
        checking.check_alone(connection, TABLES[name], as_of)
        checking.reject_repeated(connection, TABLES[name])
    if "grants" in batch.tables:
        counted = [(part,) for part, text in enumerate(batch.texts) if "members" in text.heading.columns]
        connection.execute("create table counted_parts (part INTEGER)")
        if counted:
            connection.executemany("insert into counted_parts values (?)", counted)
        connection.execute(checking.statement("grant_warnings"))
    if existing is not None and add:
        _refuse(batch, checking.check_added(connection, batch.tables, existing))
    if "visits" in batch.tables:
        connection.execute(f"create view known_grants as {_known_grants('grants' in batch.tables, existing, add)}")
        checking.check_visits(connection)


def _refuse(batch: Batch, refusals: Mapping[int, RefusalError]) -> None:
    """Marks the files of the parts for which there is a refusal, the first of each."""
    for part, refusal in refusals.items():
        at = batch.texts[part].export
        if not batch.files[at].refused_because:
            details = {**refusal.details, **({"sheet": sheet} if (sheet := batch.texts[part].sheet) else {})}
            batch.files[at] = replace(batch.files[at], refused_because=refusal.code, details=details)


def _known_grants(brought: bool, existing: str | None, add: bool) -> str:
    columns = "grant_id, disbursed_on, members"
    staged = f"select {columns} from staged_grants" if brought else ""
    if existing is None or (brought and not add):
        return staged or "select ''::VARCHAR as grant_id, null::DATE as disbursed_on, 0 as members where false"
    if not brought:
        return f"select {columns} from {existing}.grants"
    return (
        f"{staged} union all select {columns} from {existing}.grants anti join staged_grants using (grant_id) "
        "anti join (select grant_id from left_out where tbl = 'grants') using (grant_id)"
    )
