"""Files that are there whole or not at all: written beside, through to the disk itself, and moved over the old ones.

A full disk, a crash or a power cut at any moment leaves what was there before.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_through(path: Path, data: bytes) -> None:
    """To the disk itself, so that a power cut leaves no empty file under a new name."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """The file as it was, or as it is to be."""
    beside = path.with_name(f".{path.name}.next")
    try:
        write_through(beside, data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def make_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with all of these files, or none. Raises OSError, also where the folder is there already."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        beside.chmod(0o755)
        for name, data in files.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            write_through(beside / name, data)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
