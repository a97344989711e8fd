"""Where files with personal data lie while an import reads them: in the store, for its owner alone, gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

ROOM = ".tmp"
MAX_TRIES = 10


@contextmanager
def private_folder(store: Path) -> Iterator[Path]:
    """A folder that only its owner can enter, gone afterwards. What processes left that were killed goes first.

    Where nothing can be written in the store, the system's folder for temporary files holds it.
    """
    sweep(store)
    folder = _made(store)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _leave(store / ROOM)


def sweep(store: Path) -> None:
    """Removes what processes left that are gone: files that were brought, and drafts made of them."""
    processes = psutil.process_iter(["status"])
    living = {str(one.pid): one for one in processes if one.info["status"] != psutil.STATUS_ZOMBIE}
    for left in store.glob(".draft-*"):
        if left.name.split("-")[1] not in living:
            shutil.rmtree(left, ignore_errors=True)
    for left in (store / ROOM).glob("*"):
        owner = living.get(left.name.split("-")[0])
        if owner is None or not left.name.startswith(_mark(owner)):
            shutil.rmtree(left, ignore_errors=True)
    _leave(store / ROOM)


def _leave(room: Path) -> None:
    """Nothing stays where nothing is kept."""
    with suppress(OSError):
        room.rmdir()


def _made(store: Path) -> Path:
    """Tried again where another process has just left the room."""
    mark, room = _mark(psutil.Process()), store / ROOM
    for _ in range(MAX_TRIES):
        try:
            room.mkdir(mode=0o700, parents=True, exist_ok=True)
            room.chmod(0o700)
            return Path(tempfile.mkdtemp(prefix=mark, dir=room))
        except FileNotFoundError:
            continue
        except OSError:
            break
    return Path(tempfile.mkdtemp(prefix=mark))


def _mark(process: psutil.Process) -> str:
    """Tells a process from a later one that has the same number."""
    with suppress(psutil.NoSuchProcess):
        return f"{process.pid}-{process.create_time() * 100:.0f}-"
    return f"{process.pid}-gone-"
