"""Parquet: its columns as text, so that the same rules read them. A type declared by another program proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from analytics.ingest.files.headings import find_heading
from analytics.ingest.files.text_tables import TextTable
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words

MOST_ROWS = 50_000_000


def read_parquet(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    table: TextTable,
    said: tuple[str | None, Mapping[str, str | None]],
    words: Words,
    partitioned: bool = False,
) -> None:
    """Fills `table` from a Parquet file; `partitioned` takes the columns in from the names of its folders too.

    Raises RefusalError: those of `find_heading`, and `damaged_parquet`, `nested_column`, `too_many_rows`.
    """
    given = {"path": str(path), "partitioned": partitioned}
    source = (
        "read_parquet($path, binary_as_string = true, hive_partitioning = $partitioned, hive_types_autocast = false)"
    )
    try:
        described = connection.execute(f"describe select * from {source}", given).fetchall()
        rows = connection.execute("select num_rows from parquet_file_metadata($path)", {"path": str(path)}).fetchall()
    except duckdb.Error as error:
        raise RefusalError("damaged_parquet") from error
    if rows[0][0] > MOST_ROWS:
        raise RefusalError("too_many_rows", limit=MOST_ROWS)
    table.heading = find_heading([[name for name, *_ in described]], words, *said)
    nested = [
        name for name, at in table.heading.columns.items() if any(mark in described[at][1] for mark in "([")
        and not described[at][1].startswith("DECIMAL")
    ]  # fmt: skip
    if nested:
        raise RefusalError("nested_column", columns=", ".join(nested))
    positions = ", ".join(f"c{at}" for at in range(len(described)))
    columns = ", ".join(f"c{at}::VARCHAR as {name}" for name, at in table.heading.columns.items())
    try:
        connection.execute(
            f"create or replace table {table.name} as select {columns} from {source} as export({positions})", given
        )
    except duckdb.Error as error:
        raise RefusalError("damaged_parquet") from error
    table.records = rows[0][0]
    table.row_number = "rowid + 2"
