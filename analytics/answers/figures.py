"""One way from an indicator to its Estimates: ask the store, hand the rows to the estimator.

The pages and the command line call `figures`; neither sees SQL or rows of counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

import pandas as pd

from analytics.estimate import Estimate
from analytics.estimators import (
    business_types,
    closing_rates,
    costs,
    counts,
    coverage,
    equal_ages,
    hazard_ratios,
    members,
    persistence,
    recorded,
    survival,
    survival_what_if,
    turnover,
)
from analytics.estimators import comparison as comparison_figures
from analytics.estimators.group import Group, Question
from analytics.indicators import PLACES, REGISTRY
from analytics.methods.comparison import Difference, Gate, SensitivityAnalysis
from analytics.programmes import PROGRAMMES
from analytics.store.database import DIMENSIONS, Selection, Store

Estimator = Callable[[Group], Estimate]

ESTIMATORS: dict[str, Estimator] = {
    "complete_count": counts.complete_count,
    "complete_share": counts.complete_share,
    "persistence_rate": persistence.persistence_rate,
    "member_persistence": members.member_persistence,
    "member_persistence_running": members.member_persistence_running,
    "nearly_alone_rate": members.nearly_alone_rate,
    "target_realisation": coverage.target_realisation,
    "per_1000_poor": coverage.per_1000_poor,
    "representation_ratio": coverage.representation_ratio,
    "effective_business_types": business_types.effective_business_types,
    "cost_per_surviving_business": costs.cost_per_surviving_business,
    "cost_per_active_member": costs.cost_per_active_member,
    "survival_6": partial(survival.survival, age_months=6),
    "survival_12": partial(survival.survival, age_months=12),
    "survival_24": partial(survival.survival, age_months=24),
    "survival_36": partial(survival.survival, age_months=36),
    "survival_48": partial(survival.survival, age_months=48),
    "survival_24_standardised": partial(survival.survival_standardised, age_months=24),
    "survival_median_months": survival.survival_median_months,
    "persistence_nowcast": survival.nowcast,
    "persistence_audited": survival.audited,
    "cost_per_business_alive_12": partial(equal_ages.cost_per_business_alive, age_months=12),
    "cost_per_business_alive_24": partial(equal_ages.cost_per_business_alive, age_months=24),
    "business_months_per_million": partial(equal_ages.business_months_per_million, age_months=24),
    "business_months_per_million_36": partial(equal_ages.business_months_per_million, age_months=36),
    "recorded_share": recorded.recorded_share,
    "recorded_complete_share": recorded.recorded_complete_share,
    "survival_24_what_if": survival_what_if.survival_24_what_if,
    "closing_rate": closing_rates.closing_rate,
    "survival_24_by_rate": closing_rates.survival_24_by_rate,
    "median_idr": turnover.median_idr,
    "workers_employed": turnover.workers_employed,
    "group_individual_difference_24": comparison_figures.group_individual_difference_24,
}

OF_LEVELS: dict[str, Callable[[Group], list[Estimate]]] = {"hazard_ratios": hazard_ratios.hazard_ratios}
"""Estimators of which a group has one Estimate for each level of what enters a model."""


def figures(
    store: Store, key: str, *, as_of: date | None = None, by: Sequence[str] = (), where: Selection | None = None
) -> list[Estimate]:
    """The Estimates of one indicator, one per group of the dimensions `by` (one in all where `by` is empty).

    `as_of` defaults to the latest date in the version. Groups without a grant (for members: without a group; for
    targets: without a target) do not appear, but a place without one has its 0 per 1,000 poor people. Raises KeyError
    for an indicator or dimension that does not exist.
    """
    indicator = REGISTRY[key]
    if set(indicator.not_by) & {*by, *_picked(where)}:
        return [_not_by_this_dimension(question(store, key, as_of=as_of, by=by, where=where))]
    found = groups(store, key, as_of=as_of, by=by, where=where)
    of_levels = OF_LEVELS.get(indicator.estimator)
    return [one for group in found for one in of_levels(group)] if of_levels else [estimate(group) for group in found]


def estimate(group: Group) -> Estimate:
    """The Estimate of one group, by the estimator of its indicator."""
    return ESTIMATORS[group.indicator.estimator](group)


def groups(
    store: Store, key: str, *, as_of: date | None = None, by: Sequence[str] = (), where: Selection | None = None
) -> list[Group]:
    """The groups that an indicator's query gives; arguments and errors are those of `figures`."""
    asked = question(store, key, as_of=as_of, by=by, where=where)
    rows = store.query(asked.indicator.query, as_of=asked.as_of, picked=_picked(where), by=list(by))
    return list(asked.groups(rows))


def by_programme(estimates: Sequence[Estimate]) -> dict[str, Estimate]:
    """Each programme's own, in the order of `PROGRAMMES`; those of no programme are left out."""
    found = {str(one.by["programme"]): one for one in estimates if "programme" in one.by}
    return {code: found[code] for code in PROGRAMMES if code in found}


def question(
    store: Store, key: str, *, as_of: date | None = None, by: Sequence[str] = (), where: Selection | None = None
) -> Question:
    """The question that `figures` puts to the estimator of an indicator; its errors are those of `figures`."""
    indicator, day = REGISTRY[key], as_of or store.latest_on
    elsewhere = {dimension: values for dimension, values in _picked(where).items() if dimension not in PLACES}
    for dimension in (*by, *_picked(where)):
        DIMENSIONS[dimension]

    @cache
    def average() -> pd.DataFrame:
        of_programme = {name: values for name, values in elsewhere.items() if name != "business_category"}
        return store.query("survival", as_of=day, picked=of_programme, by=[])

    return Question(indicator, day, tuple(by), store.sources(*indicator.tables), average, is_of_places(where, by))


def is_of_places(where: Selection | None, by: Sequence[str] = ()) -> bool:
    """Whether a filter or a dimension chooses places, so that a figure speaks of these alone."""
    return any(dimension in PLACES for dimension in (*by, *_picked(where)))


def _picked(where: Selection | None) -> Selection:
    return {dimension: values for dimension, values in (where or {}).items() if values}


def _not_by_this_dimension(asked: Question) -> Estimate:
    return Estimate(
        asked.indicator.key, None, asked.indicator.unit, 0, "grants", 0, asked.as_of, asked.sources,
        withheld="not_by_this_dimension",
    )  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """The gate and, only where it is open, the difference, standardised and crude beside it, and what it depends on."""

    gate: Gate
    difference: Difference | None
    sensitivity: SensitivityAnalysis | None


def comparison(store: Store, *, as_of: date | None = None, where: Selection | None = None) -> Comparison:
    """Groups (KUBE) less individuals (UEP) in 24-month survival, behind the gate."""
    (group,) = groups(store, "group_individual_difference_24", as_of=as_of, where=where)
    gate = comparison_figures.gate_of(group)
    if not gate.is_open:
        return Comparison(gate, None, None)
    years = gate.common_years
    return Comparison(
        gate, comparison_figures.difference_of(group, years), comparison_figures.sensitivity_of(group, years)
    )
