"""Versions of the data, and the one door through which questions are asked of them.

A store is a folder. Each import adds `versions/<id>/` (a DuckDB file and its manifest) under a new name; the
file `current` names the version that is served and moves at the very end, by an atomic replacement. An
import that dies at any moment therefore leaves the store as it was, and a dashboard that is being read goes
on with the file it opened.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import filelock
import pandas as pd

from analytics.contract import TABLES
from analytics.estimate import Source
from analytics.programmes import PROGRAMMES

LAYOUT = 1
"""Raised when the tables of a version change shape; versions of another layout are not opened."""

SQL = Path(__file__).parent / "sql"
REFERENCE = Path(__file__).parent.parent / "data" / "reference"
LOCK_PATIENCE_SECONDS = 5
ANSWERS_KEPT = 256

DIMENSIONS: dict[str, str] = {
    "programme": "VARCHAR",
    "delivery": "VARCHAR",
    "regency": "VARCHAR",
    "regency_type": "VARCHAR",
    "district": "VARCHAR",
    "cohort_year": "INTEGER",
    "business_category": "VARCHAR",
    "amount_band": "VARCHAR",
}
"""What figures can be grouped and filtered by, with the DuckDB type of its values."""

Selection = Mapping[str, Sequence[str | int]]
"""Dimension to the values picked; a dimension that is absent is not restricted."""


class StoreError(Exception):
    """A store that cannot be opened or written: `code` is a word of the catalogs (`store_error.*`)."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Manifest:
    """What a version is: written beside its data, and read without opening it.

    `latest_on` is the latest disbursed_on or visited_on, the default as-of date (None: nothing is dated).
    `digests` tells two versions with the same rows apart from others, whatever the order of rows.
    """

    version: str
    layout: int
    imported_at: str
    latest_on: date | None
    is_sample: bool
    rows: Mapping[str, int]
    digests: Mapping[str, str]
    sources: Mapping[str, tuple[Source, ...]]
    changes: Mapping[str, Mapping[str, int]]

    @property
    def version_key(self) -> str:
        """Tells this version's content from any other's, across stores: what caches are keyed on."""
        return f"{self.version}-{self.imported_at}-{'-'.join(self.digests.values())}"

    @staticmethod
    def read(path: Path) -> Manifest:
        """Raises StoreError(`broken_version`) where the manifest cannot be read."""
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            return Manifest(
                **{
                    **said,
                    "latest_on": date.fromisoformat(said["latest_on"]) if said["latest_on"] else None,
                    "sources": {
                        table: tuple(Source(**source) for source in sources)
                        for table, sources in said["sources"].items()
                    },
                }
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError("broken_version", version=path.parent.name) from error

    def write(self, path: Path) -> None:
        """Written as JSON, dates as ISO days."""
        path.write_text(json.dumps(asdict(self), default=str, indent=1, ensure_ascii=False), encoding="utf-8")


def current_version(store: Path) -> str | None:
    """The id of the version that is served, None where nothing has been imported."""
    try:
        return (store / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def versions(store: Path) -> list[Manifest]:
    """All versions, newest first."""
    manifests = sorted((store / "versions").glob("*/manifest.json"), reverse=True)
    return [Manifest.read(path) for path in manifests]


def restore(store: Path, version: str) -> None:
    """Makes an earlier version current again. Raises StoreError(`unknown_version`)."""
    if version not in {manifest.version for manifest in versions(store)}:
        raise StoreError("unknown_version", version=version)
    with writing(store):
        _point_to(store, version)


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """One writer at a time. Raises StoreError (`store_busy`, `store_not_writable`, `disk_full`)."""
    try:
        (store / "versions").mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(store / ".lock", timeout=LOCK_PATIENCE_SECONDS):
            yield
    except filelock.Timeout as error:
        raise StoreError("store_busy") from error
    except OSError as error:
        raise StoreError("disk_full" if error.errno == 28 else "store_not_writable") from error


@contextmanager
def drafting(store: Path) -> Iterator[Path]:
    """A folder in the store in which a version is made; gone afterwards unless `publish` took it."""
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=store))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def next_version_id(store: Path) -> str:
    """Four digits, one more than the highest so far: in the order of imports whatever the clock says."""
    taken = [int(path.name) for path in (store / "versions").iterdir() if path.name.isdigit()]
    return f"{max(taken, default=0) + 1:04d}"


