"""What came of an import, file by file and row by row, in codes that the catalogs put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Outcome = Literal["accepted", "accepted_in_part", "refused"]
Details = Mapping[str, str | int]


NOT_READ = frozenset(
    {
        "sheet_not_read",
        "hidden_sheet_not_read",
        "sheet_left_out",
        "file_not_read",
        "table_not_read",
        "cells_without_heading",
    }
)
"""Warnings that name a part of what was brought that is in no account of rows."""


class RefusalError(Exception):
    """A file, and with it the import, that cannot be taken: `code` is a word of `ingest.refused`."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details: Details = details


@dataclass(frozen=True)
class FileReport:
    """The account of one file: `accepted + rejected + ignored == records`, header rows not counted.

    `columns` says what each heading was taken for; `unknown` and `dropped` are the headings that were not
    known and those that were recognised as personal, `claimed` the columns that several headings name, `headings` all
    of them as a recipe tells them. `recipe` is the one that the file was read by. A file of a refused import has no
    accepted rows.
    """

    file: str
    table: str | None
    records: int = 0
    accepted: int = 0
    rejected: int = 0
    ignored: int = 0
    refused_because: str | None = None
    details: Details = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    claimed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    recipe: str = ""


@dataclass(frozen=True)
class Rejected:
    """One record that was not loaded. `row` is its number as a spreadsheet shows it, `found` is masked.

    `sheet` is where that row stands, said where several sheets of a file were read; so it is below.
    """

    file: str
    row: int
    column: str
    found: str
    reason: str
    details: Details = field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True)
class RejectedAlike:
    """Records rejected for one reason in one column: how many, and the first of them as an example."""

    reason: str
    column: str
    rows: int
    example: Rejected


@dataclass(frozen=True)
class Ignored:
    """A title, total, blank or repeated heading: a row of the file that is no record of anything."""

    file: str
    row: int
    reason: str
    sheet: str = ""


@dataclass(frozen=True)
class Warned:
    """Something that the reader should know of a row that was loaded, or of a whole column."""

    file: str
    row: int
    column: str
    reason: str
    details: Details = field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True)
class Unmapped:
    """A word that no mapping table knows, masked, and how many rows hold it."""

    table: str
    column: str
    found: str
    rows: int


@dataclass(frozen=True)
class RejectedRecord:
    """The recognised cells of a rejected record, as written in the exports and masked, to be corrected and sent
    back."""

    file: str
    table: str
    row: int
    cells: Mapping[str, str]
    sheet: str = ""


@dataclass(frozen=True)
class Report:
    """The whole account. `version` is the id that the data has now, None where there is none yet.

    `rows_that_would_go` counts what a replacement would drop: the number that `allow_drop` must name.
    """

    outcome: Outcome
    version: str | None
    as_of: date
    files: tuple[FileReport, ...]
    rejected: tuple[Rejected, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    warnings: tuple[Warned, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    rejected_records: tuple[RejectedRecord, ...] = ()
    changes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rows_that_would_go: int = 0

    @property
    def rejected_alike(self) -> tuple[RejectedAlike, ...]:
        """Every reason for which records were rejected, the most frequent first."""
        alike: dict[tuple[str, str], list[Rejected]] = {}
        for item in self.rejected:
            alike.setdefault((item.reason, item.column), []).append(item)
        groups = [
            RejectedAlike(reason, column, len({(one.file, one.sheet, one.row) for one in items}), items[0])
            for (reason, column), items in alike.items()
        ]
        return tuple(sorted(groups, key=lambda group: -group.rows))

    @property
    def not_read(self) -> tuple[Warned, ...]:
        """What was brought and not read: sheets, files, cells under no heading. Empty where everything was read."""
        return tuple(item for item in self.warnings if item.reason in NOT_READ)
