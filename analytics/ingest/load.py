"""Exports into the store: all or nothing, each import a new version, nothing dropped without being told to."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import duckdb

from analytics.contract import SAMPLE_PREFIX, TABLES, Table
from analytics.estimate import Source
from analytics.ingest.batch import Batch, refused
from analytics.ingest.files.exports import Export, exports_in, sha256_of
from analytics.ingest.own_words import own_rows, words_in_force
from analytics.ingest.pipeline import ingest
from analytics.ingest.progress import CHECKED, Progress, no_progress
from analytics.ingest.recipe_files import kept_recipes, named
from analytics.ingest.recipes import Recipe
from analytics.ingest.report import FileReport, Outcome, Report
from analytics.store.database import (
    REFERENCE,
    REFERENCE_FILES,
    attach_version,
    create_tables,
    quoted,
    write_reference_and_macros,
)
from analytics.store.versions import (
    LAYOUT,
    NO_ROOM,
    Manifest,
    StoreError,
    checked,
    current_version,
    database_file,
    drafting,
    first_readable,
    is_checked_whole,
    next_version_id,
    publish,
    writing,
)

MEMORY_LIMIT = "1500MB"
OVERFLOW_LIMIT = "4GB"
"""On disk, beyond memory: what ends an import before it has filled the disk."""


def import_exports(
    store: Path, given: Sequence[Export | Path], *, as_of: date, now: datetime,
    add: bool = False, allow_drop: int | None = None, dry_run: bool = False, recipe: str = "", by: str = "",
    reference: Path = REFERENCE, progress: Progress = no_progress,
) -> Report:  # fmt: skip
    """Imports a batch of exports as one new version of the data.

    - `given`: exports, or paths of files and folders.
    - `as_of`: the latest day that a row may have; `now`: the moment that the version is marked with.
    - `add`: updates and inserts by key; otherwise each table brought replaces the one that there is.
    - `allow_drop`: the number of rows that may go; any other number, or none, refuses the import.
    - `dry_run`: the whole report, and no change.
    - `by`: the account that the version is marked with.
    - `recipe`: the name of a recipe that all files are read by; without it each by the one that fits it, if any.
    - `reference`: the folder of mapping and reference tables; `progress`: told the share of the work that is done.

    Same rows as the current version: no new version. Where that cannot be read the newest that can takes its place, and
    the import is a new version whatever its rows. Raises StoreError for the store and its recipes, never for a file.
    """
    recipes = kept_recipes(store)
    exports = [export for item in given for export in _exports(item)]
    if recipe:
        chosen = named(recipes, recipe)
        exports = [replace(one, choices=one.choices.over(chosen.choices), recipe=recipe) for one in exports]
    if all(export.is_passed_over for export in exports):
        return Report("refused", current_version(store), as_of, (FileReport("", None, refused_because="no_exports"),))
    plan = _Plan(store, exports, as_of, now, by, add, allow_drop, recipes, reference, progress)
    if dry_run:
        with tempfile.TemporaryDirectory(prefix="trial-") as draft:
            return _import(plan, Path(draft), next_version=None)
    with writing(store):
        for leftover in store.glob(".draft-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with drafting(store) as draft:
            return _import(plan, draft, next_version_id(store))


@dataclass(frozen=True)
class _Plan:
    store: Path
    exports: Sequence[Export]
    as_of: date
    now: datetime
    by: str
    add: bool
    allow_drop: int | None
    recipes: Sequence[Recipe]
    reference: Path
    progress: Progress


def _exports(given: Export | Path) -> list[Export]:
    if isinstance(given, Export):
        return exports_in(given.path, given.table) if given.path.is_dir() else [given]
    return exports_in(given)


def _import(plan: _Plan, draft: Path, next_version: str | None) -> Report:
    before, faults = first_readable(plan.store, partial(_attachable, plan.store))
    version = before.version if before else None
    try:
        with (
            closing(_connection(plan.store, draft, before)) as connection,
            tempfile.TemporaryDirectory(prefix="unpacked-") as room,
        ):
            batch = ingest(
                connection, plan.exports, words=words_in_force(plan.store, plan.reference), as_of=plan.as_of,
                room=Path(room), existing="before" if before else None, add=plan.add, recipes=plan.recipes,
                progress=plan.progress,
            )  # fmt: skip
            if batch.is_refused:
                return _report(batch, "refused", version, plan.as_of)
            _merge(connection, draft, batch, before, plan.add)
            plan.progress(CHECKED)
            changes = _changes(connection, before)
            going = sum(change["gone"] for change in changes.values())
            if going and plan.allow_drop != going:
                refusal = _report(_would_drop(batch, going), "refused", version, plan.as_of)
                return replace(refusal, changes=changes, rows_that_would_go=going)
            manifest = _manifest(connection, plan, batch, before, next_version or "", changes)
            connection.execute("detach draft")
        write_reference_and_macros(draft / "data.duckdb", plan.reference)
    except duckdb.Error as error:
        raise _store_error(error) from error
    if next_version and (before is None or faults or manifest.digests != before.digests):
        publish(plan.store, draft, manifest)
        version = next_version
    plan.progress(1.0)
    outcome: Outcome = "accepted_in_part" if batch.rejected else "accepted"
    return replace(_report(batch, outcome, version, plan.as_of), changes=changes, rows_that_would_go=going)


def _attachable(store: Path, manifest: Manifest) -> Manifest:
    """The version that an import compares with and keeps rows of. Raises StoreError where it cannot be read."""
    if is_checked_whole(manifest):
        checked(store, manifest.version, whole=True)
    try:
        with duckdb.connect(":memory:") as connection:
            attach_version(connection, database_file(store, manifest.version), "before")
    except duckdb.Error as error:
        raise StoreError("data_unreadable", version=manifest.version) from error
    return manifest


def _connection(store: Path, draft: Path, before: Manifest | None) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(draft / "overflow"),
            "max_temp_directory_size": OVERFLOW_LIMIT,
        },
    )
    connection.execute("set enable_progress_bar = false")
    if before:
        attach_version(connection, database_file(store, before.version), "before")
    return connection


def _merge(
    connection: duckdb.DuckDBPyConnection, draft: Path, batch: Batch, before: Manifest | None, add: bool
) -> None:
    """The tables as they will be, in `draft/data.duckdb`."""
    connection.execute(f"attach {quoted(draft / 'data.duckdb')} as draft")
    create_tables(connection, "draft")
    for table in TABLES.values():
        columns = ", ".join(column.name for column in table.stored_columns)
        if table.name in batch.tables:
            connection.execute(f"insert into draft.{table.name} select {columns} from staged_{table.name}")
        if before and (add or table.name not in batch.tables):
            connection.execute(f"insert into draft.{table.name} select {columns} from ({_kept(table, batch)})")


def _kept(table: Table, batch: Batch) -> str:
    """Rows of the current version that stay: not brought again, and visits only of grants that stay."""
    replaced = " ".join(
        f"and not exists (from staged_{table.name} as brought where {_same_key(table, at)})"
        for at in range(len(table.keys))
        if table.name in batch.tables
    )
    replaced += " ".join(
        f"and not exists (from left_out as brought where tbl = '{table.name}' and {_same_key(table, at)})"
        for at in range(len(table.keys))
    )
    orphaned = ""
    if table.name == "visits" and "grants" in batch.tables:
        orphaned = (
            "and exists (from draft.grants where draft.grants.grant_id = kept.grant_id "
            "and draft.grants.disbursed_on <= kept.visited_on)"
        )
    return f"select * from before.{table.name} as kept where true {replaced} {orphaned}"


def _same_key(table: Table, at: int) -> str:
    """Whether two rows are one by their key number `at`, which counts only where an earlier key is not filled."""
    same = [f"brought.{column} = kept.{column}" for column in table.keys[at]]
    same += [f"(brought.{key[0]} is null or kept.{key[0]} is null)" for key in table.keys[:at]]
    return " and ".join(same)


def _changes(connection: duckdb.DuckDBPyConnection, before: Manifest | None) -> dict[str, dict[str, int]]:
    """Rows added, changed and gone, table by table, distinguished by key."""
    changes = {}
    for table in TABLES.values():
        rows = connection.sql(f"select count(*) from draft.{table.name}").fetchall()[0][0]
        if before is None:
            changes[table.name] = {"added": rows, "changed": 0, "gone": 0}
            continue
        keyed = "select {key} as key_hash, hash(t) as row_hash from {schema}.{table} as t"
        old, new = (keyed.format(key=table.key_hash_sql, schema=s, table=table.name) for s in ("before", "draft"))
        counts = connection.sql(
            f"select count(*) filter (where old.key_hash is null), "
            "count(*) filter (where old.row_hash <> new.row_hash), "
            "count(*) filter (where new.key_hash is null) "
            f"from ({old}) as old full join ({new}) as new using (key_hash)"
        ).fetchall()[0]
        changes[table.name] = dict(zip(("added", "changed", "gone"), counts, strict=True))
    return changes


def _manifest(
    connection: duckdb.DuckDBPyConnection, plan: _Plan, batch: Batch, before: Manifest | None,
    version: str, changes: dict[str, dict[str, int]],
) -> Manifest:  # fmt: skip
    rows, digests = {}, {}
    for name in TABLES:
        count, total, mixed = connection.sql(
            f"select count(*), sum(hash(t)::HUGEINT)::VARCHAR, bit_xor(hash(t))::VARCHAR from draft.{name} as t"
        ).fetchall()[0]
        rows[name], digests[name] = count, f"{count}-{total}-{mixed}"
    latest, is_sample = connection.execute(
        "select greatest((select max(disbursed_on) from draft.grants), (select max(visited_on) from draft.visits)), "
        "exists (from draft.grants where starts_with(grant_id, $prefix))",
        {"prefix": SAMPLE_PREFIX},
    ).fetchall()[0]
    return Manifest(
        version=version, layout=LAYOUT, imported_at=plan.now.isoformat(timespec="seconds"), latest_on=latest,
        is_sample=is_sample, rows=rows, digests=digests, sources=_sources(batch, before, plan.add), changes=changes,
        made_from=before.version if before else "", own_words=own_rows(plan.store), imported_by=plan.by,
        reference={f"{name}.csv": sha256_of(plan.reference / f"{name}.csv") for name in REFERENCE_FILES},
    )  # fmt: skip


def _sources(batch: Batch, before: Manifest | None, add: bool) -> dict[str, tuple[Source, ...]]:
    """The files behind each table: those brought, and those of before where their rows stay."""
    sources = dict(before.sources) if before else {}
    for name in batch.tables:
        brought = tuple(
            Source(file.file, export.sha256, file.records - file.ignored)
            for export, file in zip(batch.exports, batch.files, strict=True)
            if file.table == name
        )
        kept = tuple(source for source in sources.get(name, ()) if source not in brought) if add else ()
        sources[name] = (*kept, *brought)
    return sources


def _would_drop(batch: Batch, going: int) -> Batch:
    batch.files = [replace(file, refused_because="would_drop_rows", details={"rows": going}) for file in batch.files]
    return refused(batch)


def _report(batch: Batch, outcome: Outcome, version: str | None, as_of: date) -> Report:
    return Report(
        outcome=outcome, version=version, as_of=as_of, files=tuple(batch.files), rejected=tuple(batch.rejected),
        ignored=tuple(batch.ignored), warnings=tuple(batch.warnings), unmapped=tuple(batch.unmapped),
        rejected_records=tuple(batch.rejected_records),
    )  # fmt: skip


def _store_error(error: duckdb.Error) -> StoreError:
    if any(os.strerror(code) in str(error) for code in NO_ROOM):
        return StoreError("disk_full")
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreError("out_of_memory")
    return StoreError("import_failed", error=type(error).__name__)
