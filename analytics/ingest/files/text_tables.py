"""The first pass: whatever the format, the recognised columns of a file as text, in one DuckDB table.

Records that are none (titles, totals, blanks) are set aside with a reason, records of the wrong shape are
kept out and reported; columns that are not recognised, personal ones among them, are never taken in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from analytics.ingest.files.headings import Heading, Record

BATCH = 100_000


@dataclass(frozen=True)
class Misshapen:
    """A record with more or fewer cells than the heading, so that nothing tells which cell is which."""

    row: int
    cells: int
    expected: int


@dataclass(frozen=True)
class PlainRecords:
    """The records below the heading as DuckDB reads them, in order.

    `sql` gives c0, c1 and on, and whether the first cell is one `is_odd` for a record; it takes `parameters`.
    """

    sql: str
    parameters: Mapping[str, object]


@dataclass
class TextTable:
    """One table found in a file. `name` is its DuckDB table: a VARCHAR a recognised column.

    `export` is its place in the batch, `row_number` the SQL for a record's number as a spreadsheet shows it;
    `records` counts all rows of the file but the heading, by a count of its own. `staged_from` is the file where
    its values were staged as they were read: the text is then taken in only when it is asked for.
    """

    name: str
    file: str
    heading: Heading
    export: int = 0
    records: int = 0
    row_number: str = "row"
    set_aside: list[tuple[int, str]] = field(default_factory=list)
    misshapen: list[Misshapen] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    staged_from: PlainRecords | None = None


def create_text_table(connection: duckdb.DuckDBPyConnection, table: TextTable) -> None:
    """Makes the DuckDB table, empty. Its columns are names of the contract."""
    columns = "".join(f", {name} VARCHAR" for name in table.heading.columns)
    connection.execute(f"create or replace table {table.name} (row BIGINT{columns})")


def take_in(connection: duckdb.DuckDBPyConnection, table: TextTable, records: PlainRecords, *more: str) -> None:
    """Makes the DuckDB table of the recognised columns, and `more` expressions, in the order of the records."""
    columns = ", ".join([*(f"c{at} as {name}" for name, at in table.heading.columns.items()), *more])
    statement = f"create or replace table {table.name} as select {columns} from {records.sql}"
    connection.execute(statement, records.parameters)


def fill(connection: duckdb.DuckDBPyConnection, table: TextTable, records: Iterable[Record]) -> None:
    """Takes in the records of a file, the first one being row 1, heading and titles included."""
    create_text_table(connection, table)
    names = list(table.heading.columns)
    positions = list(table.heading.columns.values())
    for batch in _batched(_data(table, records), BATCH):
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


def _data(table: TextTable, records: Iterable[Record]) -> Iterator[tuple[int, Record]]:
    heading = table.heading
    width = len(heading.cells)
    above: list[Record] = []
    for row, record in enumerate(records, start=1):
        if row <= heading.row:
            above.append(record)
            if row == heading.row:
                set_aside_above(table, above)
            continue
        table.records += 1
        full = [*record[:width], *[None] * (width - len(record))]
        reason = heading.not_a_record(full) if heading.odd_record(full) else None
        if reason and not any(record[width:]):
            table.set_aside.append((row, reason))
        elif len(record) < width or any((cell or "").strip() for cell in record[width:]):
            table.misshapen.append(Misshapen(row, len(record), width))
        else:
            yield row, full
    table.records += heading.row - 1


def _batched(rows: Iterator[tuple[int, Record]], size: int) -> Iterator[list[tuple[int, Record]]]:
    batch: list[tuple[int, Record]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
