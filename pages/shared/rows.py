"""Rows of a picture as pages make them of Estimates, and what a picture of rows says to readers who do not see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from analytics.charts.estimate_rows import EstimateRow
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.wording.estimates import n_words, value_words, withheld_words


class Row(Protocol):
    """A row with its label and its note."""

    @property
    def label(self) -> str: ...

    @property
    def note(self) -> str: ...


class RowOfValue(Row, Protocol):
    """A row that has its value in words beside the note."""

    @property
    def value_label(self) -> str: ...


def estimate_row(t: Catalog, label: str, estimate: Estimate, code: str, note: str | None = None) -> EstimateRow:
    """A row of an Estimate in the colour of `code`; the note is n with its unit where none is given."""
    return EstimateRow(
        label,
        n_words(t, estimate) if note is None else note,
        estimate,
        code,
        value_words(t, estimate),
        withheld_words(t, estimate) if estimate.withheld else "",
    )


def alt_text(rows: Iterable[RowOfValue]) -> str:
    """Label, value and note of each row."""
    return " ".join(f"{row.label}: {row.value_label}, {row.note}." for row in rows)


def alt_text_of_bars(rows: Iterable[Row]) -> str:
    """Label and note of each row, where the note holds the number."""
    return " ".join(f"{row.label}: {row.note}." for row in rows)
