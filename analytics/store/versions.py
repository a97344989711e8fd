"""Versions of the data, as they lie in a folder.

A store is a folder. Each import adds `versions/<id>/` (a DuckDB file and its manifest) under a new name; the
file `current` names the version that is served and moves at the very end, by an atomic replacement. An
import that dies at any moment therefore leaves the store as it was, and a dashboard that is being read goes
on with the file it opened.

Nothing here needs DuckDB or pandas, so that who only waits for an import need not load them.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import filelock

from analytics.estimate import Source
from analytics.store.durable import write_through

LAYOUT = 1
"""Raised when a column of the tables goes, is renamed or changes its type; versions of another layout are not opened.
A column that is added needs no other layout: versions made before it are read with it NULL."""

MAX_LOCK_WAIT_SECONDS = 5
HEADER_BYTES = 12_288
"""DuckDB's three headers: they name the database and change with all that is written to it."""
MAX_BYTES_CHECKED_AT_OPENING = 100_000_000
"""Of a larger file, size and headers alone are checked when it is opened, all of it by `versions --check`."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A full disk, a used-up quota, a file larger than may be: nothing more can be written."""


Opened = TypeVar("Opened")


class StoreError(Exception):
    """A store that cannot be opened or written: `code` is a word of the catalogs (`store_error.*`)."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class DatabaseFile:
    """What tells a version's file from any other: its size, and the SHA-256 of its headers and of all of it."""

    size_bytes: int
    header_sha256: str
    sha256: str

    @staticmethod
    def of(path: Path) -> DatabaseFile:
        """Reads all of the file."""
        with path.open("rb") as file:
            header = hashlib.sha256(file.read(HEADER_BYTES)).hexdigest()
            file.seek(0)
            return DatabaseFile(path.stat().st_size, header, hashlib.file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True)
class Manifest:
    """What a version is: written beside its data, and read without opening it.

    `latest_on` is the latest disbursed_on or visited_on, the default as-of date (None: nothing is dated).
    `digests` tells two versions with the same rows apart from others, whatever the order of rows.
    `made_from` is the version that `changes` compares with, "" for none; `own_words` the agency's additions to the
    mapping tables by which its files were read. `reference` is the SHA-256 of each reference file as it was written
    into the version's own file; who asks through `Store` rests on the files of today. `database` is what the version's
    file was when it was published (None: published before this was written down). `imported_by` is the account that
    imported it ("": before this was written down).
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
    made_from: str = ""
    own_words: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    reference: Mapping[str, str] = field(default_factory=dict)
    database: DatabaseFile | None = None
    imported_by: str = ""

    @property
    def version_key(self) -> str:
        """Tells this version's content from any other's, across stores: what caches are keyed on."""
        return f"{self.version}-{self.imported_at}-{'-'.join(self.digests.values())}"

    @property
    def sha256(self) -> str | None:
        """Of the version's file as it was published; None where that was not yet written down."""
        return self.database.sha256 if self.database else None

    @staticmethod
    def read(path: Path) -> Manifest:
        """Fields that a later release added are passed over. Raises StoreError (`manifest_missing`,
        `manifest_no_access`, `manifest_unreadable`) where the manifest cannot be read."""
        version = path.parent.name
        try:
            return _manifest_of(json.loads(path.read_text(encoding="utf-8")), version)
        except FileNotFoundError as error:
            raise StoreError("manifest_missing", version=version) from error
        except OSError as error:
            raise StoreError("manifest_no_access", version=version) from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise StoreError("manifest_unreadable", version=version) from error

    def write(self, path: Path) -> None:
        """Written as JSON, dates as ISO days."""
        write_through(path, json.dumps(asdict(self), default=str, indent=1, ensure_ascii=False).encode())


def _manifest_of(said: dict[str, Any], version: str) -> Manifest:
    """Raises one of the errors of reading where a field is missing, of another form, or of another version."""
    known = {name: said[name] for name in (one.name for one in fields(Manifest)) if name in said}
    manifest = Manifest(
        **{
            **known,
            "latest_on": date.fromisoformat(said["latest_on"]) if said["latest_on"] else None,
            "sources": {
                table: tuple(Source(**source) for source in sources) for table, sources in said["sources"].items()
            },
            "database": DatabaseFile(**said["database"]) if said.get("database") else None,
        }
    )
    datetime.fromisoformat(manifest.imported_at)
    counts = [*manifest.rows.values(), *(count for change in manifest.changes.values() for count in change.values())]
    if manifest.version != version or not all(isinstance(count, int) for count in counts):
        raise ValueError
    "-".join(manifest.digests.values())
    return manifest


