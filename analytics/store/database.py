"""The one door through which questions are asked of the data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from analytics.contract import TABLES
from analytics.estimate import Source
from analytics.programmes import PROGRAMMES
from analytics.store.versions import (
    Manifest,
    StoreError,
    checked,
    database_file,
    first_readable,
    is_checked_whole,
    require_version,
)

SQL = Path(__file__).parents[1] / "sql"
REFERENCE = Path(__file__).parents[2] / "data" / "reference"
REFERENCE_FILES = (
    "events", "minimum_wage", "offered_business_types", "outside_amounts", "price_index", "published_figures",
    "regencies", "simulation",
)  # fmt: skip
"""Stems of the files of `data/reference` that questions rest on; `sql/reference/` says what of each."""

MACROS = (
    "age_months", "grant_states_at", "grants_at", "lost_at", "visit_gaps_at", "visit_trials_at", "ordinary_verdicts_at",
)  # fmt: skip
"""Stems of `sql/macros/`, each after those that it uses."""

READS_STATES = re.compile(r"\b\w+_at\(")
"""A question that calls none of the macros above reads rows as they are, and no state of a day need be calculated."""

MAX_ANSWERS_KEPT = 256
MAX_DAYS_KEPT = 3

DIMENSIONS: dict[str, str] = {
    "programme": "VARCHAR",
    "delivery": "VARCHAR",
    "regency": "VARCHAR",
    "regency_type": "VARCHAR",
    "district": "VARCHAR",
    "cohort_year": "INTEGER",
    "business_category": "VARCHAR",
    "amount_band": "VARCHAR",
    "funding_source": "VARCHAR",
}
"""What figures can be grouped and filtered by, with the DuckDB type of its values."""

Selection = Mapping[str, Sequence[str | int]]
"""Dimension to the values picked; a dimension that is absent is not restricted."""


@cache
def query_text(name: str) -> str:
    """The question as it is asked: the text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def quoted(path: Path) -> str:
    """A path as a literal of SQL, for statements that bind no parameters."""
    return "'" + str(path).replace("'", "''") + "'"


@dataclass(frozen=True)
class Question:
    """A query with its parameters; two are the same where name and parameters are written alike."""

    name: str
    written: str
    parameters: Mapping[str, object] = field(compare=False)


class Store:
    """One version, open for questions: read-only, without a way to files or network, locked against change.

    Reference tables and macros are those of the running program, laid over those that were written into the file when
    it was published: a corrected reference file holds from the next opening on, for every version, and a version that
    was published without them opens too. Who asks the file by hand reads those of its publishing.

    The state of every grant on a day is calculated once and kept for the last days asked for, each in a database of its
    own in memory: most of what a question costs is to plan and make that.
    """

    def __init__(self, manifest: Manifest, database: Path, reference: Path) -> None:
        self.manifest, self.reference = manifest, reference
        self.faults: tuple[StoreError, ...] = ()
        self._answer = lru_cache(MAX_ANSWERS_KEPT)(self._ask)
        self._on = lru_cache(MAX_DAYS_KEPT)(partial(_connected, database, reference_tables(database, reference)))

    @staticmethod
    def open(store: Path, reference: Path = REFERENCE, version: str | None = None) -> Store:
        """Opens a version, by default the current one, or where that cannot be read the newest that can: `faults` then
        says what stood in the way. Raises StoreError: `no_data`, `unknown_version`, `nothing_readable`; for a version
        that is asked for, what is wrong with it."""
        if version:
            require_version(store, version)
            return Store.open_version(store, checked(store, version), reference)
        opened, faults = first_readable(store, lambda manifest: Store.open_version(store, manifest, reference))
        if opened is None:
            raise StoreError("nothing_readable" if faults else "no_data")
        opened.faults = faults
        return opened

    @staticmethod
    def open_version(store: Path, manifest: Manifest, reference: Path = REFERENCE) -> Store:
        """Opens the version of a manifest. Raises StoreError (`data_changed`, `data_unreadable`, ...)."""
        if is_checked_whole(manifest):
            checked(store, manifest.version, whole=True)
        opened = Store(manifest, database_file(store, manifest.version), reference)
        try:
            opened._on(manifest.latest_on)
        except duckdb.Error as error:
            raise StoreError("data_unreadable", version=manifest.version) from error
        return opened

    @property
    def latest_on(self) -> date:
        """The default as-of date: the latest disbursed_on or visited_on, never the clock."""
        if self.manifest.latest_on is None:
            raise StoreError("no_data")
        return self.manifest.latest_on

    def sources(self, *tables: str) -> tuple[Source, ...]:
        """The files behind these tables."""
        return tuple(source for table in tables for source in self.manifest.sources.get(table, ()))

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """Answers the question in `sql/<name>.sql`.

        A parameter `picked` may be a Selection; it is completed to a STRUCT with every dimension. Several figures
        rest on one question, so the last answers are kept; the frame may be changed without changing them.
        """
        if "picked" in parameters:
            parameters["picked"] = _picked(parameters["picked"])  # type: ignore[arg-type]
        return self._answer(Question(name, repr(parameters), parameters)).copy(deep=False)

    def _ask(self, question: Question) -> pd.DataFrame:
        """A cursor of its own makes it safe in any thread."""
        text = query_text(question.name)
        day = question.parameters.get("as_of", self.manifest.latest_on) if READS_STATES.search(text) else None
        with self._on(day).cursor() as cursor:
            answer: pd.DataFrame = cursor.sql(text, params=question.parameters).df()
            return answer

    def close(self) -> None:
        """Lets go of the file, once no answer is under way."""
        self._on.cache_clear()


