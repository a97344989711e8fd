"""What the planner of the grant size starts from, and what is asked of the records, by the same way as figures: ask the
store, hand the rows to the estimators.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.answers.figures import figures, is_of_places
from analytics.estimate import Estimate
from analytics.methods.grant_size import NEARLY_NONE, Baseline, Plan
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
    return AmountsOnRecord(amount_records(amounts, is_of_places=is_of_places(where)), last_year)


def mentoring(store: Store, *, as_of: date, where: Selection, programme: str) -> tuple[StillRunning, ...]:
    """Mentored and not mentored grants of a programme; fewer than two rows where the export tells no difference."""
    rows = store.query("mentoring", as_of=as_of, picked={**where, "programme": [programme]})
    return still_running(rows, ["mentored"], is_of_places=is_of_places(where))


def never_seen(store: Store, *, as_of: date, where: Selection, programme: str) -> float | None:
    """The share of a programme's grants at least 6 months old that were never visited; None where there is none."""
    picked = {**where, "programme": [programme]}
    (visited,) = figures(store, "visited_rate", as_of=as_of, where=picked)
    old_enough = visited.counts["old_enough"]
    return 1 - visited.counts["old_enough_visited"] / old_enough if old_enough else None


def data_baseline(estimate: Estimate | None) -> Baseline | None:
    """What a `survival_24` of the whole province says, with the range of all that may move it: other fates of
    the regencies, and old and young grants that do not close alike. None without the figure, or its interval."""
    alike = data_baseline_if_alike(estimate)
    if alike is None or alike.interval is None or estimate is None or estimate.sensitivity is None:
        return alike
    of_sensitivity = estimate.sensitivity
    return _baseline(
        alike.share, min(alike.interval[0], of_sensitivity.lower), max(alike.interval[1], of_sensitivity.upper)
    )


def data_baseline_if_alike(estimate: Estimate | None) -> Baseline | None:
    """The same were old and young grants to close alike: with the interval of the province were it repeated alone."""
    if estimate is None or estimate.value is None:
        return None
    interval = estimate.sampling_of("repeated")
    return None if interval is None else _baseline(float(estimate.value), interval.lower, interval.upper)


def _baseline(share: float, lower: float, upper: float) -> Baseline | None:
    """None where the share itself is a certainty; ends that are one are nearly so."""
    if not NEARLY_NONE < share < 1 - NEARLY_NONE:
        return None
    return Baseline(share, (max(lower, NEARLY_NONE), min(upper, 1 - NEARLY_NONE)))
