"""What typed records must be to one another: within limits, complete, once each, visits of known grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from analytics.contract import FIRST_DAY, TABLES, Column, Table
from analytics.ingest.cells.converting import PLACE, create_staged_table, staged_type
from analytics.ingest.choices import MemberRows
from analytics.ingest.personal import masked_code
from analytics.ingest.report import RefusalError
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


def name_instances_alike(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes "uuid:" off the ids of submissions: forms write them with and without it."""
    connection.execute(
        "update staged_visits set visit_id = visit_id[6:] where starts_with(visit_id, 'UUID:') and visit_id <> 'UUID:'"
    )


def leave_out(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Takes out the records that say of themselves that they do not count: planned, cancelled, voided by a reviewer."""
    keys = sorted({name for key in table.keys for name in key})
    for column in table.columns:
        if not column.left_out:
            continue
        connection.execute(
            f"insert into left_out by name select '{table.name}' as tbl, part, row, 'left_out' as reason, "
            f"'{column.name}' as col, {column.name} as value, {', '.join(keys)} from staged_{table.name} "
            f"where list_contains($left_out, {column.name})",
            {"left_out": list(column.left_out)},
        )
    if connection.sql(f"select count(*) from left_out where tbl = '{table.name}'").fetchall()[0][0]:
        remove_left_out(connection, table)


def join_member_rows(
    connection: duckdb.DuckDBPyConnection, personal_parts: Mapping[int, bool], said: Mapping[int, MemberRows]
) -> dict[int, RefusalError]:
    """Makes one grant of the rows of a group's members, where amounts allow one reading: the group's once, or the sum.

    - `personal_parts`: the files with personal columns, and whether a heading of these names members.
    - `said`: what the reader says of the rows of files.

    Returns why files are refused: the amounts of some group can be read in two ways, or members have ids of their own.
    `repeated_keys` must hold the ids of grants that are repeated.
    """
    connection.execute("create or replace temp table personal_parts (part INTEGER, names_members BOOLEAN)")
    if personal_parts:
        connection.executemany(
            "insert into personal_parts values (?, ?)", [list(one) for one in personal_parts.items()]
        )
    connection.execute("create or replace temp table said_parts (part INTEGER, said VARCHAR)")
    if said:
        connection.executemany("insert into said_parts values (?, ?)", [[part, one] for part, one in said.items()])
    refusals = _number_members_alike(connection, said) if personal_parts or said else {}
    if not connection.sql("select count(*) from repeated_keys").fetchall()[0][0]:
        return refusals
    connection.execute(statement("member_rows"))
    unclear = connection.sql(
        "select part, first_row, grant_id, row_count from member_rows where amount_idr is null order by first_row desc"
    ).fetchall()
    for part, row, grant_id, rows in unclear:
        details = {"grant_id": masked_code(grant_id), "row": row, "rows": rows}
        refusals[part] = RefusalError("member_rows_unclear", **details)
    if refusals:
        return refusals
    of_grant = "member_rows.part = staged_grants.part and member_rows.grant_id = staged_grants.grant_id"
    connection.execute(
        "insert into left_out by name select 'grants' as tbl, part, row, 'member_row' as reason from staged_grants "
        f"where exists (from member_rows where {of_grant} and row <> first_row)"
    )
    connection.execute(
        "insert into notes by name select 'grants' as tbl, part, min(first_row) as row, 'amount_idr' as col, "
        "case when is_summed then 'member_rows_summed' else 'member_rows_joined' end as note, "
        "sum(row_count)::BIGINT as rows from member_rows group by part, is_summed"
    )
    connection.execute(
        "update staged_grants set amount_idr = member_rows.amount_idr, "
        "members = coalesce(staged_grants.members, row_count), recipient_sex = null, recipient_id = null, "
        "women_members = coalesce(women_members, case when sex_count = row_count then women end) "
        f"from member_rows where {of_grant} and row = first_row"
    )
    remove_left_out(connection, TABLES["grants"])
    return refusals


def _number_members_alike(
    connection: duckdb.DuckDBPyConnection, said: Mapping[int, MemberRows]
) -> dict[int, RefusalError]:
    """Gives the members of a group who have ids of their own, and visits to them, the id of the first, where the reader
    says that a row is a member; else returns why the files are refused."""
    connection.execute(statement("members_with_own_ids"))
    first = connection.sql(
        "select part, min(row), arg_min(grant_id, row), arg_min(members, row), arg_min(amount_idr, row) "
        "from member_ids group by part"
    ).fetchall()
    refusals = {}
    for part, row, grant_id, rows, amount in first:
        details = {"grant_id": masked_code(grant_id or ""), "row": row, "rows": rows, "amount": amount or 0}
        if part not in said:
            refusals[part] = RefusalError("members_with_own_ids", **details)
    if first and not refusals:
        connection.execute(
            "update staged_grants set grant_id = group_id from member_ids "
            "where member_ids.part = staged_grants.part and member_ids.row = staged_grants.row"
        )
        connection.execute(
            "update staged_visits set grant_id = group_id from member_ids "
            "where member_ids.grant_id = staged_visits.grant_id"
        )
        find_repeated(connection, TABLES["grants"])
    return refusals


def check_added(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], existing: str) -> dict[int, RefusalError]:
    """Checks records that are added to the data in schema `existing` as if they stood in one file with it.

    Returns why files are refused: a number names another grant or day than it does there. A visit that contradicts
    another of that day is rejected.
    """
    for name in ("grants", "visits"):
        connection.execute(f"create or replace view stored_{name} as from {existing}.{name}")
    refusals: dict[int, RefusalError] = {}
    others = connection.sql(statement("keys_that_name_another")).fetchall()
    for table, part, row, key, was, is_now in reversed(others):
        alike = sum(1 for one in others if one[:2] == (table, part))
        details = {"table": table, "row": row, "key": masked_code(key), "was": was, "now": is_now, "rows": alike}
        refusals[part] = RefusalError("key_names_another", **details)
    if refusals or "visits" not in tables:
        return refusals
    connection.execute(statement("visits_stored_that_day"))
    connection.execute(
        "insert into findings by name select 'visits' as tbl, part, row, 'status' as col, status as found, "
        "'conflicting_stored_verdict' as problem, json_object('grant_id', grant_id, 'visited_on', visited_on, "
        "'stored', contrary_status)::VARCHAR as details, true as is_rejection "
        "from visits_stored_that_day where contrary_status is not null"
    )
    connection.execute(
        "insert into notes by name select 'visits' as tbl, part, min(row) as row, 'visited_on' as col, "
        "'stored_same_day' as note, count(*) as rows from visits_stored_that_day where contrary_status is null "
        "group by part"
    )
    remove_rejected(connection, TABLES["visits"])
    return refusals


def remove_left_out(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Takes the rows that were left out of a staged table, and what was found in them out of the findings."""
    out = (
        f"from left_out where left_out.tbl = '{table.name}' and left_out.part = {{0}}.part and left_out.row = {{0}}.row"
    )
    for name, also in ((f"staged_{table.name}", ""), ("findings", f"findings.tbl = '{table.name}' and ")):
        connection.execute(f"delete from {name} where {also}exists ({out.format(name)})")


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
    for column in table.stored_columns:
        if column.pattern:
            _check_pattern(connection, table, column)
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


def _check_pattern(connection: duckdb.DuckDBPyConnection, table: Table, column: Column) -> None:
    does_not_fit = f"not regexp_full_match({column.name}, $pattern)"
    connection.execute(
        f"insert into findings by name select '{table.name}' as tbl, part, row, '{column.name}' as col, "
        f"{column.name} as found, 'does_not_fit' as problem from staged_{table.name} where {does_not_fit}",
        {"pattern": column.pattern},
    )
    connection.execute(
        f"update staged_{table.name} set {column.name} = null where {does_not_fit}", {"pattern": column.pattern}
    )


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


def find_repeated(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Fills `repeated_keys` with the hashes of the keys that more than one staged row has."""
    connection.execute(
        f"create or replace table repeated_keys as select {table.key_hash_sql} as key_hash from staged_{table.name} "
        "group by key_hash having count(*) > 1"
    )


def reject_repeated(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Exact duplicates: the first is kept. One key with different values: all of its rows are rejected.

    `repeated_keys` must hold the hashes of the keys that are repeated, and may hold more.
    """
    hashed = table.key_hash_sql
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
    connection.execute(
        "insert into notes by name select 'visits' as tbl, part, min(row) as row, 'visited_on' as col, "
        "'visited_twice_a_day' as note, count(*) as rows from staged_visits "
        "where hash(grant_id, visited_on) in (select day_hash from repeated_days) group by part"
    )
    connection.execute(statement("visit_warnings"))
    connection.execute(
        "update staged_visits set active_members = null from findings where col = 'active_members' "
        "and problem = 'more_active_than_members' and tbl = 'visits' "
        "and findings.part = staged_visits.part and findings.row = staged_visits.row"
    )
