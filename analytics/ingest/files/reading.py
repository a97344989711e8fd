"""A file, whatever it is, into the tables of text that are in it."""

from __future__ import annotations

import duckdb

from analytics.contract import TABLES
from analytics.ingest.files import workbooks
from analytics.ingest.files.csv_files import read_csv
from analytics.ingest.files.exports import Export, format_of
from analytics.ingest.files.headings import Heading, find_heading
from analytics.ingest.files.parquet_files import read_parquet
from analytics.ingest.files.text_tables import TextTable, fill
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words

_NO_HEADING = Heading(next(iter(TABLES.values())), 0, 0, (), {})


def read_export(
    connection: duckdb.DuckDBPyConnection, export: Export, words: Words, first: int
) -> tuple[list[TextTable], list[str]]:
    """The tables of an export, as DuckDB tables `text_<first>` and on, and the sheets that hold none.

    Raises RefusalError where the file as a whole cannot be taken.
    """
    kind = format_of(export.path)
    if kind == "xlsx":
        return _read_workbook(connection, export, words, first)
    text = TextTable(f"text_{first}", export.name, _NO_HEADING)
    said = (export.table, export.columns)
    if kind == "parquet":
        read_parquet(connection, export.path, text, said, words, export.is_partitioned)
    else:
        read_csv(connection, export.path, first, text, said, words)
    return [text], []


def _read_workbook(
    connection: duckdb.DuckDBPyConnection, export: Export, words: Words, first: int
) -> tuple[list[TextTable], list[str]]:
    workbook = workbooks.open_workbook(export.path)
    found: list[TextTable] = []
    skipped: list[str] = []
    refusals: list[RefusalError] = []
    try:
        for title, sheet in workbooks.sheets(workbook):
            head = workbooks.head(sheet)
            try:
                heading = find_heading(head, words, export.table, export.columns)
            except RefusalError as refusal:
                skipped.append(title)
                refusals.append(refusal)
                continue
            text = TextTable(f"text_{first + len(found)}", export.name, heading)
            fill(connection, text, workbooks.records(sheet))
            found.append(text)
    finally:
        workbook.close()
    if found:
        return found, skipped
    raise next((r for r in refusals if r.code != "no_heading"), RefusalError("no_heading"))
