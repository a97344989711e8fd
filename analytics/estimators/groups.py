"""From the rows of a query to the groups that a question asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from analytics.estimate import Estimate, Interval
from analytics.estimators.asked import Asked
from analytics.indicators import PLACES
from analytics.methods.intervals import Floats
from analytics.programmes import UnitOfCount, unit_of_count

Key = dict[str, str | int | None]


def groups(rows: pd.DataFrame, by: Iterable[str]) -> Iterator[tuple[Key, pd.DataFrame]]:
    """Each combination of the dimensions `by` with its rows; with no dimension one group, even of no rows.

    `rows` has a column `grouping` of mappings from dimension to value.
    """
    by = tuple(by)
    if not by:
        yield {}, rows
        return
    keys = pd.Series([tuple(grouping[dimension] for dimension in by) for grouping in rows["grouping"]], dtype=object)
    for key in dict.fromkeys(keys):
        yield dict(zip(by, key, strict=True)), rows[(keys == key).to_numpy() if len(keys) else []]


def province_rows(asked: Asked, key: Key) -> pd.DataFrame:
    """The rows of a group's figure in the whole province."""
    rows = asked.province()
    elsewhere = {dimension: value for dimension, value in key.items() if dimension not in PLACES}
    if not elsewhere:
        return rows
    is_of = [all(grouping[name] == value for name, value in elsewhere.items()) for grouping in rows["grouping"]]
    return rows[np.array(is_of, dtype=bool)]


def summed(rows: pd.DataFrame, columns: tuple[str, ...]) -> int:
    """The sum of these columns over all rows, exact."""
    return sum(int(value) for column in columns for value in rows[column])


def by_regency(rows: pd.DataFrame, columns: Iterable[str]) -> Floats:
    """Sums a regency, shape (G, k): what the jackknife leaves out one at a time. What is null adds nothing."""
    regency, codes = pd.factorize(rows["regency_code"], sort=True)
    values = [np.nan_to_num(rows[column].to_numpy(np.float64)) for column in columns]
    sums = [np.bincount(regency, of_column, len(codes)) for of_column in values]
    return np.column_stack(sums)


def counted_unit(rows: pd.DataFrame) -> UnitOfCount:
    """What n counts, by the programmes that the rows hold."""
    return unit_of_count({code for codes in rows["programmes"] for code in codes})


def estimate(
    asked: Asked,
    key: Key,
    rows: pd.DataFrame,
    *,
    n: int,
    value: float | int | None = None,
    intervals: tuple[Interval | None, ...] = (),
    withheld: str | None = None,
    keeps_intervals: bool = False,
    counts: Mapping[str, int | float] | None = None,
) -> Estimate:
    """An Estimate of what was asked, with the unit, sources and unvisited grants of these rows.

    A withheld figure has no intervals unless it `keeps_intervals`: where the point alone would mislead.
    """
    kept = () if withheld and not keeps_intervals else tuple(interval for interval in intervals if interval is not None)
    return Estimate(
        indicator=asked.indicator.key,
        value=None if withheld else value,
        unit=asked.indicator.unit,
        n=n,
        unit_of_count=counted_unit(rows),
        unvisited=summed(rows, ("unvisited",)),
        as_of=asked.as_of,
        sources=asked.sources,
        intervals=kept,
        withheld=withheld,
        by=key,
        counts=counts or {},
    )