def publish(store: Path, draft: Path, manifest: Manifest) -> None:
    """Takes a finished draft (`data.duckdb` in it) in as a version and makes it current, all or nothing."""
    manifest.write(draft / "manifest.json")
    draft.rename(store / "versions" / manifest.version)
    _point_to(store, manifest.version)


def database_file(store: Path, version: str) -> Path:
    """Where a version's tables are."""
    return store / "versions" / version / "data.duckdb"


def _point_to(store: Path, version: str) -> None:
    pointer = store / ".current-next"
    pointer.write_text(version + "\n", encoding="utf-8")
    pointer.replace(store / "current")


@cache
def query_text(name: str) -> str:
    """The question as it is asked: the text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


@dataclass(frozen=True)
class Question:
    """A query with its parameters; two are the same where name and parameters are written alike."""

    name: str
    written: str
    parameters: Mapping[str, object] = field(compare=False)


class Store:
    """One version, open for questions: read-only, without a way to files or network, locked against change."""

    def __init__(self, manifest: Manifest, connection: duckdb.DuckDBPyConnection) -> None:
        self.manifest = manifest
        self._connection = connection
        self._answer = lru_cache(ANSWERS_KEPT)(self._ask)

    @staticmethod
    def open(store: Path, reference: Path = REFERENCE) -> Store:
        """Opens the current version. Raises StoreError (`no_data`, `other_layout`, `broken_version`)."""
        version = current_version(store)
        if version is None:
            raise StoreError("no_data")
        manifest = Manifest.read(store / "versions" / version / "manifest.json")
        if manifest.layout != LAYOUT:
            raise StoreError("other_layout", version=version)
        connection = duckdb.connect(":memory:")
        try:
            connection.execute(f"attach {_quoted(database_file(store, version))} as data (read_only)")
            _load_reference(connection, reference)
        except duckdb.Error as error:
            connection.close()
            raise StoreError("broken_version", version=version) from error
        for macro in sorted((SQL / "macros").glob("*.sql")):
            connection.execute(macro.read_text(encoding="utf-8"))
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return Store(manifest, connection)

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
        with self._connection.cursor() as cursor:
            answer: pd.DataFrame = cursor.sql(query_text(question.name), params=question.parameters).df()
            return answer

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()


def _picked(selection: Selection) -> dict[str, list[str | int] | None]:
    unknown = set(selection) - set(DIMENSIONS)
    if unknown:
        raise StoreError("unknown_dimension", dimension=sorted(unknown)[0])
    return {dimension: list(selection[dimension]) if selection.get(dimension) else None for dimension in DIMENSIONS}


def _load_reference(connection: duckdb.DuckDBPyConnection, reference: Path) -> None:
    connection.execute(
        "create table programmes (programme VARCHAR, delivery VARCHAR, unit_of_count VARCHAR, usual_members SMALLINT)"
    )
    connection.executemany(
        "insert into programmes values (?, ?, ?, ?)",
        [[p.code, p.delivery, p.unit_of_count, p.usual_members] for p in PROGRAMMES.values()],
    )
    for statement in sorted((SQL / "reference").glob("*.sql")):
        file = reference / f"{statement.stem}.csv"
        connection.execute(statement.read_text(encoding="utf-8"), {"file": str(file)})


def create_tables(connection: duckdb.DuckDBPyConnection, schema: str = "main") -> None:
    """Makes every table of the contract, empty, in the database of a new version."""
    for table in TABLES.values():
        columns = ", ".join(f"{column.name} {column.sql_type}" for column in table.stored_columns)
        connection.execute(f"create table {schema}.{table.name} ({columns})")
