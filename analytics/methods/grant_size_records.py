"""Whether the records can say anything about the amount: only where amounts differ and nothing else does.

Three real amounts or more, within the same programme, year and business category, with 50 verdicts each. Otherwise
there is no slope and no best size, and the reason is given: an amount that goes with a programme, a year or a
business cannot be distinguished from it (a group's amount by its members is no dose).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analytics.estimate import Sampling
from analytics.methods.targets import Intervals, intervals_of_share

MIN_AMOUNTS = 3
MIN_VERDICTS = 50
CELL = ["programme", "cohort_year", "business_category"]
ALIKE = [*CELL, "real_amount_idr"]

Refused = Literal[
    "no_grants", "one_amount", "amounts_go_with_programme_or_year", "amounts_go_with_type", "too_few_side_by_side"
]


@dataclass(frozen=True)
class StillRunning:
    """Grants alike in what `of` names: how many have a verdict, how many of them run, and the intervals for chance of
    that share, the one that is printed first."""

    of: dict[str, str | int | bool]
    known: int
    running: int
    intervals: Intervals

    @property
    def interval(self) -> Sampling:
        """The one that is printed."""
        return self.intervals[0]

    @property
    def share(self) -> float:
        """Running / known."""
        return self.running / self.known


@dataclass(frozen=True)
class AmountRecords:
    """Rows that stand side by side, or the reason why none do. Described, never a slope."""

    refused: Refused | None
    rows: tuple[StillRunning, ...] = ()


def amount_records(amounts: pd.DataFrame, *, is_of_places: bool = False) -> AmountRecords:
    """`amounts`: rows of programme, cohort_year, business_category, amount_idr, real_amount_idr, and those of
    `still_running`."""
    if amounts.empty:
        return AmountRecords("no_grants")
    if amounts["amount_idr"].nunique() == 1:
        return AmountRecords("one_amount")
    if amounts.groupby(CELL[:2])["real_amount_idr"].nunique().max() == 1:
        return AmountRecords("amounts_go_with_programme_or_year")
    if amounts.groupby(CELL)["real_amount_idr"].nunique().max() == 1:
        return AmountRecords("amounts_go_with_type")
    enough = amounts[amounts.groupby(ALIKE)["known"].transform("sum") >= MIN_VERDICTS]
    beside = enough[enough.groupby(CELL)["real_amount_idr"].transform("nunique") >= MIN_AMOUNTS]
    if beside.empty:
        return AmountRecords("too_few_side_by_side")
    return AmountRecords(None, still_running(beside, ALIKE, is_of_places=is_of_places))


def still_running(rows: pd.DataFrame, named: list[str], *, is_of_places: bool = False) -> tuple[StillRunning, ...]:
    """The share still running at the last visit of the rows alike in `named`, in their order; those without a verdict
    have none.

    `rows`, by regency_code: old_enough (grants at least 6 months old), known and running of these. `is_of_places`:
    whether places were chosen.
    """
    return tuple(
        _still_running({str(name): of for name, of in alike[named].to_dict("records")[0].items()}, alike, is_of_places)
        for _, alike in rows.groupby(named, sort=False)
        if alike["known"].sum()
    )


def _still_running(of: dict[str, str | int | bool], rows: pd.DataFrame, is_of_places: bool) -> StillRunning:
    by_regency = rows.groupby("regency_code")[["running", "known", "old_enough"]].sum().to_numpy(dtype=np.float64)
    intervals = intervals_of_share(*by_regency.T, is_of_places=is_of_places)
    return StillRunning(of, int(rows["known"].sum()), int(rows["running"].sum()), intervals)
