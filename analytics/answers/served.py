"""Which data is served: the agency's current version, or the shipped sample while nothing was imported."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from analytics.ingest.load import import_exports
from analytics.sample import LAST_DAY
from analytics.store import versions

PROJECT = Path(__file__).parents[2]
SAMPLE = PROJECT / "data" / "sample"
DEFAULT_STORE = PROJECT / "data" / "store"
EXPORTS = PROJECT / "data" / "exports"


def served_store(folder: Path) -> Path:
    """The folder whose current version is shown: `folder`, or the sample's own store where nothing was ever imported.
    One that is damaged is never replaced by the sample."""
    return sample_store(folder) if versions.is_empty(folder) else folder


def sample_store(folder: Path) -> Path:
    """A store of the shipped sample, made once beside `folder`, or in a temporary folder where that is read-only.

    It is named by the sample's content and the store's layout, so that neither ever serves the other's.
    """
    files = tuple((file, file.stat().st_mtime_ns) for file in sorted(SAMPLE.glob("*.csv")))
    name = f"sample-{_fingerprint(files)}"
    for parent in (folder, Path(tempfile.gettempdir()) / "grants-dashboard"):
        try:
            if _is_sound(parent / name):
                return parent / name
            import_exports(parent / name, [SAMPLE], as_of=LAST_DAY, now=datetime.now(UTC))
        except versions.StoreError:
            continue
        return parent / name
    raise versions.StoreError("store_not_writable")


def _is_sound(store: Path) -> bool:
    manifest, faults = versions.first_readable(store, lambda manifest: manifest)
    return manifest is not None and not faults


@lru_cache(maxsize=1)
def _fingerprint(files: tuple[tuple[Path, int], ...]) -> str:
    """Of the files, read again where the moment of one (nanoseconds) is another."""
    digest = hashlib.sha256(str(versions.LAYOUT).encode())
    for file, _ in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
