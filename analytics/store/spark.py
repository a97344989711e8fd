"""The questions of `sql/` put to Spark, over Parquet on disk, for more grants than one machine holds (docs/spark.md).

It is the Store that every figure asks, with another way to an answer: the same `.sql` file, its macros expanded and its
parameters bound, transpiled by sqlglot. Where Spark lacks a word of DuckDB's, `WORDS` says it in others.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import count
from pathlib import Path

import duckdb
import pandas as pd
import sqlglot
from pyspark.sql import DataFrame, SparkSession
from sqlglot import exp

from analytics.contract import TABLES
from analytics.store.database import (
    DIMENSIONS,
    MACROS,
    MAX_ANSWERS_KEPT,
    REFERENCE,
    Question,
    Store,
    attach_version,
    query_text,
    quoted,
    reference_tables,
)
from analytics.store.versions import Manifest, StoreError, checked, database_file, first_readable, require_version

PARTITIONED_BY = {"grants": "disbursed_on", "visits": "visited_on"}
"""Table to the day by whose year its rows are put into folders."""

WORDS = """
create macro months_between_firsts(since, upto) as (year(upto) - year(since)) * 12 + month(upto) - month(since);
create macro datesub(part, since, upto) as months_between_firsts(since, upto)
    - if(since + make_ym_interval(0, months_between_firsts(since, upto)) > upto, 1, 0);
create macro to_months(months) as make_ym_interval(0, CAST(months AS INT));
create macro list_has_all(whole, part) as size(array_except(part, whole)) = 0;
"""
"""What DuckDB has and Spark has not, or, as its months_between, with other ends of months: as macros, so that all of it
is written out in one way. `part` of datesub is always a month here."""


class SparkStore(Store):
    """A version whose rows lie in Parquet and whose questions Spark answers; everything else is a Store's.

    Its session is its own, so that the views of one version never answer for another.
    """

    def __init__(self, manifest: Manifest, tables: Path, database: Path, reference: Path) -> None:
        self.manifest, self.reference, self.faults = manifest, reference, ()
        self._answer = lru_cache(MAX_ANSWERS_KEPT)(self._ask)
        self._spark: SparkSession = SparkSession.builder.appName("grants").getOrCreate().newSession()
        self._states: dict[date, DataFrame] = {}
        for table in TABLES.values():
            columns = {one.name: one.sql_type.replace("VARCHAR", "STRING") for one in table.stored_columns}
            schema = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            rows = self._spark.read.schema(schema).parquet(str(tables / table.name)).select(*columns)
            rows.createOrReplaceTempView(f"data_{table.name}")
        for name, rows in reference_tables(database, reference).items():
            self._spark.createDataFrame(rows).createOrReplaceTempView(f"reference_{name}")

    def _ask(self, question: Question) -> pd.DataFrame:
        """Rows are ordered, and take the types that they have elsewhere, in a DuckDB of their own: they are few."""
        text = in_spark(query_text(question.name), question.parameters)
        day = question.parameters.get("as_of")
        if isinstance(day, date) and view_of(day) in text:
            self._make_states(day)
        answer = self._spark.sql(text).toArrow()
        with duckdb.connect(":memory:") as connection:
            connection.register("answer", answer)
            ordered = "order by all" in query_text(question.name).lower()
            found: pd.DataFrame = connection.sql(f"from answer {'order by all' if ordered else ''}").df()
            return found

    def _make_states(self, day: date) -> None:
        """Once for all the questions of a day, kept by the workers: in memory, on their disks where that is short."""
        if day not in self._states:
            states = self._spark.sql(in_spark("from grant_states_at($day::DATE)", {"day": day})).persist()
            self._states[day] = states
            states.createOrReplaceTempView(view_of(day))

    def close(self) -> None:
        """Lets go of the states; the session is the process's."""
        for states in self._states.values():
            states.unpersist()
        self._states.clear()


def open_on_spark(store: Path, parquet: Path, version: str | None = None, reference: Path = REFERENCE) -> SparkStore:
    """A version (by default the current one) over its tables in `parquet`, written there where they are not yet.

    Raises StoreError as `Store.open` does.
    """
    if version:
        require_version(store, version)
        found: Manifest | None = checked(store, version)
        faults: tuple[StoreError, ...] = ()
    else:
        found, faults = first_readable(store, lambda manifest: manifest)
    if found is None:
        raise StoreError("nothing_readable" if faults else "no_data")
    database = database_file(store, found.version)
    tables = parquet / found.version_key.replace(":", "")
    if not tables.exists():
        write_parquet(database, tables)
    opened = SparkStore(found, tables, database, reference)
    opened.faults = faults
    return opened


