"""What typed records must be to one another: within limits, complete, once each, visits of known grants."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from analytics.contract import FIRST_DAY, TABLES, Column, Table
from analytics.ingest.cells.converting import PLACE, create_staged_table, staged_type
from analytics.programmes import PROGRAMMES

SQL = Path(__file__).parent.parent / "sql" / "import"
SMALLINT_MAX = 32_767
ENDLESS = 9999
ROWS_NAMED = 40
"""Of rows that share a key: more than a report shows, and not as many as there are in each of them."""


@cache
def statement(name: str) -> str:
    """The text of `sql/import/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Macros, the staged tables, the table of findings and the programmes, in a fresh connection."""
    for name in ("clean_values", "findings"):
        connection.execute(statement(name))
    for table in TABLES.values():
        create_staged_table(connection, table)
    connection.execute(
        "create table programmes (programme VARCHAR, delivery VARCHAR, usual_members BIGINT, "
        "first_year BIGINT, last_year BIGINT, least_idr BIGINT, most_idr BIGINT)"
    )
    connection.executemany(
        "insert into programmes values (?, ?, ?, ?, ?, ?, ?)",
        [
            [p.code, p.delivery, p.usual_members, p.first_year, p.last_year or ENDLESS, *p.usual_amount_idr]
            for p in PROGRAMMES.values()
        ],
    )


def check_alone(connection: duckdb.DuckDBPyConnection, table: Table, as_of: date) -> None:
    """Limits and required values of one staged table; the rows that fail leave it."""
    limited = [column for column in table.stored_columns if _limits(column, as_of)[:2] != (None, None)]
    needed = [column for column in table.stored_columns if column.required or column.alone_enough]
    facts = [f"{fact}({column.name})" for column in limited for fact in ("min", "max")]
    facts += [f"count(*) - count({column.name})" for column in needed]
    found = list(connection.sql(f"select {', '.join(facts)} from staged_{table.name}").fetchall()[0])
    for column in limited:
        least, most = found.pop(0), found.pop(0)
        if least is not None:
            _check_limits(connection, table, column, least, most, as_of)
    for column, missing in zip(needed, found, strict=True):
        if missing:
            _report_missing(connection, table, column)
    connection.execute(
        "update findings set is_rejection = true where tbl = $table and list_contains($required, col)",
        {"table": table.name, "required": required_names(table)},
    )
    remove_rejected(connection, table)


def required_names(table: Table) -> list[str]:
    """The columns in which a bad value costs the row."""
    return [column.name for column in table.columns if column.required or column.alone_enough]


def remove_rejected(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Takes the rejected rows out of a staged table; the ids of rejected grants are remembered."""
    rejected = f"""
        from findings
        where tbl = '{table.name}' and is_rejection
            and findings.part = staged_{table.name}.part and findings.row = staged_{table.name}.row
    """
    if table.name == "grants":
        connection.execute(
            f"insert into rejected_grants select grant_id from staged_grants where exists (from (select 1 {rejected}))"
        )
    connection.execute(f"delete from staged_{table.name} where exists (from (select 1 {rejected}))")


def _check_limits(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column, least: object, most: object, as_of: date
) -> None:
    lower, upper, above = _limits(column, as_of)
    for problem, limit, is_outside, sign in (
        ("below_limit", lower, lower is not None and least < lower, "<"),  # type: ignore[operator]
        (above, upper, upper is not None and most > upper, ">"),  # type: ignore[operator]
    ):
        if not is_outside:
            continue
        outside = f"{column.name} {sign} $limit::{staged_type(column)}"
        connection.execute(
            f"insert into findings by name select '{table.name}' as tbl, part, row, '{column.name}' as col, "
            f"{column.name}::VARCHAR as found, '{problem}' as problem from staged_{table.name} where {outside}",
            {"limit": limit},
        )
        connection.execute(f"update staged_{table.name} set {column.name} = null where {outside}", {"limit": limit})


def _limits(column: Column, as_of: date) -> tuple[date | int | None, date | int | None, str]:
    if column.kind == "date":
        return FIRST_DAY, as_of, "future_date"
    largest = SMALLINT_MAX if column.sql_type == "SMALLINT" else None
    return column.minimum, column.maximum if column.maximum is not None else largest, "above_limit"


def _report_missing(connection: duckdb.DuckDBPyConnection, table: Table, column: Column) -> None:
    known = list(PLACE) if column.name in PLACE else [column.name]
    connection.execute(
        f"""
        insert into findings by name
        select '{table.name}' as tbl, part, row, '{known[0]}' as col, '' as found, 'missing' as problem
        from staged_{table.name} as staged
        where {column.name} is null and not exists (
            from findings
            where tbl = '{table.name}' and findings.part = staged.part and findings.row = staged.row
                and list_contains($known, col)
        )
        """,
        {"known": known},
    )


def reject_repeated(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Exact duplicates: the first is kept. One key with different values: all of its rows are rejected."""
    hashed = table.key_hash_sql
    connection.execute(
        f"create or replace table repeated_keys as select {hashed} as key_hash from staged_{table.name} "
        "group by key_hash having count(*) > 1"
    )
    if not connection.sql("select count(*) from repeated_keys").fetchall()[0][0]:
        return
    names = [column.name for column in table.stored_columns]
    differing = ", ".join(
        f"case when count(distinct coalesce({name}::VARCHAR, '')) > 1 then '{name}' end" for name in names
    )
    connection.execute(
        f"""
        insert into findings by name
        with
        repeated as (
            select *, {_key_text(table)} as key
            from staged_{table.name}
            where {hashed} in (select key_hash from repeated_keys)
        ),
        keys as (
            select
                key,
                min((part, row)) as kept,
                array_to_string(list(row order by part, row)[:{ROWS_NAMED}], ', ') as rows,
                array_to_string(list_filter([{differing}], lambda name: name is not null), ', ') as columns
            from repeated
            group by key
            having count(*) > 1
        )
        select
            '{table.name}' as tbl, part, row, '{table.keys[0][0]}' as col, key as found,
            case when columns = '' then 'duplicate_row' else 'conflicting_duplicate' end as problem,
            json_object('key', key, 'rows', rows, 'columns', columns, 'kept', kept[2])::VARCHAR as details,
            true as is_rejection
        from repeated inner join keys using (key)
        where columns <> '' or (part, row) <> kept
        """
    )
    remove_rejected(connection, table)


def _key_text(table: Table) -> str:
    cases = " ".join(f"when {key[0]} is not null then concat_ws(' | ', {', '.join(key)})" for key in table.keys)
    return f"case {cases} end"


def check_visits(connection: duckdb.DuckDBPyConnection) -> None:
    """Visits against the grants as they will be, and against one another."""
    visits = TABLES["visits"]
    connection.execute(statement("visits_without_grant"))
    remove_rejected(connection, visits)
    connection.execute(
        "create or replace table repeated_days as select hash(grant_id, visited_on) as day_hash "
        "from staged_visits group by day_hash having count(*) > 1"
    )
    connection.execute(statement("verdict_conflicts"))
    remove_rejected(connection, visits)
    connection.execute(statement("visit_warnings"))
    connection.execute(
        "update staged_visits set active_members = null from findings where col = 'active_members' "
        "and problem = 'more_active_than_members' and tbl = 'visits' "
        "and findings.part = staged_visits.part and findings.row = staged_visits.row"
    )
