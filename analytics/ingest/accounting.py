"""Every record accounted for: what was found in the staged tables, file by file and row by row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import duckdb

from analytics.contract import TABLES, Column, Kind
from analytics.ingest.batch import Batch
from analytics.ingest.files.exports import Export
from analytics.ingest.files.headings import Heading, HeadingRefusalError, UnknownHeadingsError, covered
from analytics.ingest.files.text_tables import TextTable, take_in_plain
from analytics.ingest.personal import MASK, masked, masked_code
from analytics.ingest.redaction import shown
from analytics.ingest.report import FileReport, Ignored, RefusalError, Rejected, RejectedRecord, Unmapped, Warned
from analytics.ingest.vocabulary import Words

MAX_WARNINGS_ALIKE = 1_000
MAX_REJECTED_RECORDS = 100_000
MAX_UNMAPPED = 500
NAMES_OF_OFFICERS = ("officer_role", "officer_code")
UNKNOWN_WORDS = ("unknown_word", "unknown_regency", "ambiguous_regency", "ambiguous_regency_code", "outside_province")


def file_read(export: Export, texts: Sequence[TextTable], words: Words) -> FileReport:
    """The account of a file that could be read, before its rows have been checked."""
    return FileReport(
        file=export.name,
        table=texts[0].heading.table.name,
        records=sum(text.records for text in texts),
        ignored=sum(len(text.set_aside) for text in texts),
        recipe=export.recipe,
        **_headings_read([text.heading for text in texts], words),
    )


def file_refused(export: Export, refusal: RefusalError, words: Words) -> FileReport:
    """The account of a file that cannot be read, with its heading where that is what stands in the way."""
    refused = FileReport(
        export.name, export.table, refused_because=refusal.code, details=refusal.details, recipe=export.recipe
    )
    if isinstance(refusal, UnknownHeadingsError):
        return replace(refused, unknown=refusal.shown, headings=refusal.shown)
    if not isinstance(refusal, HeadingRefusalError):
        return refused
    return replace(refused, table=refusal.heading.table.name, **_headings_read([refusal.heading], words))


def _headings_read(headings: Sequence[Heading], words: Words) -> dict[str, Any]:
    """What the headings of a file were taken for; a recipe is for files with the first of them."""
    return {
        "columns": {one.labels[at]: column for one in headings for column, at in one.columns.items()},
        "unknown": tuple(dict.fromkeys(label for one in headings for label in one.unknown)),
        "dropped": tuple(dict.fromkeys(label for one in headings for label in one.personal)),
        "claimed": headings[0].twice,
        "headings": covered(headings[0].labels, words),
    }


def sheet_said(batch: Batch, text: TextTable) -> str:
    """The sheet that a table stands in, where more than one of its file was read: rows have the same numbers there."""
    sheets = {other.sheet for other in batch.texts if other.export == text.export}
    return text.sheet if len(sheets) > 1 else ""


def account(connection: duckdb.DuckDBPyConnection, batch: Batch, words: Words) -> None:
    """Fills in the batch: files, rejected, ignored, warnings, unmapped words, and the records to send back."""
    _drop_recipient_ids(connection, batch)
    for text in batch.texts:
        batch.ignored += [
            Ignored(text.file, row, reason, sheet_said(batch, text)) for row, reason in sorted(text.set_aside)
        ]
        batch.rejected += [
            Rejected(text.file, bad.row, "", "", "wrong_cell_count", {"cells": bad.cells, "expected": bad.expected})
            for bad in text.misshapen
        ]
        batch.warnings += [replace(one, sheet=sheet_said(batch, text)) for one in _warnings_of_heading(text)]
    _account_for_left_out(connection, batch)
    batch.rejected += _rejected(connection, batch, words)
    batch.rejected.sort(key=lambda item: (item.file, item.row))
    batch.warnings += _warned(connection, batch, words)
    batch.unmapped = _unmapped(connection, batch, words)
    batch.rejected_records = _rejected_records(connection, batch, words)
    batch.files = [_counted(connection, batch, at, file) for at, file in enumerate(batch.files)]


_NAMED: dict[tuple[str, str], str] = {
    ("missing", "grant_id"): "missing_id",
    ("unknown_word", "status"): "unknown_status",
    ("unknown_word", "programme"): "unknown_programme",
    ("unknown_word", "officer_role"): "officer_name_dropped",
    ("not_a_code", "officer_code"): "officer_name_dropped",
    ("conflicting_duplicate", "grant_id"): "conflicting_duplicate_id",
    ("conflicting_duplicate", "visit_id"): "conflicting_duplicate_id",
    ("above_limit", "baseline_turnover_idr"): "turnover_above_limit",
    ("above_limit", "monthly_turnover_idr"): "turnover_above_limit",
    ("does_not_fit", "kbli"): "bad_kbli",
    ("bad", "members"): "bad_members",
    ("bad", "target_grants"): "bad_target",
}
_BAD: dict[Kind, str] = {"date": "bad_date", "rupiah": "bad_amount", "year": "bad_year"}
_OUT_OF_RANGE: dict[Kind, str] = {"date": "date_out_of_range", "rupiah": "amount_out_of_range", "year": "bad_year"}


def reason_of(table: str, column: str, problem: str) -> str:
    """The reader's word for a problem: what is wrong, in the terms of the column."""
    kind = _column(table, column).kind if column else "text"
    if problem in ("below_limit", "above_limit", "day_out_of_range"):
        return _NAMED.get((problem, column)) or _OUT_OF_RANGE.get(kind) or _NAMED.get(("bad", column), "bad_number")
    if problem in ("not_a_number", "not_whole", "unit_said_twice", "not_a_year", "not_a_day"):
        return _BAD.get(kind) or _NAMED.get(("bad", column), "bad_number")
    return _NAMED.get((problem, column)) or {"missing": "missing_value"}.get(problem, problem)