def _attached(database: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    attach_version(connection, database, "data")
    return connection


def reference_tables(database: Path, reference: Path) -> dict[str, pa.Table]:
    """As they are when the version is opened, so that all days asked for rest on the same."""
    with _attached(database) as connection:
        _load_reference(connection, reference)
        names = ("programmes", *REFERENCE_FILES)
        return {name: connection.table(f"reference.{name}").to_arrow_table() for name in names}


def _connected(database: Path, reference_tables: Mapping[str, pa.Table], day: date | None) -> duckdb.DuckDBPyConnection:
    """A version with reference tables and macros; the states of the grants on `day` are in a table."""
    connection = _attached(database)
    connection.execute("create schema reference")
    for name, rows in reference_tables.items():
        connection.register("rows", rows)
        connection.execute(f"create table reference.{name} as from rows")
        connection.unregister("rows")
    _make_macros(connection)
    if day is not None:
        connection.execute(query_text("one_day/grant_states"), {"as_of": day})
        connection.execute(query_text("one_day/grant_states_at"))
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def _picked(selection: Selection) -> dict[str, list[str | int] | None]:
    unknown = set(selection) - set(DIMENSIONS)
    if unknown:
        raise StoreError("unknown_dimension", dimension=sorted(unknown)[0])
    return {dimension: list(selection[dimension]) if selection.get(dimension) else None for dimension in DIMENSIONS}


def _load_reference(connection: duckdb.DuckDBPyConnection, reference: Path) -> None:
    """Into the schema `reference` of the connection's own database; `data.regencies` must be there."""
    connection.execute("create schema reference")
    programmes = [asdict(programme) for programme in PROGRAMMES.values()]
    connection.execute(query_text("reference/programmes"), {"programmes": programmes})
    for name in REFERENCE_FILES:
        connection.execute(query_text(f"reference/{name}"), {"file": str(reference / f"{name}.csv")})


def _make_macros(connection: duckdb.DuckDBPyConnection) -> None:
    for name in MACROS:
        connection.execute(query_text(f"macros/{name}"))


def write_reference_and_macros(database: Path, reference: Path = REFERENCE) -> None:
    """Into the file of a new version, so that every question of `sql/` can be asked of it without this program.

    The file must be named `data.duckdb`: DuckDB calls a database by its file, and the questions say `data.grants`.
    """
    with duckdb.connect(str(database)) as connection:
        _load_reference(connection, reference)
        _make_macros(connection)


def create_tables(connection: duckdb.DuckDBPyConnection, schema: str = "main") -> None:
    """Makes every table of the contract, empty, in the database of a new version."""
    for table in TABLES.values():
        columns = ", ".join(f"{column.name} {column.sql_type}" for column in table.stored_columns)
        connection.execute(f"create table {schema}.{table.name} ({columns})")


def attach_version(connection: duckdb.DuckDBPyConnection, database: Path, name: str) -> None:
    """Attaches a version under `name`, read-only; a column that the contract names since it was made is NULL there."""
    connection.execute(f"attach {quoted(database)} as {name} (read_only)")
    held = connection.execute(
        "select table_name, column_name from duckdb_columns() where database_name = $name and schema_name = 'main'",
        {"name": name},
    ).fetchall()
    lacking = {(table.name, column.name) for table in TABLES.values() for column in table.stored_columns}.difference(
        held
    )
    if not lacking:
        return
    connection.execute(f"detach {name}")
    connection.execute(f"attach {quoted(database)} as older_{name} (read_only)")
    connection.execute(f"attach ':memory:' as {name}")
    for table in TABLES.values():
        columns = ", ".join(
            f"null::{column.sql_type} as {column.name}" if (table.name, column.name) in lacking else column.name
            for column in table.stored_columns
        )
        connection.execute(f"create view {name}.{table.name} as select {columns} from older_{name}.{table.name}")
