"""The first pass: whatever the format, the recognised columns of a file as text, in one DuckDB table.

Records that are none (titles, totals, blanks) are set aside with a reason, records of the wrong shape are
kept out and reported; columns that are not recognised, personal ones among them, are never taken in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from analytics.ingest.files.headings import Heading, Record
from analytics.ingest.report import Details

BATCH = 100_000


@dataclass(frozen=True)
class Misshapen:
    """A record with more or fewer cells than the heading, so that nothing tells which cell is which."""

    row: int
    cells: int
    expected: int


@dataclass(frozen=True)
class Note:
    """Something that the reader should know of a whole table: a word of `ingest.warning`."""

    reason: str
    column: str = ""
    row: int = 0
    details: Details = field(default_factory=dict)


@dataclass(frozen=True)
class PlainRecords:
    """The records below the heading as DuckDB reads them, in order, `count` by a count of their own.

    `sql` gives c0, c1 and on, and whether the first cell is one `is_odd` for a record; it takes `parameters`.
    """

    sql: str
    parameters: Mapping[str, object]
    count: int


def _nothing(_connection: duckdb.DuckDBPyConnection, _table: TextTable) -> list[TextTable]:
    return []


@dataclass
class TextTable:
    """One table found in a file. `name` is its DuckDB table: a VARCHAR a recognised column.

    - `export`: its place in the batch; `sheet`: the sheet that it stands in, empty where the file has none.
    - `row_number`: the SQL for a record's number as a spreadsheet shows it.
    - `records`: all rows of the file but the heading, by a count of their own.
    - `plain`: its records where DuckDB can read them in one sweep.
    - `take_in`: reads the file into the DuckDB table and returns tables found beneath it, themselves taken in.
    - `is_staged`: its values were staged in that sweep, and the text never taken in.
    - `counts_from_1904`: its bare day numbers count from 1 January 1904.
    """

    name: str
    file: str
    heading: Heading
    export: int = 0
    sheet: str = ""
    records: int = 0
    row_number: str = "row"
    set_aside: list[tuple[int, str]] = field(default_factory=list)
    misshapen: list[Misshapen] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    plain: PlainRecords | None = None
    take_in: Callable[[duckdb.DuckDBPyConnection, TextTable], list[TextTable]] = _nothing
    is_staged: bool = False
    counts_from_1904: bool = False


def create_text_table(connection: duckdb.DuckDBPyConnection, table: TextTable) -> None:
    """Makes the DuckDB table, empty. Its columns are names of the contract."""
    columns = "".join(f", {name} VARCHAR" for name in table.heading.columns)
    connection.execute(f"create or replace table {table.name} (row BIGINT{columns})")


def take_in_plain(connection: duckdb.DuckDBPyConnection, table: TextTable, records: PlainRecords, *more: str) -> None:
    """Makes the DuckDB table of the recognised columns, and `more` expressions, in the order of the records."""
    columns = ", ".join([*(f"c{at} as {name}" for name, at in table.heading.columns.items()), *more])
    statement = f"create or replace table {table.name} as select {columns} from {records.sql}"
    connection.execute(statement, records.parameters)


def fill(connection: duckdb.DuckDBPyConnection, table: TextTable, records: Iterable[tuple[int, Record]]) -> None:
    """Takes in the records of a table, each with its number in the file."""
    create_text_table(connection, table)
    names = list(table.heading.columns)
    positions = list(table.heading.columns.values())
    for batch in _batched(records, BATCH):
        frame = pd.DataFrame(
            {
                "row": [row for row, _ in batch],
                **{
                    name: pd.Series([record[at] or None for _, record in batch], dtype=object)
                    for name, at in zip(names, positions, strict=True)
                },
            }
        )
        connection.register("batch", frame)
        columns = ", ".join(f"{name}::VARCHAR" for name in names)
        connection.execute(f"insert into {table.name} select row, {columns} from batch")
        connection.unregister("batch")


def set_aside_above(table: TextTable, records: Sequence[Record]) -> None:
    """The rows above the heading: titles and blanks."""
    for row, record in enumerate(records[: table.heading.row - 1], start=1):
        table.set_aside.append((row, "title_row" if any((cell or "").strip() for cell in record) else "blank_row"))


def _batched(rows: Iterable[tuple[int, Record]], size: int) -> Iterator[list[tuple[int, Record]]]:
    batch: list[tuple[int, Record]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
