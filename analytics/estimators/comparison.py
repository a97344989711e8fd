"""The gate and the difference between groups and individuals, from the rows of the comparison query."""

from __future__ import annotations

import pandas as pd

from analytics.estimate import Context, Count, Estimate
from analytics.estimators.group import Group
from analytics.methods.comparison import (
    ARMS,
    Difference,
    Gate,
    SensitivityAnalysis,
    gate,
    group_individual_difference,
    sensitivity,
)


def gate_of(group: Group) -> Gate:
    """The gate of one group of rows."""
    return gate(group.rows)


def difference_of(group: Group, common_years: tuple[int, ...]) -> Difference:
    """The difference in the common years."""
    rows = _in_years(group, common_years).rows
    return group_individual_difference(rows, is_of_places=group.question.is_of_places)


def sensitivity_of(group: Group, common_years: tuple[int, ...]) -> SensitivityAnalysis:
    """What that difference depends on."""
    return sensitivity(_in_years(group, common_years).rows, is_of_places=group.question.is_of_places)


def _in_years(group: Group, years: tuple[int, ...]) -> Group:
    return group.where(group.rows["year"].isin(years))


def group_individual_difference_24(group: Group) -> Estimate:
    """S(24) of groups less that of individuals as a fraction of 1, n = grants of both arms in the common years.

    Withheld, with the first reason of the gate, until the gate is open. The arms' sizes in the counts; in the context
    `crude_difference` and the median gap between visits of each arm, which is said and is no condition.
    """
    found = gate_of(group)
    compared = _in_years(group, found.common_years) if found.common_years else group
    group_grants, individual_grants = (compared.where(compared.rows["delivery"] == arm).sum("grants") for arm in ARMS)
    counts: dict[Count, int] = {
        "group_grants": group_grants,
        "individual_grants": individual_grants,
        "conditions": len(found.conditions),
        "conditions_met": sum(condition.is_met for condition in found.conditions),
        "common_years": len(found.common_years),
    }
    n, context = compared.sum("grants"), _gaps(group)
    if not found.is_open:
        return compared.estimate(n=n, withheld=found.reasons[0], counts=counts, context=context)
    difference = difference_of(group, found.common_years)
    crude = difference.crude.value
    if crude is not None:
        context["crude_difference"] = crude
    return compared.estimate_of(difference.standardised, n=n, counts=counts, context=context)


def _gaps(group: Group) -> Context:
    """Median months between two visits to a grant, or from disbursement to the first, of each arm that was visited."""
    gaps = group.rows.groupby("delivery")["median_gap_months"].first()
    context = Context()
    for arm in ARMS:
        if pd.notna(gaps.get(arm)):
            context[f"{arm}_median_gap_months"] = float(gaps[arm])  # type: ignore[literal-required]
    return context
