"""What the planner of the grant size starts from, and what is asked of the records, by the same way as figures: ask the
store, hand the rows to the estimators.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.estimate import Estimate
from analytics.methods.grant_size import Baseline, Plan
from analytics.methods.grant_size_records import AmountRecords, StillRunning, amount_records, still_running
from analytics.store.database import Selection, Store

USUAL_PLAN = Plan(budget_idr=8_400_000_000, delivery_cost_idr=0, present_amount_idr=5_000_000)
"""What the planner opens with, and the memo prints: the budget of 2025's 1,680 families at the present amount."""

CONSIDERED_IDR = 7_500_000
OTHERS_IDR = (4_500_000, 6_000_000, 10_000_000)
BASELINE_PROGRAMME = "UEP"
"""Whose survival at 24 months is the baseline unless another is chosen: individuals, never the groups."""


@dataclass(frozen=True)
class AmountsOnRecord:
    """What the records can say about the amount, in rupiah of December of `prices_of_year`."""

    records: AmountRecords
    prices_of_year: int


def amounts_on_record(store: Store, *, as_of: date, where: Selection) -> AmountsOnRecord:
    """Over all programmes that the selection leaves: an amount that goes with a programme must show as such."""
    amounts = store.query("grant_amounts", as_of=as_of, picked=where)
    last_year = int(store.query("price_index")["year"].iloc[-1])
    return AmountsOnRecord(amount_records(amounts), last_year)


def mentoring(store: Store, *, as_of: date, where: Selection, programme: str) -> tuple[StillRunning, ...]:
    """Mentored and not mentored grants of a programme; fewer than two rows where the export tells no difference."""
    rows = store.query("mentoring", as_of=as_of, picked={**where, "programme": [programme]})
    return still_running(rows, ["mentored"])


def data_baseline(estimate: Estimate | None) -> Baseline | None:
    """What a `survival_24` says with its interval, where it is not withheld and not a certainty."""
    if estimate is None or estimate.value is None:
        return None
    interval = estimate.sampling
    if interval is None or not interval.lower or interval.upper >= 1:
        return None
    return Baseline(float(estimate.value), (interval.lower, interval.upper))
