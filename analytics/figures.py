"""One way from an indicator to its Estimates: ask the store, hand the rows to the estimator.

The pages and the command line call `figures`; neither sees SQL or rows of counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

import pandas as pd

from analytics.estimate import Estimate
from analytics.estimators import business_types, costs, counts, coverage, members, persistence
from analytics.estimators.asked import Asked
from analytics.estimators.comparison import Gate, gate
from analytics.indicators import PLACES, REGISTRY
from analytics.store import DIMENSIONS, Selection, Store

Estimator = Callable[[pd.DataFrame, Asked], list[Estimate]]

ESTIMATORS: dict[str, Estimator] = {
    "complete_count": counts.complete_count,
    "complete_share": counts.complete_share,
    "persistence_rate": persistence.persistence_rate,
    "member_persistence": members.member_persistence,
    "nearly_alone_rate": members.nearly_alone_rate,
    "target_realisation": coverage.target_realisation,
    "per_1000_poor": coverage.per_1000_poor,
    "representation_ratio": coverage.representation_ratio,
    "effective_business_types": business_types.effective_business_types,
    "cost_per_surviving_business": costs.cost_per_surviving_business,
    "cost_per_active_member": costs.cost_per_active_member,
}


def figures(
    store: Store, key: str, *, as_of: date | None = None, by: Sequence[str] = (), where: Selection | None = None
) -> list[Estimate]:
    """The Estimates of one indicator, one a group of the dimensions `by` (one in all where `by` is empty).

    `as_of` defaults to the latest date in the version. Groups without a grant (for members: without a group; for targets:
    without a target) do not appear, but a place without one has its 0 per 1,000 poor people. Raises KeyError for an
    indicator or dimension that does not exist.
    """
    indicator = REGISTRY[key]
    picked: Selection = {dimension: values for dimension, values in (where or {}).items() if values}
    for dimension in (*by, *picked):
        DIMENSIONS[dimension]
    day = as_of or store.latest_on

    def rows(of: Selection, dimensions: Sequence[str]) -> pd.DataFrame:
        return store.query(indicator.query, as_of=day, picked=of, by=list(dimensions))

    @cache
    def province() -> pd.DataFrame:
        elsewhere = {dimension: values for dimension, values in picked.items() if dimension not in PLACES}
        return rows(elsewhere, [dimension for dimension in by if dimension not in PLACES])

    asked = Asked(indicator, day, tuple(by), store.sources(*indicator.tables), province)
    if set(indicator.not_by) & {*by, *picked}:
        return [_not_asked_this_way(asked)]
    return ESTIMATORS[indicator.estimator](rows(picked, by), asked)


def _not_asked_this_way(asked: Asked) -> Estimate:
    return Estimate(
        asked.indicator.key, None, asked.indicator.unit, 0, "grants", 0, asked.as_of, asked.sources,
        withheld="not_by_this_dimension",
    )  # fmt: skip


def comparison_gate(store: Store, *, as_of: date | None = None, where: Selection | None = None) -> Gate:
    """Whether groups (KUBE) and individuals (UEP) can be compared at all, condition by condition."""
    day, picked = as_of or store.latest_on, where or {}
    gaps = store.query("visit_gaps", as_of=day, picked=picked)
    median_gap_months = dict(zip(gaps["delivery"], gaps["median_gap_months"], strict=True))
    return gate(store.query("comparison", as_of=day, picked=picked), median_gap_months)
