"""The second pass: cells of text into typed values, column by column.

What is written canonically is converted by DuckDB in one sweep; each other spelling is read once, by the
rules of `values`, and joined back. A cell that cannot be read leaves NULL and a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import duckdb
import pandas as pd

from analytics.contract import Column, Kind, Table
from analytics.ingest.cells import values
from analytics.ingest.cells.days import DAY_FIRST, DayOrder, DayStyle, day_style, read_day
from analytics.ingest.cells.regencies import resolve
from analytics.ingest.cells.values import Reading
from analytics.ingest.files.headings import HeadingRefusalError
from analytics.ingest.files.text_tables import Note, PlainRecords, TextTable
from analytics.ingest.personal import masked
from analytics.ingest.vocabulary import YES_NO, Words

PLACE = ("regency", "regency_code")
FIRST_ROWS = 10_000
MAX_DAYS_COMPARED = 400
SAID_IN = {"kube_class": "status", "welfare_decile": "poverty_register"}
"""Columns that exports without them may tell in another."""
MIN_AMOUNT_IDR = 10_000
"""In rupiah, no monthly turnover and no amount that is not 0 is below it."""
Rule = Callable[[str], Reading]

STAGED_TYPES: dict[Kind, str] = {"count": "BIGINT", "year": "BIGINT"}
"""Wider than stored until the limits have been checked."""


def staged_type(column: Column) -> str:
    """The type of a column while its values are being checked."""
    return STAGED_TYPES.get(column.kind, column.sql_type)


def create_staged_table(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """`staged_<table>`: part and row of the file, the columns that will be stored, and places as they are written."""
    staged = [column for column in table.columns if column.stored or column.name in PLACE]
    columns = ", ".join(f"{column.name} {staged_type(column)}" for column in staged)
    connection.execute(f"create table staged_{table.name} (part INTEGER, row BIGINT, {columns})")


def convert(
    connection: duckdb.DuckDBPyConnection, part: int, text: TextTable, words: Words, as_of: date,
    day_orders: Mapping[str, DayOrder] | None = None,
) -> None:  # fmt: skip
    """Adds the records of one text table to its staged table, and what is wrong with them to `findings`.

    - `day_orders`: columns of days of which the reader has said how they are written.

    Raises RefusalError where a required column as a whole can be read in more than one way: `days_contradict`,
    `days_half_swapped`. An optional one is left empty, and a note of the table says so.
    """
    styles = _day_styles(connection, text, day_orders or {})
    marks = {
        column.name: values.decimal_marks(_distinct(connection, text, column, ""))
        for column in _converted(text)
        if column.name in text.heading.scales
    }
    rules = {
        column.name: rule_for(column, words, as_of, text, styles.get(column.name), marks.get(column.name, {}))
        for column in _converted(text)
    }
    expressions = {
        column.name: "null" if _is_reread(column, text, styles) else clean(column) for column in _converted(text)
    }
    joins = []
    if any(name in text.heading.columns for name in PLACE):
        joins.append(_places(connection, part, text, words))
        expressions["regency_code"] = "places.code"
    if "business_type" in text.heading.columns:
        joins.append(_business_categories(connection, text, words))
        expressions["business_category"] = "categories.category"
    for column, said_in in SAID_IN.items():
        if said_in in text.heading.columns and column not in text.heading.columns:
            joins.append(_said_beside(connection, text, words, column, said_in))
            expressions[column] = f"{column}_said.value::{staged_type(text.heading.table.column(column))}"
    looked_up: list[Column] = []

    def look_up(columns: Sequence[Column]) -> None:
        for column in columns:
            unread = "" if _is_reread(column, text, styles) else f"and {clean(column)} is null"
            odd = _odd_values(connection, text, column, unread, rules[column.name])
            joins.append(f"left join {odd} on t.{column.name} = {odd}.found")
            expressions[column.name] = f"coalesce({expressions[column.name]}, {odd}.value::{staged_type(column)})"
            _report_odd(connection, part, text, column.name, odd)
        looked_up.extend(columns)

    look_up(_columns_odd_at_first(connection, text, expressions))
    _stage(connection, part, text, expressions, joins)
    unread = [column for column in _columns_left_unread(connection, part, text) if column not in looked_up]
    if unread:
        look_up(unread)
        connection.execute(f"delete from staged_{text.heading.table.name} where part = {part}")
        _stage(connection, part, text, expressions, joins)
    _empty_what_is_no_rupiah(connection, part, text)


def _empty_what_is_no_rupiah(connection: duckdb.DuckDBPyConnection, part: int, text: TextTable) -> None:
    """Empties what is too small for an amount in optional columns of rupiah, and says so: a column of which no value is
    an amount holds ticks, or thousands or millions without saying it; so may single cells among amounts."""
    names = [column.name for column in _converted(text) if column.kind == "rupiah" and not column.required]
    if not names:
        return
    table = text.heading.table.name
    facts = [f"max({name}), count(*) filter ({_is_too_small(name)})" for name in names]
    found = connection.sql(f"select {', '.join(facts)} from staged_{table} where part = {part}").fetchall()[0]
    for name, most, too_small in zip(names, found[::2], found[1::2], strict=True):
        if not too_small:
            continue
        if most < MIN_AMOUNT_IDR:
            said = masked(text.heading.cells[text.heading.columns[name]])
            text.notes.append(Note("amounts_too_small", name, details={"most": most, "said": said}))
        else:
            connection.execute(
                f"insert into findings by name select '{table}' as tbl, part, row, '{name}' as col, "
                f"{name}::VARCHAR as found, 'amount_too_small' as problem from staged_{table} "
                f"where part = {part} and {_is_too_small(name)}"
            )
        connection.execute(f"update staged_{table} set {name} = null where part = {part} and {_is_too_small(name)}")


def _is_too_small(name: str) -> str:
    return f"{name} > 0 and {name} < {MIN_AMOUNT_IDR}"


def _day_styles(
    connection: duckdb.DuckDBPyConnection, text: TextTable, chosen: Mapping[str, DayOrder]
) -> dict[str, DayStyle]:
    """How each column of days is written; columns that can be read in more than one way refuse, or are noted."""
    styles = {}
    for column in _converted(text):
        if column.kind != "date":
            continue
        if column.name in chosen:
            styles[column.name] = DayStyle(chosen[column.name], text.counts_from_1904)
            continue
        style = _day_style(connection, text, column)
        details = {**style.details, "said": masked(text.heading.cells[text.heading.columns[column.name]])}
        if style.problem and column.required:
            raise HeadingRefusalError(style.problem, text.heading, column=column.name, **details)
        if style.problem or style.note:
            text.notes.append(Note(style.problem or style.note or "", column.name, details=details))
        styles[column.name] = style
    return styles


def _day_style(connection: duckdb.DuckDBPyConnection, text: TextTable, column: Column) -> DayStyle:
    """What the distinct cells of a column of days say; of ISO days the latest of a month come first, and are enough."""
    odd = _distinct(connection, text, column, f"and {clean(column)} is null")
    days = connection.execute(
        f"select distinct t.{column.name} from {text.name} t where {clean(column)} is not null "
        f"order by day({clean(column)}) desc limit {MAX_DAYS_COMPARED}"
    ).fetchall()
    return day_style(odd, [day for (day,) in days], counts_from_1904=text.counts_from_1904)


def _is_reread(column: Column, text: TextTable, styles: Mapping[str, DayStyle]) -> bool:
    """Whether cells that look canonical are not: amounts in a unit, days of which some are swapped."""
    style = styles.get(column.name, DAY_FIRST)
    return column.name in text.heading.scales or style.order == "swapped" or style.problem is not None


def stage_canonical(
    connection: duckdb.DuckDBPyConnection, part: int, text: TextTable, records: PlainRecords, words: Words
) -> bool:
    """Whether all records are written canonically: then they are staged, in one sweep over the file.

    Otherwise nothing is: some cell, place or record needs a closer look.
    """
    if text.heading.scales:
        return False
    staged = f"staged_{text.heading.table.name}"
    values = {"part": f"case when is_odd then error('not a record') else {part} end"}
    values |= {name: f"t.{name}" for name in PLACE if name in text.heading.columns}
    values |= {column.name: _canonical(column) for column in _converted(text)}
    cells = ", ".join(f"c{at} as {name}" for name, at in text.heading.columns.items())
    try:
        connection.execute(
            f"insert into {staged} ({', '.join(values)}) select {', '.join(values.values())} "
            f"from (select {cells}, is_odd from {records.sql}) as t",
            records.parameters,
        )
    except duckdb.Error:
        return False
    if _number_rows(connection, part, text) == records.count and _map_places(connection, part, text, words):
        _map_businesses(connection, part, text, words)
        _empty_what_is_no_rupiah(connection, part, text)
        return True
    connection.execute(f"delete from {staged} where part = {part}")
    return False


def _canonical(column: Column) -> str:
    """The SQL that reads a canonical cell, or an empty one where that may be, and stops at any other."""
    other = f"error('not canonical')::{staged_type(column)}"
    missing = other if column.required else f"case when t.{column.name} is not null then {other} end"
    return f"coalesce({clean(column)}, {missing})"


def _number_rows(connection: duckdb.DuckDBPyConnection, part: int, text: TextTable) -> int:
    """Numbers the staged rows of a part, which lie in the order of the file; returns how many there are."""
    staged = f"staged_{text.heading.table.name}"
    count, first = connection.sql(f"select count(*), min(rowid) from {staged} where part = {part}").fetchall()[0]
    if count:
        connection.execute(f"update {staged} set row = rowid + {text.heading.row + 1 - first} where part = {part}")
    return int(count)


def _map_places(connection: duckdb.DuckDBPyConnection, part: int, text: TextTable, words: Words) -> bool:
    """Puts the codes of regencies where places are as written. Whether every place is plainly one regency."""
    named = [name for name in PLACE if name in text.heading.columns]
    if not named:
        return True
    staged = f"staged_{text.heading.table.name}"
    pairs = connection.execute(f"select distinct {', '.join(PLACE)} from {staged} where part = {part}").fetchall()
    places = [(name, code, resolve(name, code, words)) for name, code in pairs]
    if any(place.problem or place.note for *_, place in places):
        return False
    _create(connection, "places", [(name, code, place.code) for name, code, place in places], *PLACE, "code")
    same = " and ".join(f"{staged}.{name} is not distinct from places.{name}" for name in PLACE)
    connection.execute(f"update {staged} set regency_code = places.code from places where part = {part} and {same}")
    return True


def _map_businesses(connection: duckdb.DuckDBPyConnection, part: int, text: TextTable, words: Words) -> None:
    if "business_type" not in text.heading.columns:
        return
    cells = connection.execute(
        f"select distinct business_type from staged_grants where part = {part} and business_type is not null"
    ).fetchall()
    categories = [(found, words.business_category(found)) for (found,) in cells]
    _create(connection, "categories", categories, "found", "category")
    connection.execute(
        "update staged_grants set business_category = category from categories "
        f"where part = {part} and business_type = found"
    )


def _stage(
    connection: duckdb.DuckDBPyConnection, part: int, text: TextTable, expressions: dict[str, str], joins: list[str]
) -> None:
    connection.execute(
        f"insert into staged_{text.heading.table.name} (part, row, {', '.join(expressions)}) "
        f"select {part}, t.{text.row_number}, {', '.join(expressions.values())} from {text.name} t {' '.join(joins)}"
    )


def _columns_odd_at_first(
    connection: duckdb.DuckDBPyConnection, text: TextTable, expressions: Mapping[str, str]
) -> list[Column]:
    """The columns of which some cell near the beginning is not canonical: most that have such a cell at all."""
    columns = _converted(text)
    unread = ", ".join(f"count({column.name}) - count({expressions[column.name]})" for column in columns)
    first = f"(select * from {text.name} limit {FIRST_ROWS})"
    counts = connection.sql(f"select {unread} from {first} as t").fetchall()[0]
    return [column for column, count in zip(columns, counts, strict=True) if count]


def _columns_left_unread(connection: duckdb.DuckDBPyConnection, part: int, text: TextTable) -> list[Column]:
    """The columns of which some cell is not canonical."""
    columns = _converted(text)
    counts = ", ".join(f"count({column.name})" for column in columns)
    written = connection.sql(f"select {counts} from {text.name}").fetchall()[0]
    read = connection.sql(f"select {counts} from staged_{text.heading.table.name} where part = {part}").fetchall()[0]
    return [column for column, cells, values in zip(columns, written, read, strict=True) if cells != values]


def _converted(text: TextTable) -> list[Column]:
    columns = text.heading.table.columns
    return [c for c in columns if c.name in text.heading.columns and c.stored and c.name not in PLACE]


def clean(column: Column) -> str:
    """The SQL that reads a canonical cell of the column."""
    if column.kind == "choice":
        return f"clean_choice(t.{column.name}, [{', '.join(repr(value) for value in column.domain)}])"
    return f"clean_{column.kind}(t.{column.name})"


def _odd_values(connection: duckdb.DuckDBPyConnection, text: TextTable, column: Column, unread: str, rule: Rule) -> str:
    readings = [(found, _read(found, rule)) for found in _distinct(connection, text, column, unread)]
    name = f"odd_{text.name}_{column.name}"
    _create(
        connection,
        name,
        [(found, r.value, r.problem, r.note) for found, r in readings],
        "found",
        "value",
        "problem",
        "note",
    )
    return name


def _distinct(connection: duckdb.DuckDBPyConnection, text: TextTable, column: Column, unread: str) -> list[str]:
    """The distinct cells of a column that say anything."""
    cells = connection.execute(
        f"select distinct t.{column.name} from {text.name} t where not is_blank(t.{column.name}) {unread}"
    ).fetchall()
    return [cell for (cell,) in cells]


def rule_for(
    column: Column, words: Words, as_of: date, text: TextTable,
    style: DayStyle | None = None, marks: Mapping[str, str] | None = None,
) -> Rule:  # fmt: skip
    """The rule that reads a cell of the column which is not canonical."""
    scale = text.heading.scales.get(column.name, 1)
    if style is not None and style.problem:
        return lambda _cell: Reading()
    rules: dict[Kind, Rule] = {
        "text": values.read_text,
        "code": lambda cell: values.read_code(cell, column),
        "date": lambda cell: read_day(cell, as_of, style or DAY_FIRST),
        "rupiah": lambda cell: values.read_number(cell, scale, marks or {}),
        "number": values.read_number,
        "count": values.read_number,
        "year": values.read_year,
        "boolean": lambda cell: _read_word(cell, YES_NO, words),
        "choice": lambda cell: _read_word(cell, column.name, words),
    }
    return rules[column.kind]


def _read(found: str, rule: Rule) -> Reading:
    if values.is_blank(found):
        return Reading()
    if problem := values.unreadable(found):
        return Reading(problem=problem)
    cell = found if rule is values.read_text else values.unwrapped(found)
    return Reading() if values.is_blank(cell) else rule(cell)


def _read_word(cell: str, column: str, words: Words) -> Reading:
    value = words.choice(column, cell)
    return Reading(value) if value is not None else Reading(problem="unknown_word")


def _report_odd(connection: duckdb.DuckDBPyConnection, part: int, text: TextTable, column: str, odd: str) -> None:
    given = {"table": text.heading.table.name, "column": column}
    connection.execute(
        f"insert into findings by name select $table as tbl, {part} as part, t.{text.row_number} as row, "
        f"$column as col, t.{column} as found, problem from {text.name} t join {odd} on t.{column} = found "
        "where problem is not null",
        given,
    )
    connection.execute(
        f"insert into notes by name select $table as tbl, {part} as part, min(t.{text.row_number}) as row, "
        f"$column as col, note, count(*) as rows from {text.name} t join {odd} on t.{column} = found "
        "where note is not null group by note",
        given,
    )


def _places(connection: duckdb.DuckDBPyConnection, part: int, text: TextTable, words: Words) -> str:
    named = [name if name in text.heading.columns else f"null::VARCHAR as {name}" for name in PLACE]
    pairs = connection.execute(f"select distinct {', '.join(named)} from {text.name}").fetchall()
    resolved = [(name, code, resolve(name, code, words)) for name, code in pairs]
    rows = [
        (name, code, p.code, p.problem, p.column, (name if p.column == "regency" else code) or name or code,
         ", ".join(p.candidates), p.note)
        for name, code, p in resolved
    ]  # fmt: skip
    _create(
        connection, "places", rows, "regency", "regency_code", "code", "problem", "col", "found", "candidates", "note"
    )
    same = " and ".join(
        f"t.{name} is not distinct from places.{name}" for name in PLACE if name in text.heading.columns
    )
    given = {"table": text.heading.table.name}
    if any(p.problem for *_, p in resolved):
        connection.execute(
            f"insert into findings by name select $table as tbl, {part} as part, t.{text.row_number} as row, "
            "places.col, found, problem, json_object('candidates', candidates)::VARCHAR as details "
            f"from {text.name} t join places on {same} where problem is not null",
            given,
        )
    if any(p.note for *_, p in resolved):
        connection.execute(
            f"insert into notes by name select $table as tbl, {part} as part, min(t.{text.row_number}) as row, "
            f"'regency' as col, note, count(*) as rows from {text.name} t join places on {same} "
            "where note is not null group by note",
            given,
        )
    return f"left join places on {same}"


def _business_categories(connection: duckdb.DuckDBPyConnection, text: TextTable, words: Words) -> str:
    cells = connection.execute(
        f"select distinct business_type from {text.name} where not is_blank(business_type)"
    ).fetchall()
    rows = [(found, words.business_category(found)) for (found,) in cells if not values.unreadable(found)]
    _create(connection, "categories", rows, "found", "category")
    return "left join categories on t.business_type = categories.found"


def _said_beside(
    connection: duckdb.DuckDBPyConnection, text: TextTable, words: Words, column: str, said_in: str
) -> str:
    """The join that gives what the cells of `said_in` say of `column`."""
    cells = connection.execute(f"select distinct {said_in} from {text.name} where not is_blank({said_in})").fetchall()
    readable = [found for (found,) in cells if not values.unreadable(found)]
    _create(
        connection,
        f"{column}_said",
        [(found, words.said_beside(column, found)) for found in readable],
        "found",
        "value",
    )
    return f"left join {column}_said on t.{said_in} = {column}_said.found"


def _create(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[tuple[str | None, ...]], *columns: str
) -> None:
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    connection.register("mapped", frame)
    as_text = ", ".join(f"{column}::VARCHAR as {column}" for column in columns)
    connection.execute(f"create or replace table {name} as select {as_text} from mapped")
    connection.unregister("mapped")
