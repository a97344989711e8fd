"""Which files are given, and what each of them really is, whatever its name says."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from analytics.ingest.personal import masked_file_name
from analytics.ingest.report import RefusalError

Format = Literal["csv", "parquet", "xlsx"]

SUFFIXES: dict[str, Format] = {
    ".csv": "csv", ".txt": "csv", ".tsv": "csv",
    ".parquet": "parquet", ".pq": "parquet",
    ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip

_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
    "pdf": (b"%PDF",),
    "compressed": (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!"),
    "program": (b"\x7fELF", b"MZ\x90"),
    "database": (b"SQLite format 3",),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<body", b"<head", b"<meta")


@dataclass(frozen=True)
class Export:
    """A file to import. `name` is what the store, reports and pages call it, personal numbers in it covered.

    - `table`: what it is said to hold; None lets its columns tell.
    - `columns`: headings that the reader has assigned to a column of the contract, or to None.
    - `is_partitioned`: its folders' names (`year=2024`) are columns too.
    """

    path: Path
    name: str
    table: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    is_partitioned: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", masked_file_name(self.name))


def exports_in(path: Path, table: str | None = None) -> list[Export]:
    """The export at a path, or every export in a folder and the folders in it, in the order of their names."""
    if not path.is_dir():
        return [Export(path, path.name, table)]
    found = []
    for file in sorted(path.rglob("*")):
        within = file.relative_to(path)
        hidden = any(part.startswith((".", "_", "~$")) for part in within.parts)
        if file.is_file() and file.suffix.lower() in SUFFIXES and not hidden:
            partitioned = any("=" in part for part in within.parts[:-1])
            found.append(
                Export(file, within.as_posix() if len(within.parts) > 1 else file.name, table, {}, partitioned)
            )
    return found


def sha256_of(path: Path) -> str:
    """SHA-256 of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def format_of(path: Path) -> Format:
    """What a file is by its bytes. Raises RefusalError where that is nothing that can be read.

    `file_not_found`, `not_readable`, `empty_file`, `not_an_export` (with what it is), `has_password`,
    `old_workbook`, `damaged_parquet`, `damaged_workbook`.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError as error:
        raise RefusalError("file_not_found") from error
    except OSError as error:
        raise RefusalError("not_readable") from error
    if not head:
        raise RefusalError("empty_file")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kind = next((kind for kind, signatures in _SIGNATURES.items() if head.startswith(signatures)), None)
    if start.startswith(_WEB_PAGES):
        kind = "web_page"
    if kind:
        raise RefusalError("not_an_export", kind=kind)
    if head.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()[: 1 << 20]
        raise RefusalError("has_password" if encrypted else "old_workbook")
    return _by_container(path, head)


def _by_container(path: Path, head: bytes) -> Format:
    named = SUFFIXES.get(path.suffix.lower())
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PARE"):
        raise RefusalError("has_password")
    if named == "parquet":
        raise RefusalError("damaged_parquet")
    if head.startswith(b"PK"):
        return _zip_content(path)
    if named == "xlsx":
        raise RefusalError("damaged_workbook")
    return "csv"


def _zip_content(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as package:
            if "xl/workbook.xml" in package.namelist():
                return "xlsx"
    except (zipfile.BadZipFile, OSError) as error:
        raise RefusalError("damaged_workbook") from error
    raise RefusalError("not_an_export", kind="compressed")
