"""One table of the version as a file: what goes out can come in again."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import duckdb

from analytics.contract import TABLES, Column
from analytics.store.database import Store

TableFormat = Literal["csv", "json", "parquet"]


def write_table(store: Store, name: str, path: Path, file_format: TableFormat) -> None:
    """Writes a table of the contract, columns in its order.

    In CSV a text that a spreadsheet would run as a formula gets an apostrophe in front. Raises KeyError for a
    table that there is not.
    """
    table = TABLES[name]
    frame = store.query("table", table_name="reference.regencies" if name == "regencies" else f"data.{name}")
    columns = ", ".join(_expression(column, file_format) for column in table.stored_columns)
    options = {"csv": "format csv, header", "json": "format json, array true", "parquet": "format parquet"}[file_format]
    with duckdb.connect(":memory:") as connection:
        connection.register("frame", frame)
        connection.execute(f"create table written as select {columns} from frame")
        quoted = str(path).replace("'", "''")
        connection.execute(f"copy written to '{quoted}' ({options})")


def _expression(column: Column, file_format: TableFormat) -> str:
    typed = f"{column.name}::{column.sql_type}"
    if file_format == "csv" and column.kind in ("text", "code"):
        typed = f"regexp_replace({typed}, '^[=+\\-@\\t\\r]', '''\\0')"
    return f"{typed} as {column.name}"
