"""The whole store laid aside and taken back, and old versions removed: each step whole, or not done."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.store.versions import NO_ROOM, StoreError, checked, current_version, drafting, version_ids, writing

PASSED_OVER = ("sample-*", ".*")
"""The sample's own store, and what only a process at work needs: the lock, drafts, uploads."""
REPLACED = ".replaced-"


def back_up(store: Path, to: Path) -> list[str]:
    """Lays the store aside in the new folder `to`: versions, words, recipes, the trail. Gives the versions in it.

    An import waits meanwhile. Every file that was copied is read again and compared with the digest of its publishing.
    Raises StoreError: `no_data`, `backup_exists`, those of `checked` for the version in use, those of `writing`.
    """
    if not version_ids(store):
        raise StoreError("no_data")
    if os.path.lexists(to):
        raise StoreError("backup_exists", folder=str(to))
    with writing(store), _beside(to) as draft:
        _copy(store, draft)
        _check_current(draft)
        draft.rename(to)
    return version_ids(to)


def take_back(store: Path, backup: Path, is_agreed: Callable[[list[str]], bool]) -> list[str]:
    """Makes the store what the backup holds. Gives the versions in it; none where it is not agreed to.

    `is_agreed` is asked with the versions that would be replaced, where there are any. They are not lost: they lie in
    `.replaced-...` in the store. Raises StoreError: `no_data` (no backup), those of `checked` for the version in use in
    the backup, those of `writing`.
    """
    if not version_ids(backup):
        raise StoreError("no_data")
    _check_current(backup)
    replaced = version_ids(store)
    if replaced and not is_agreed(replaced):
        return []
    with writing(store), drafting(store) as draft:
        _copy(backup, draft)
        _check_current(draft)
        aside = Path(tempfile.mkdtemp(prefix=REPLACED, dir=store))
        for name in _names(store):
            (store / name).rename(aside / name)
        for name in sorted(_names(draft), key=lambda name: name == "current"):
            (draft / name).rename(store / name)
        if not replaced:
            shutil.rmtree(aside)
    return version_ids(store)


def prunable(store: Path, keep: int) -> list[str]:
    """The versions beyond the newest `keep`, newest first; never the one in use, nor the newest that can be read."""
    kept = {*version_ids(store)[:keep], current_version(store), next(_readable(store), None)}
    return [version for version in version_ids(store) if version not in kept]


def prune(store: Path, versions: list[str]) -> None:
    """Removes versions. Raises StoreError, those of `writing`."""
    with writing(store):
        for version in set(versions) - {current_version(store)}:
            with drafting(store) as draft:
                (store / "versions" / version).rename(draft / version)


def _readable(store: Path) -> Iterator[str]:
    for version in version_ids(store):
        try:
            checked(store, version)
        except StoreError:
            continue
        yield version


def _names(store: Path) -> list[str]:
    """What of a store belongs in a backup."""
    return [path.name for path in store.iterdir() if not any(path.match(pattern) for pattern in PASSED_OVER)]


def _copy(source: Path, to: Path) -> None:
    for name in _names(source):
        if (source / name).is_dir():
            shutil.copytree(source / name, to / name)
        else:
            shutil.copy2(source / name, to / name)


def _check_current(store: Path) -> None:
    """The version in use, or the newest where none is, as it was published. Raises StoreError."""
    checked(store, current_version(store) or version_ids(store)[0], whole=True)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder beside the one that is to be, gone afterwards unless it was renamed."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    except OSError as error:
        raise StoreError("disk_full" if error.errno in NO_ROOM else "store_not_writable") from error
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)
