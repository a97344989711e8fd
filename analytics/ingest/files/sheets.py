"""What a file was found to hold before its rows are read: sheets of text, and why some of them are no table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analytics.ingest.files.grids import Grid, Rows
from analytics.ingest.files.headings import UNKNOWN_HEADINGS, HeadingRefusalError, Record
from analytics.ingest.files.text_tables import TextTable
from analytics.ingest.personal import masked_file_name
from analytics.ingest.report import RefusalError


@dataclass
class Sheet:
    """Rows of text that may hold a table: a sheet of a workbook, or a file without sheets (`name` is then empty).

    - `rows` reads it from its beginning; `text_name` is what its DuckDB table is called.
    - `refusal` is why no table was found in it; `joined` the table of which its rows were read with those of a repeat;
      `is_left_out` that the reader said not to read it.
    """

    export: int
    file: str
    name: str
    head: Sequence[Record]
    rows: Callable[[], Rows]
    text_name: str
    grid: Grid | None = None
    table: TextTable | None = None
    refusal: RefusalError | None = None
    joined: str = ""
    is_left_out: bool = False

    @property
    def shown_name(self) -> str:
        """The name with personal numbers covered."""
        return masked_file_name(self.name)

    @property
    def is_hidden(self) -> bool:
        """Whether its workbook does not show it."""
        return self.grid is not None and self.grid.is_hidden


def refusal_of(sheets: Sequence[Sheet]) -> RefusalError | None:
    """Why a file is refused for its sheets: one holds two known headings or more and cannot be taken, or none is
    known at all."""
    for sheet in sheets:
        if isinstance(sheet.refusal, HeadingRefusalError) and not sheet.joined:
            if not sheet.name:
                return sheet.refusal
            details = {**sheet.refusal.details, "sheet": sheet.shown_name}
            return HeadingRefusalError(sheet.refusal.code, sheet.refusal.heading, **details)
    if not sheets or any(sheet.table or sheet.joined for sheet in sheets):
        return None
    refusals = [sheet.refusal for sheet in sheets if sheet.refusal]
    by_weight = sorted(refusals, key=lambda one: (one.code in UNKNOWN_HEADINGS, one.code == "no_heading"))
    return next(iter(by_weight), RefusalError("no_heading"))