def write_parquet(database: Path, folder: Path) -> None:
    """The tables of a version, a folder each, those of `PARTITIONED_BY` in a folder a year; all of it or nothing."""
    draft = folder.with_name(f".{folder.name}")
    shutil.rmtree(draft, ignore_errors=True)
    with duckdb.connect(":memory:") as connection:
        attach_version(connection, database, "data")
        for table in TABLES:
            (draft / table).mkdir(parents=True)
            if day := PARTITIONED_BY.get(table):
                rows, where, how = (
                    f"select *, year({day}) as in_year from data.{table}",
                    draft / table,
                    (", partition_by (in_year), overwrite_or_ignore"),
                )
            else:
                rows, where, how = f"from data.{table}", draft / table / "rows.parquet", ""
            connection.execute(f"copy ({rows}) to {quoted(where)} (format parquet{how})")
    draft.rename(folder)


def view_of(day: date) -> str:
    """The view that holds the state of every grant on a day."""
    return f"grant_states_{day:%Y%m%d}"


def in_spark(text: str, parameters: Mapping[str, object]) -> str:
    """A question in Spark's words, its parameters bound; the rows of `order by all` come in no order."""
    question = sqlglot.parse_one(text, read="duckdb")
    for placeholder in list(question.find_all(exp.Placeholder, exp.Parameter)):
        placeholder.replace(_literal(parameters[placeholder.name]))
    order = question.args.get("order")
    if order and order.sql("duckdb").upper() == "ORDER BY ALL":
        question.set("order", None)
    day = parameters.get("as_of")
    _expand(question, view_of(day) if isinstance(day, date) else None)
    for table in list(question.find_all(exp.Table)):
        if table.db:
            table.replace(_under(f"{table.db}_{table.name}", table.alias or table.name))
    written: str = question.sql("spark", identify=True)
    return written


def _literal(value: object) -> exp.Expr:
    """A parameter as it would be written in SQL: a day, a number, a text, a list of texts or a selection."""
    if isinstance(value, Mapping):
        lists = {name: _list(value[name], kind) for name, kind in DIMENSIONS.items()}
        return sqlglot.parse_one(
            f"struct_pack({', '.join(f'{name} := {one}' for name, one in lists.items())})", read="duckdb"
        )
    if isinstance(value, list):
        return sqlglot.parse_one(_list(value, "VARCHAR"), read="duckdb")
    return exp.convert(value)


def _list(values: Sequence[object] | None, kind: str) -> str:
    items = None if values is None else ", ".join(exp.convert(value).sql("duckdb") for value in values)
    return f"{'null' if items is None else f'[{items}]'}::{kind}[]"


@cache
def _macros() -> dict[str, exp.Create]:
    texts = [WORDS, *(query_text(f"macros/{name}") for name in MACROS)]
    made = [one for text in texts for one in sqlglot.parse(text, read="duckdb") if isinstance(one, exp.Create)]
    return {one.this.this.name: one for one in made}


def _expand(tree: exp.Expr, states: str | None) -> None:
    """Writes out every call of a macro, the outer first; `states` is the view to read instead of grant_states_at."""
    for number in count():
        call = next((one for one in tree.find_all(exp.Anonymous) if one.name.lower() in _macros()), None)
        if call is None:
            return
        name, place = call.name.lower(), call.parent
        if not isinstance(place, exp.Table):
            call.replace(exp.Paren(this=_written_out(call, number)))
        elif name == "grant_states_at" and states:
            place.replace(_under(states, place.alias or name))
        else:
            alias = exp.TableAlias(this=exp.to_identifier(place.alias or name))
            place.replace(exp.Subquery(this=_written_out(call, number), alias=alias))


def _written_out(call: exp.Anonymous, number: int) -> exp.Expr:
    """The body of the macro that is called, with what it is called with in the place of its parameters. sqlglot takes
    its WITH to the head of the question, so its names there have a number of their own."""
    macro = _macros()[call.name.lower()]
    given = dict(zip((one.name for one in macro.this.expressions), call.expressions, strict=True))
    body: exp.Expr = macro.expression.copy()
    for column in list(body.find_all(exp.Column)):
        if column.name in given and not column.table:
            column.replace(exp.Paren(this=given[column.name].copy()))
    inner = {one.alias for one in body.find_all(exp.CTE)}
    for table in list(body.find_all(exp.Table)):
        if table.name in inner and not table.db:
            table.replace(_under(f"{table.name}_{number}", table.alias or table.name))
    for one in body.find_all(exp.CTE):
        one.set("alias", exp.TableAlias(this=exp.to_identifier(f"{one.alias}_{number}")))
    return body


def _under(name: str, alias: str) -> exp.Expr:
    return exp.alias_(exp.to_table(name), alias, table=True)
