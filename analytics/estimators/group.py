"""A question, its groups, and what an Estimate of a group carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.estimate import Bounds, Context, Count, Estimate, Interval, Note, Sampling, Source
from analytics.indicators import Indicator
from analytics.methods.intervals import Floats
from analytics.methods.result import Result
from analytics.programmes import unit_of_count

Key = Mapping[str, str | int | None]
"""The value of each dimension asked by; null where the export does not name it."""


@dataclass(frozen=True)
class Question:
    """Which indicator, when, in which groups, on which files.

    `average()` gives the rows of the survival query without the question's choice of places and business types, for
    what a programme does on average.
    `is_of_places`: whether a filter or a dimension chooses places, so that only these are spoken of.
    """

    indicator: Indicator
    as_of: date
    by: tuple[str, ...]
    sources: tuple[Source, ...]
    average: Callable[[], pd.DataFrame]
    is_of_places: bool = False

    def groups(self, rows: pd.DataFrame) -> Iterator[Group]:
        """Each combination of the dimensions asked by; with no dimension one group, even of no rows.

        `rows` has a column `grouping` of mappings from dimension to value.
        """
        if not self.by:
            yield Group(self, {}, rows)
            return
        keys: dict[tuple[str | int | None, ...], list[int]] = {}
        for row, of in enumerate(rows["grouping"]):
            keys.setdefault(tuple(of[name] for name in self.by), []).append(row)
        for key, places in keys.items():
            yield Group(self, dict(zip(self.by, key, strict=True)), rows.iloc[places])


@dataclass(frozen=True)
class Group:
    """The rows of one combination of the dimensions asked by, one per regency, and the question that they answer."""

    question: Question
    key: Key
    rows: pd.DataFrame

    @property
    def indicator(self) -> Indicator:
        """What is asked."""
        return self.question.indicator

    def asking(self, indicator: Indicator) -> Group:
        """The same rows, asked for another indicator of the same query."""
        return replace(self, question=replace(self.question, indicator=indicator))

    def where(self, kept: pd.Series) -> Group:
        """The same group with some of its rows."""
        return replace(self, rows=self.rows[kept])

    def sum(self, *columns: str) -> int:
        """The sum of these columns over all rows, exact."""
        return sum(_exact_sum(self.rows[column]) for column in columns)

    def counts(self, *names: Count) -> dict[Count, int]:
        """The sum of each of these columns, exact."""
        return {name: self.sum(name) for name in names}

    def first(self, column: str) -> int:
        """What every row says alike in this column; 0 without rows."""
        return int(self.rows[column].iloc[0]) if len(self.rows) else 0

    def column(self, name: str) -> Floats:
        """One column, (rows,)."""
        return np.asarray(self.rows[name], dtype=np.float64)

    def _programmes(self) -> set[str]:
        """Those of the rows: a row is of one `programme`, or of all that its list `programmes` names."""
        if "programme" in self.rows:
            return set(self.rows["programme"].unique())
        return {code for codes in self.rows["programmes"] for code in codes}

    @property
    def regencies(self) -> int:
        """How many regencies have rows."""
        return int(self.rows["regency_code"].nunique())

    def by_regency(self, *columns: str) -> Floats:
        """Sums a regency, shape (G, k): what the jackknife leaves out one at a time. What is null adds nothing."""
        regency, codes = pd.factorize(self.rows["regency_code"], sort=True)
        values = [np.nan_to_num(self.column(column)) for column in columns]
        return np.column_stack([np.bincount(regency, of_column, len(codes)) for of_column in values])

    def estimate(
        self,
        value: float | int | None = None,
        *,
        n: int,
        intervals: Sequence[Interval | None] = (),
        withheld: str | None = None,
        counts: Mapping[Count, int] | None = None,
        context: Context | None = None,
        notes: Sequence[Note] = (),
        range_without_point: Bounds | None = None,
    ) -> Estimate:
        """An Estimate of what was asked, with the unit, sources and unvisited grants of these rows.

        A withheld figure keeps its intervals only where one is for chance, the point alone would mislead there; or a
        `range_without_point`, of a total whose parts cannot all be said.
        """
        known = tuple(interval for interval in (*intervals, range_without_point) if interval is not None)
        is_kept = withheld is None or any(
            isinstance(interval, Sampling) or interval is range_without_point for interval in known
        )
        return Estimate(
            indicator=self.indicator.key,
            value=None if withheld else value,
            unit=self.indicator.unit,
            n=n,
            unit_of_count=unit_of_count(self._programmes()),
            unvisited=self.sum("unvisited"),
            as_of=self.question.as_of,
            sources=self.question.sources,
            intervals=known if is_kept else (),
            withheld=withheld,
            by=self.key,
            counts=counts or {},
            context=context or {},
            notes=tuple(notes),
        )

    def estimate_of(
        self,
        result: Result,
        *beside: Interval | None,
        n: int,
        counts: Mapping[Count, int],
        context: Context | None = None,
    ) -> Estimate:
        """The Estimate of what a method found out, with the intervals `beside` its own."""
        return self.estimate(
            result.value,
            n=n,
            intervals=(*result.intervals, *beside),
            withheld=result.withheld,
            counts=counts,
            context=context,
        )


def _exact_sum(values: pd.Series) -> int:
    """Of whole numbers; those that DuckDB sums are wider than 64 bits and come as floats or objects."""
    if pd.api.types.is_integer_dtype(values.dtype):
        return int(values.sum())
    return sum(int(value) for value in values)
