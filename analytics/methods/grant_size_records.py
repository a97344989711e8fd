"""Whether the records can say anything about the amount: only where amounts differ and nothing else does.

Three real amounts or more, within the same programme, year and business category, with 50 verdicts each. Otherwise
there is no slope and no best size, and the reason is given: an amount that goes with a programme, a year or a
business cannot be distinguished from it (a group's amount by its members is no dose).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analytics.estimate import Sampling
from analytics.methods.intervals import share_interval

FEWEST_AMOUNTS = 3
FEWEST_VERDICTS = 50
CELL = ["programme", "cohort_year", "business_category"]

Refused = Literal[
    "no_grants", "one_amount", "amounts_go_with_programme_or_year", "amounts_go_with_type", "too_few_side_by_side"
]


@dataclass(frozen=True)
class StillRunning:
    """Grants alike in what `of` names: how many have a verdict, how many of them run, and Wilson's interval."""

    of: dict[str, str | int | bool]
    known: int
    running: int
    interval: Sampling

    @property
    def share(self) -> float:
        """Running / known."""
        return self.running / self.known


@dataclass(frozen=True)
class AmountRecords:
    """Rows that stand side by side, or the reason why none do. Described, never a slope."""

    refused: Refused | None
    rows: tuple[StillRunning, ...] = ()


def amount_records(amounts: pd.DataFrame) -> AmountRecords:
    """`amounts`: rows of programme, cohort_year, business_category, amount_idr, real_amount_idr, known, running."""
    if amounts.empty:
        return AmountRecords("no_grants")
    if amounts["amount_idr"].nunique() == 1:
        return AmountRecords("one_amount")
    if amounts.groupby(CELL[:2])["real_amount_idr"].nunique().max() == 1:
        return AmountRecords("amounts_go_with_programme_or_year")
    if amounts.groupby(CELL)["real_amount_idr"].nunique().max() == 1:
        return AmountRecords("amounts_go_with_type")
    enough = amounts[amounts["known"] >= FEWEST_VERDICTS]
    beside = enough[enough.groupby(CELL)["real_amount_idr"].transform("nunique") >= FEWEST_AMOUNTS]
    if beside.empty:
        return AmountRecords("too_few_side_by_side")
    return AmountRecords(None, still_running(beside, [*CELL, "real_amount_idr"]))


def still_running(rows: pd.DataFrame, named: list[str]) -> tuple[StillRunning, ...]:
    """Each row's share still running at the last visit; rows without a verdict have none."""
    return tuple(
        StillRunning(
            {name: row[name] for name in named},
            int(row["known"]),
            int(row["running"]),
            share_interval(int(row["running"]), int(row["known"])),
        )
        for row in rows.to_dict("records")
        if row["known"]
    )
