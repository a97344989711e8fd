"""Which files are given, and what each of them really is, whatever its name says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from analytics.ingest.choices import Choices
from analytics.ingest.files import packages
from analytics.ingest.files.xml_parts import FAULTS
from analytics.ingest.personal import masked_file_name
from analytics.ingest.report import RefusalError

Format = Literal["csv", "parquet", "xlsx", "xlsb", "xls", "ods", "fods", "zip"]

SUFFIXES: dict[str, Format] = {
    ".csv": "csv", ".txt": "csv", ".tsv": "csv",
    ".parquet": "parquet", ".pq": "parquet",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".xlsb": "xlsb", ".xls": "xls",
    ".ods": "ods", ".fods": "fods", ".zip": "zip",
}  # fmt: skip

_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
    "pdf": (b"%PDF",),
    "compressed": (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!"),
    "program": (b"\x7fELF", b"MZ\x90"),
    "database": (b"SQLite format 3",),
}
_OF_THE_SYSTEM = {"__macosx", "thumbs.db", "desktop.ini", "_metadata", "_common_metadata", "_delta_log"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_WORKBOOKS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
_WEB_PAGES = (b"<!doctype", b"<html", b"<table", b"<body", b"<head", b"<meta")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_DATA_IN_ZIP = tuple(suffix for suffix in SUFFIXES if suffix != ".zip")


@dataclass(frozen=True)
class Export:
    """A file to import. `name` is what the store, reports and pages call it, personal numbers in it covered.

    - `choices`: what the reader says of it; `recipe`: the recipe that some of that was kept in.
    - `is_partitioned`: its folders' names (`year=2024`) are columns too.
    - `archive`: the name of the archive that it was unpacked from.
    - `is_passed_over`: found in a folder or archive, and no table by its name: to be named, not read.
    - `sha256`: of its bytes before they were read; "" until then.
    """

    path: Path
    name: str
    choices: Choices = field(default_factory=Choices)
    is_partitioned: bool = False
    archive: str = ""
    is_passed_over: bool = False
    recipe: str = ""
    sha256: str = ""

    @property
    def table(self) -> str | None:
        """What it is said to hold; None lets its columns tell."""
        return self.choices.table

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", masked_file_name(self.name))


def exports_in(path: Path, table: str | None = None) -> list[Export]:
    """The export at a path, or every file in a folder and the folders in it, in the order of their names.

    Those that are no exports by their names, or that are put aside by a leading underscore, are marked as passed over.
    """
    if not path.is_dir():
        return [Export(path, path.name, Choices(table))]
    found = []
    for file in sorted(path.rglob("*")):
        within = file.relative_to(path)
        if not file.is_file() or any(is_of_the_system(part) for part in within.parts):
            continue
        found.append(
            Export(
                file, within.as_posix() if len(within.parts) > 1 else file.name, Choices(table),
                is_partitioned=any("=" in part for part in within.parts[:-1]),
                is_passed_over=file.suffix.lower() not in SUFFIXES or any(part[0] == "_" for part in within.parts),
            )
        )  # fmt: skip
    return found


def is_of_the_system(name: str) -> bool:
    """Whether a file or folder is one that a program keeps for itself and nobody put there."""
    return name.startswith((".", "~$")) or name.casefold() in _OF_THE_SYSTEM or name.startswith("_SUCCESS")


def sha256_of(path: Path) -> str:
    """SHA-256 of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def format_of(path: Path) -> Format:
    """What a file is by its bytes. Raises RefusalError where that is nothing that can be read.

    `file_not_found`, `not_readable`, `empty_file`, `not_an_export` (with what it is), `has_password`,
    `damaged_parquet`, `damaged_workbook`.
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
    if start.startswith((b"<?xml", b"<office:document")) and _OPEN_DOCUMENT in head:
        return "fods"
    kind = next((kind for kind, signatures in _SIGNATURES.items() if head.startswith(signatures)), None)
    if start.startswith(_WEB_PAGES):
        kind = "web_page"
    elif start.startswith(b"<?xml"):
        kind = "web_page" if b"<html" in start else "xml"
    if kind:
        raise RefusalError("not_an_export", kind=kind)
    return _ole_content(path) if head.startswith(_OLE) else _by_container(path, head)


def _ole_content(path: Path) -> Format:
    """What an OLE container holds, by the names in its directory."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusalError("has_password")
    if any(name in content for name in _OLE_WORKBOOKS):
        return "xls"
    if SUFFIXES.get(path.suffix.lower()) in ("xls", "xlsx"):
        raise RefusalError("damaged_workbook")
    raise RefusalError("not_an_export", kind="document")


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
    if named not in (None, "csv"):
        raise RefusalError("damaged_archive" if named == "zip" else "damaged_workbook")
    return "csv"


def _zip_content(path: Path) -> Format:
    damaged = "damaged_archive" if SUFFIXES.get(path.suffix.lower()) == "zip" else "damaged_workbook"
    with packages.opened(path, damaged) as package:
        try:
            found = _package_format(package)
        except FAULTS as error:
            raise RefusalError(damaged) from error
        if found:
            return found
        if package.has("word/document.xml") or package.has("ppt/presentation.xml") or package.has("content.xml"):
            raise RefusalError("not_an_export", kind="document")
        if any(name.casefold().endswith(_DATA_IN_ZIP) for name in package.names):
            return "zip"
    raise RefusalError("not_an_export", kind="compressed")


def _package_format(package: packages.Package) -> Format | None:
    if _is_xlsx(package):
        return "xlsx"
    if package.has("xl/workbook.bin"):
        return "xlsb"
    is_ods = package.has("mimetype") and package.read("mimetype").startswith(_OPEN_DOCUMENT)
    return "ods" if is_ods else None


def _is_xlsx(package: packages.Package) -> bool:
    types = "[Content_Types].xml"
    return package.has("xl/workbook.xml") or (package.has(types) and b"sheet.main+xml" in package.read(types))
