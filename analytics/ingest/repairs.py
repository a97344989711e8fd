"""What the reader may be asked about a file that was refused, so that it can be read."""

from __future__ import annotations

from difflib import get_close_matches

from analytics.contract import TABLES, Column
from analytics.ingest.files.heading_names import normalised
from analytics.ingest.report import FileReport

NEAR = 0.6
"""How much of two headings must be alike, by `difflib`."""

DAYS = ("days_contradict", "days_half_swapped")
MEMBERS = ("member_rows_unclear", "members_with_own_ids")


def missing_columns(file: FileReport, table: str) -> tuple[str, ...]:
    """The required columns of a table that no heading of the file was read as."""
    return TABLES[table].missing(set(file.columns.values()))


def nearest_heading(file: FileReport, table: str, column: str) -> str | None:
    """Which of the headings that were not known is nearest to a column; None where none is near."""
    alike = {normalised(heading): heading for heading in file.unknown}
    for name in _names(TABLES[table].column(column)):
        if found := get_close_matches(normalised(name), alike, n=1, cutoff=NEAR):
            return alike[found[0]]
    return None


def likely_heading(file: FileReport, table: str, column: str) -> str | None:
    """The heading that is offered for a missing column: the nearest, else the only one that is left."""
    only = len(file.unknown) == 1 == len(missing_columns(file, table))
    return nearest_heading(file, table, column) or (file.unknown[0] if only else None)


def can_be_repaired(file: FileReport) -> bool:
    """Whether something that the reader may say could make the file readable."""
    return bool(
        file.refused_because in (*DAYS, *MEMBERS)
        or "sheet" in file.details
        or file.claimed
        or file.unknown
        or (file.table and file.columns)
    )


def _names(column: Column) -> tuple[str, ...]:
    return (*column.aliases, column.name)