def _column(table: str, name: str) -> Column:
    return TABLES[table].column(name)


def _shown(table: str, column: str, found: str | None, reason: str, words: Words) -> str:
    if not found or reason == "officer_name_dropped":
        return ""
    if reason == "personal_number":
        return MASK
    return shown(_column(table, column), found, words)


def _details(text: str | None) -> dict[str, str | int]:
    said = json.loads(text) if text else {}
    return {
        key: masked_code(value) if isinstance(value, str) else value for key, value in said.items() if value is not None
    }


def _rejected(connection: duckdb.DuckDBPyConnection, batch: Batch, words: Words) -> list[Rejected]:
    rows = connection.sql(
        "select tbl, part, row, col, found, problem, details from findings where is_rejection order by part, row, col"
    ).fetchall()
    return [
        Rejected(
            batch.texts[part].file, row, col, _shown(tbl, col, found, reason_of(tbl, col, problem), words),
            reason_of(tbl, col, problem), _details(details), sheet_said(batch, batch.texts[part]),
        )
        for tbl, part, row, col, found, problem, details in rows
    ]  # fmt: skip


def _warned(connection: duckdb.DuckDBPyConnection, batch: Batch, words: Words) -> list[Warned]:
    rows = connection.execute(
        "select tbl, part, row, col, found, problem, details, "
        "row_number() over alike as place, count(*) over (partition by tbl, part, col, problem) as alike "
        "from findings where not is_rejection and not exists (from findings as other where other.is_rejection "
        "and other.tbl = findings.tbl and other.part = findings.part and other.row = findings.row) "
        "window alike as (partition by tbl, part, col, problem order by row) "
        "qualify place <= $most order by part, row, col",
        {"most": MAX_WARNINGS_ALIKE},
    ).fetchall()
    warned = []
    for tbl, part, row, col, found, problem, details, place, alike in rows:
        reason = reason_of(tbl, col, problem)
        said = {"found": _shown(tbl, col, found, reason, words), **_details(details)}
        sheet = sheet_said(batch, batch.texts[part])
        warned.append(Warned(batch.texts[part].file, row, col, reason, said, sheet))
        if place == MAX_WARNINGS_ALIKE and alike > place:
            warned.append(Warned(batch.texts[part].file, row, col, "more_alike", {"rows": alike - place}, sheet))
    notes = connection.sql("select part, row, col, note, rows from notes order by part, row").fetchall()
    return warned + [
        Warned(batch.texts[part].file, row, col, note, {"rows": rows}, sheet_said(batch, batch.texts[part]))
        for part, row, col, note, rows in notes
    ]


def _warnings_of_heading(text: TextTable) -> list[Warned]:
    heading = text.heading
    warned = [Warned(text.file, note.row or heading.row, note.column, note.reason, note.details) for note in text.notes]
    warned += [Warned(text.file, heading.row, note.column, note.reason, note.details) for note in heading.notes]
    if heading.personal:
        warned.append(Warned(text.file, heading.row, ", ".join(heading.personal), "personal_columns_dropped"))
    if heading.unknown:
        warned.append(Warned(text.file, heading.row, ", ".join(heading.unknown), "unknown_columns"))
    warned += [
        Warned(
            text.file,
            heading.row,
            name,
            "amounts_scaled",
            {"scale": scale, "heading": masked(heading.cells[heading.columns[name]])},
        )
        for name, scale in heading.scales.items()
    ]
    return warned


