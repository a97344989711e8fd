"""ZIP packages: what a directory declares is weighed before a byte is unpacked, and names are read leniently."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from analytics.ingest.files.xml_parts import FAULTS
from analytics.ingest.report import RefusalError

MAX_BYTES_UNPACKED = 400_000_000
MAX_TIMES_PACKED = 150
SMALL_BYTES = 20_000_000
MAX_MEMBERS = 10_000
_ENCRYPTED = 0x1


class Package:
    """An open ZIP file. Its members are found whatever their case, and whether their paths have / or backslashes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {plain_name(info.filename): info for info in archive.infolist() if not info.is_dir()}

    @property
    def names(self) -> list[str]:
        """The members, as the directory writes them, with / between folders."""
        return [info.filename.replace("\\", "/") for info in self._members.values()]

    def has(self, name: str) -> bool:
        """Whether there is such a member."""
        return plain_name(name) in self._members

    def read(self, name: str) -> bytes:
        """All of a member. Raises KeyError where there is none."""
        return self._archive.read(self._members[plain_name(name)])

    def open(self, name: str) -> IO[bytes]:
        """A member as a stream. Raises KeyError where there is none."""
        return self._archive.open(self._members[plain_name(name)])


def plain_name(name: str) -> str:
    """The path of a member without case, leading / and backslashes."""
    return name.replace("\\", "/").lstrip("/").casefold()


@contextmanager
def opened(path: Path, damaged: str) -> Iterator[Package]:
    """The package at a path.

    Raises RefusalError: `bomb`, `has_password`, and `damaged` where it is no ZIP file, or where reading it fails.
    """
    try:
        archive = zipfile.ZipFile(path)
    except FAULTS as error:
        raise RefusalError(damaged) from error
    with archive:
        weigh(archive, path.stat().st_size)
        if any(info.flag_bits & _ENCRYPTED for info in archive.infolist()):
            raise RefusalError("has_password")
        try:
            package = Package(archive)
        except FAULTS as error:
            raise RefusalError(damaged) from error
        yield package


def weigh(archive: zipfile.ZipFile, packed: int) -> None:
    """Raises RefusalError(`bomb`) where a package of `packed` bytes declares far more, or far too many members."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    swells = unpacked > SMALL_BYTES and unpacked > MAX_TIMES_PACKED * packed
    if unpacked > MAX_BYTES_UNPACKED or swells or len(members) > MAX_MEMBERS:
        raise RefusalError("bomb")