def pointed_version(store: Path) -> str | None:
    """The version that the pointer names; None where nothing was imported yet.

    Raises StoreError (`pointer_missing`, `pointer_unreadable`, `pointer_to_nothing`) where it names none that is there.
    """
    known = version_ids(store)
    try:
        version = (store / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        if not known:
            return None
        raise StoreError("pointer_missing") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError("pointer_unreadable") from error
    if not version.isdigit():
        raise StoreError("pointer_unreadable")
    if version not in known:
        raise StoreError("pointer_to_nothing", version=version)
    return version


def current_version(store: Path) -> str | None:
    """The version that the pointer names, None where it names none that is there."""
    try:
        return pointed_version(store)
    except StoreError:
        return None


def is_empty(store: Path) -> bool:
    """Whether nothing was ever imported: a store that is damaged is not empty."""
    return not (os.path.lexists(store / "current") or version_ids(store))


def versions(store: Path) -> list[Manifest]:
    """All versions whose files are there as they were published, newest first."""
    return [one for one in map(_checked_or_fault(store), version_ids(store)) if isinstance(one, Manifest)]


def broken_versions(store: Path) -> list[StoreError]:
    """Why each of the other versions cannot be read, newest first; `details` names the version."""
    return [one for one in map(_checked_or_fault(store), version_ids(store)) if isinstance(one, StoreError)]


def _checked_or_fault(store: Path) -> Callable[[str], Manifest | StoreError]:
    def looked(version: str) -> Manifest | StoreError:
        try:
            return checked(store, version)
        except StoreError as fault:
            return fault

    return looked


def version_ids(store: Path) -> list[str]:
    """The ids of all versions, newest first, whether they can be read or not. Raises StoreError(`store_no_access`)."""
    try:
        return sorted((path.name for path in (store / "versions").iterdir() if path.name.isdigit()), reverse=True)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError("store_no_access") from error


def require_version(store: Path, version: str) -> None:
    """Raises StoreError where there is no such version (`unknown_version`, with those that there are) or none at all
    (`no_data`)."""
    known = version_ids(store)
    if not known:
        raise StoreError("no_data")
    if version not in known:
        raise StoreError("unknown_version", version=version, known=", ".join(known))


def checked(store: Path, version: str, *, whole: bool = False) -> Manifest:
    """The manifest of a version whose file is the one that was published, by size and headers or by the `whole` file.

    Raises StoreError: those of `Manifest.read`, `other_layout`, `data_missing`, `data_no_access`, `data_unreadable`
    (it is no database), `data_changed` (it is not the one that was published, or has a log of changes beside it).
    """
    manifest = Manifest.read(store / "versions" / version / "manifest.json")
    if manifest.layout != LAYOUT:
        raise StoreError("other_layout", version=version)
    path, published = database_file(store, version), manifest.database
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
        if header[8:12] != b"DUCK":
            raise StoreError("data_unreadable", version=version)
        if published is None:
            return manifest
        found = (path.stat().st_size, hashlib.sha256(header).hexdigest())
        is_same = found == (published.size_bytes, published.header_sha256)
        has_log = path.with_name(f"{path.name}.wal").exists()
        if not is_same or has_log or (whole and DatabaseFile.of(path) != published):
            raise StoreError("data_changed", version=version)
    except FileNotFoundError as error:
        raise StoreError("data_missing", version=version) from error
    except OSError as error:
        raise StoreError("data_no_access", version=version) from error
    return manifest


def is_checked_whole(manifest: Manifest) -> bool:
    """Whether its file is small enough to be read whole each time that it is opened."""
    return manifest.database is not None and manifest.database.size_bytes <= MAX_BYTES_CHECKED_AT_OPENING


def first_readable(
    store: Path, open_version: Callable[[Manifest], Opened], first: str = ""
) -> tuple[Opened | None, tuple[StoreError, ...]]:
    """What `open_version` makes of the version that the pointer names (or of `first`, where that is there), or else of
    the newest that it can open; with the faults that stood in the way. None where no version can be opened."""
    faults: list[StoreError] = []
    known = version_ids(store)
    named = first if first in known else None
    if named is None:
        try:
            named = pointed_version(store)
        except StoreError as fault:
            faults.append(fault)
    for version in sorted(known, key=lambda one: one != named):
        try:
            return open_version(checked(store, version)), tuple(faults)
        except StoreError as fault:
            faults.append(fault)
    return None, tuple(faults)


def restore(store: Path, version: str) -> Manifest:
    """Makes an earlier version current again, and gives what it is.

    Raises StoreError (`unknown_version`, `no_data`, and those of `checked` for one that cannot be read).
    """
    require_version(store, version)
    with writing(store):
        manifest = checked(store, version, whole=True)
        _point_to(store, version)
    return manifest


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """One writer at a time. Raises StoreError (`store_busy`, `store_not_writable`, `disk_full`)."""
    try:
        (store / "versions").mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(store / ".lock", timeout=MAX_LOCK_WAIT_SECONDS):
            yield
    except filelock.Timeout as error:
        raise StoreError("store_busy") from error
    except OSError as error:
        raise StoreError("disk_full" if error.errno in NO_ROOM else "store_not_writable") from error


@contextmanager
def drafting(store: Path) -> Iterator[Path]:
    """A folder in the store in which a version is made; gone afterwards unless `publish` took it."""
    draft = Path(tempfile.mkdtemp(prefix=f".draft-{os.getpid()}-", dir=store))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def discard_drafts(store: Path, process_id: int) -> None:
    """Removes what a process left that was ended during a draft."""
    for draft in store.glob(f".draft-{process_id}-*"):
        shutil.rmtree(draft, ignore_errors=True)


def next_version_id(store: Path) -> str:
    """Four digits, one more than the highest so far: in the order of imports whatever the clock says."""
    taken = [int(path.name) for path in (store / "versions").iterdir() if path.name.isdigit()]
    return f"{max(taken, default=0) + 1:04d}"


def publish(store: Path, draft: Path, manifest: Manifest) -> None:
    """Takes a finished draft (`data.duckdb` in it) in as a version and makes it current, all or nothing."""
    manifest = replace(manifest, database=DatabaseFile.of(draft / "data.duckdb"))
    manifest.write(draft / "manifest.json")
    draft.rename(store / "versions" / manifest.version)
    _point_to(store, manifest.version)


def database_file(store: Path, version: str) -> Path:
    """Where a version's tables are."""
    return store / "versions" / version / "data.duckdb"


def _point_to(store: Path, version: str) -> None:
    pointer, current = store / ".current-next", store / "current"
    for place in (pointer, current):
        if place.is_dir() and not place.is_symlink():
            place.rmdir()
    write_through(pointer, f"{version}\n".encode())
    pointer.replace(current)
