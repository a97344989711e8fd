"""Versions of the data, as they lie in a folder.

A store is a folder. Each import adds `versions/<id>/` (a DuckDB file and its manifest) under a new name; the
file `current` names the version that is served and moves at the very end, by an atomic replacement. An
import that dies at any moment therefore leaves the store as it was, and a dashboard that is being read goes
on with the file it opened.

Nothing here needs DuckDB or pandas, so that who only waits for an import need not load them.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import filelock

from analytics.estimate import Source
from analytics.store.durable import write_through

LAYOUT = 1
"""Raised when a column of the tables goes, is renamed or changes its type; versions of another layout are not opened.
A column that is added needs no other layout: versions made before it are read with it NULL."""

MAX_LOCK_WAIT_SECONDS = 5
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A full disk, a used-up quota, a file larger than may be: nothing more can be written."""


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
    `made_from` is the version that `changes` compares with, "" for none; `own_words` the agency's additions to the
    mapping tables by which its files were read. `reference` is the SHA-256 of each reference file as it was written
    into the version's own file; who asks through `Store` rests on the files of today.
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

    @property
    def version_key(self) -> str:
        """Tells this version's content from any other's, across stores: what caches are keyed on."""
        return f"{self.version}-{self.imported_at}-{'-'.join(self.digests.values())}"

    @staticmethod
    def read(path: Path) -> Manifest:
        """Raises StoreError(`broken_version`) where the manifest cannot be read."""
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            return Manifest(
                **{
                    **fields,
                    "latest_on": date.fromisoformat(fields["latest_on"]) if fields["latest_on"] else None,
                    "sources": {
                        table: tuple(Source(**source) for source in sources)
                        for table, sources in fields["sources"].items()
                    },
                }
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError("broken_version", version=path.parent.name) from error

    def write(self, path: Path) -> None:
        """Written as JSON, dates as ISO days."""
        write_through(path, json.dumps(asdict(self), default=str, indent=1, ensure_ascii=False).encode())


def current_version(store: Path) -> str | None:
    """The id of the version that is served, None where nothing has been imported."""
    try:
        return (store / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def versions(store: Path) -> list[Manifest]:
    """All versions, newest first."""
    return [Manifest.read(store / "versions" / version / "manifest.json") for version in version_ids(store)]


def version_ids(store: Path) -> list[str]:
    """The ids of all versions, newest first."""
    return sorted((file.parent.name for file in (store / "versions").glob("*/manifest.json")), reverse=True)


def require_version(store: Path, version: str) -> None:
    """Raises StoreError where there is no such version (`unknown_version`, with those that there are) or none at all
    (`no_data`)."""
    known = version_ids(store)
    if not known:
        raise StoreError("no_data")
    if version not in known:
        raise StoreError("unknown_version", version=version, known=", ".join(known))


def restore(store: Path, version: str) -> None:
    """Makes an earlier version current again. Raises StoreError (`unknown_version`, `no_data`)."""
    require_version(store, version)
    with writing(store):
        _point_to(store, version)


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
    manifest.write(draft / "manifest.json")
    draft.rename(store / "versions" / manifest.version)
    _point_to(store, manifest.version)


def database_file(store: Path, version: str) -> Path:
    """Where a version's tables are."""
    return store / "versions" / version / "data.duckdb"


def _point_to(store: Path, version: str) -> None:
    pointer = store / ".current-next"
    write_through(pointer, f"{version}\n".encode())
    pointer.replace(store / "current")