def _drop_recipient_ids(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """A column of recipients in which one cell is a NIK holds NIKs: it goes whole."""
    parts = connection.sql(
        "select distinct part from findings where col = 'recipient_id' and problem = 'personal_number'"
    ).fetchall()
    for (part,) in parts:
        connection.execute(f"update staged_grants set recipient_id = null where part = {part}")
        connection.execute(f"delete from findings where col = 'recipient_id' and part = {part}")
        text = batch.texts[part]
        batch.warnings.append(Warned(text.file, text.heading.row, "recipient_id", "personal_columns_dropped"))


def _account_for_left_out(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """The records that do not count for what they say of themselves: each passed over, and each kind named."""
    rows = connection.sql("select part, row, reason from left_out order by part, row").fetchall()
    batch.ignored += [
        Ignored(batch.texts[part].file, row, reason, sheet_said(batch, batch.texts[part])) for part, row, reason in rows
    ]
    kinds = connection.sql(
        "select part, min(row), col, value, count(*), arg_min(grant_id, row) from left_out "
        "where reason = 'left_out' group by part, col, value order by part, col, value"
    ).fetchall()
    for part, row, col, value, count, example in kinds:
        said = {"rows": count, "grant_id": masked_code(example or "")}
        sheet = sheet_said(batch, batch.texts[part])
        batch.warnings.append(Warned(batch.texts[part].file, row, col, f"left_out_{value}", said, sheet))


def _unmapped(connection: duckdb.DuckDBPyConnection, batch: Batch, words: Words) -> list[Unmapped]:
    rows = connection.execute(
        "select tbl, col, found, count(*) as rows from findings where list_contains($words, problem) "
        "group by all order by rows desc, found limit $most",
        {"words": list(UNKNOWN_WORDS), "most": MAX_UNMAPPED},
    ).fetchall()
    if "grants" in batch.tables:
        rows += connection.execute(
            "select 'grants', 'business_type', business_type, count(*) as rows from staged_grants "
            "where business_category = 'other' group by all order by rows desc, business_type limit $most",
            {"most": MAX_UNMAPPED},
        ).fetchall()
    return [
        Unmapped(tbl, col, shown(_column(tbl, col), found, words), count)
        for tbl, col, found, count in rows
        if col not in NAMES_OF_OFFICERS
    ]


def _rejected_records(connection: duckdb.DuckDBPyConnection, batch: Batch, words: Words) -> list[RejectedRecord]:
    records: list[RejectedRecord] = []
    rejected = {part for (part,) in connection.sql("select distinct part from findings where is_rejection").fetchall()}
    for part in sorted(rejected):
        text = batch.texts[part]
        if text.is_staged and text.plain is not None:
            take_in_plain(connection, text, text.plain)
        names = [column.name for column in text.heading.table.columns if column.stored or column.alone_enough]
        names = [name for name in names if name in text.heading.columns]
        rows = connection.execute(
            f"select distinct on (findings.row) findings.row, {', '.join(names)} from {text.name} t "
            f"join findings on findings.row = t.{text.row_number} "
            f"where part = $part and is_rejection order by findings.row limit {MAX_REJECTED_RECORDS}",
            {"part": part},
        ).fetchall()
        for row, *cells in rows:
            said = {
                name: shown(text.heading.table.column(name), cell, words, 500)
                for name, cell in zip(names, cells, strict=True)
                if cell
            }
            records.append(RejectedRecord(text.file, text.heading.table.name, row, said, sheet_said(batch, text)))
    return records


def _counted(connection: duckdb.DuckDBPyConnection, batch: Batch, at: int, file: FileReport) -> FileReport:
    parts = [part for part, text in enumerate(batch.texts) if text.export == at]
    accepted = rejected = left_out = 0
    for part in parts:
        table = batch.texts[part].heading.table.name
        counts = connection.execute(
            f"select (select count(*) from staged_{table} where part = $part), "
            "(select count(distinct row) from findings where part = $part and is_rejection), "
            "(select count(*) from left_out where part = $part)",
            {"part": part},
        ).fetchall()[0]
        accepted += counts[0]
        rejected += counts[1] + len(batch.texts[part].misshapen)
        left_out += counts[2]
    counted = replace(file, accepted=accepted, rejected=rejected, ignored=file.ignored + left_out)
    if file.refused_because or not parts:
        return counted
    if accepted + rejected + counted.ignored != file.records:
        return replace(counted, refused_because="account_does_not_balance")
    if accepted == 0 and not _others_of_its_data_set_were_kept(connection, batch, at):
        if left_out and not rejected:
            return replace(counted, refused_because="all_left_out", details={"rows": left_out})
        return replace(counted, **_why_none_was_kept([item for item in batch.rejected if item.file == file.file]))
    return counted


def _others_of_its_data_set_were_kept(connection: duckdb.DuckDBPyConnection, batch: Batch, at: int) -> bool:
    """Whether another file of the same partitioned folder has rows that were kept: one partition is no whole."""
    if not batch.exports[at].is_partitioned:
        return False
    others = [part for part, text in enumerate(batch.texts) if batch.exports[text.export].is_partitioned]
    tables = {batch.texts[part].heading.table.name for part in others}
    return any(
        connection.execute(
            f"select count(*) from staged_{table} where list_contains($parts, part)", {"parts": others}
        ).fetchall()[0][0]
        for table in tables
    )


def _why_none_was_kept(rejected: list[Rejected]) -> dict[str, Any]:
    if not rejected:
        return {"refused_because": "no_records"}
    reason, rows = Counter(item.reason for item in rejected).most_common(1)[0]
    example = next(item for item in rejected if item.reason == reason)
    details = {**example.details, "column": example.column, "found": example.found, "reason": reason, "rows": rows}
    if (reason, example.column) == ("missing_value", "status"):
        return {"refused_because": "status_empty", "details": details}
    return {"refused_because": "no_row_kept", "details": details}
