"""Parquet: its columns as text, so that the same rules read them. A type declared by another program proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb

from analytics.ingest.choices import Choices
from analytics.ingest.files.headings import Record, find_heading
from analytics.ingest.files.text_tables import Note, TextTable
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words

MAX_ROWS = 50_000_000
MAX_BYTES_UNPACKED = 20_000_000_000
MAX_TIMES_PACKED = 1_000
SMALL_BYTES = 500_000_000
WITA_HOURS = 8
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
"""What Hive and Spark call the folder of rows without a value."""
MIDNIGHTS_IN_UTC = {"15:00:00": 9, "16:00:00": 8, "17:00:00": 7}
"""Hours of UTC at which it is midnight in Indonesia: WIT, WITA, WIB."""

_SOURCE = "read_parquet($path, binary_as_string = true, hive_partitioning = $partitioned, hive_types_autocast = false)"


def read_parquet(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    table: TextTable,
    choices: Callable[[Sequence[Sequence[Record]]], Choices],
    words: Words,
    partitioned: bool = False,
) -> None:
    """Fills `table` from a Parquet file. `choices` tells what the reader says of one with these headings; `partitioned`
    takes the columns in from the names of its folders too.

    Instants (timestamps with a zone) are days in the province; whole numbers are written without a decimal mark,
    whatever type another program gave them.

    Raises RefusalError: those of `find_heading`, and `bomb`, `damaged_parquet`, `nested_column`, `too_many_rows`.
    """
    given = {"path": str(path), "partitioned": partitioned}
    try:
        rows = _weighed(connection, path)
        described = connection.execute(f"describe select * from {_SOURCE}", given).fetchall()
        names = [[name for name, *_ in described]]
        said = choices([names])
        table.heading = find_heading(names, words, said.table, said.columns)
        types = {name: str(described[at][1]) for name, at in table.heading.columns.items()}
        nested = [name for name, type_ in types.items() if type_.endswith("]") or type_.startswith(("STRUCT", "MAP"))]
        if nested:
            raise RefusalError("nested_column", columns=", ".join(nested))
        positions = ", ".join(f"c{at}" for at in range(len(described)))
        source = f"{_SOURCE} as export({positions})"
        columns = [
            f"{_text(connection, table, name, f'c{at}', types[name], source, given)} as {name}"
            for name, at in table.heading.columns.items()
        ]
        connection.execute(f"create or replace table {table.name} as select {', '.join(columns)} from {source}", given)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise RefusalError("damaged_parquet") from error
    table.records = rows
    table.row_number = "rowid + 2"


def _weighed(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The number of rows, by the footer. Raises RefusalError where that or the bytes declared are beyond reading."""
    footer = connection.execute(
        "select (select sum(num_rows) from parquet_file_metadata($path)), "
        "(select sum(total_uncompressed_size) from parquet_metadata($path))",
        {"path": str(path)},
    ).fetchall()[0]
    rows, unpacked = int(footer[0] or 0), int(footer[1] or 0)
    if rows > MAX_ROWS:
        raise RefusalError("too_many_rows", limit=MAX_ROWS)
    swells = unpacked > SMALL_BYTES and unpacked > MAX_TIMES_PACKED * path.stat().st_size
    if unpacked > MAX_BYTES_UNPACKED or swells:
        raise RefusalError("bomb")
    return rows


def _text(
    connection: duckdb.DuckDBPyConnection, table: TextTable, name: str, column: str, type_: str, source: str,
    given: Mapping[str, object],
) -> str:  # fmt: skip
    """The SQL for a column as text."""
    if type_ == "TIMESTAMP WITH TIME ZONE":
        table.notes.append(Note("instants_in_wita", name))
        return f"make_timestamp(epoch_us({column}) + {WITA_HOURS} * 3600000000)::DATE::VARCHAR"
    if type_.startswith("TIMESTAMP"):
        hours = _hours_behind(connection, column, source, given)
        if hours:
            table.notes.append(Note("instants_in_wita", name))
        return f"({column}::TIMESTAMP + interval {hours} hour)::DATE::VARCHAR"
    if type_ in ("DOUBLE", "FLOAT") or type_.startswith("DECIMAL"):
        whole = f"{column} = trunc({column}) and abs({column}) < 1e15"
        decimals = f"regexp_replace({column}::VARCHAR, '^(-?\\d{{1,3}}\\.\\d{{3}})$', '\\10')"  # no thousands
        return f"case when {whole} then {column}::BIGINT::VARCHAR else {decimals} end"
    return f"nullif({column}::VARCHAR, '{NO_VALUE}')"


def _hours_behind(connection: duckdb.DuckDBPyConnection, column: str, source: str, given: Mapping[str, object]) -> int:
    """Hours to midnight where every timestamp stands at one hour that is midnight in Indonesia: days kept in UTC."""
    clocks = connection.execute(
        f"select min({column}::TIMESTAMP::TIME)::VARCHAR, max({column}::TIMESTAMP::TIME)::VARCHAR from {source}", given
    ).fetchall()[0]
    return MIDNIGHTS_IN_UTC.get(clocks[0], 0) if clocks[0] == clocks[1] else 0
