"""The gate and the difference between groups and individuals, from the rows of the comparison query."""

from __future__ import annotations

from typing import cast

import pandas as pd

from analytics.estimate import Estimate
from analytics.estimators.asked import Asked
from analytics.estimators.groups import Key, estimate, groups, province_rows, summed
from analytics.methods.comparison import (
    Difference,
    Gate,
    Sensitivity,
    gate,
    group_individual_difference,
    sensitivity,
)
from analytics.programmes import Delivery


def gate_of(rows: pd.DataFrame) -> Gate:
    """The gate of one group of rows, each of which bears its arm's median gap between visits."""
    gaps = rows.groupby("delivery")["median_gap_months"].first()
    return gate(rows, {cast("Delivery", arm): float(gap) for arm, gap in gaps.items() if pd.notna(gap)})


def difference_of(rows: pd.DataFrame, province: pd.DataFrame, common_years: tuple[int, ...]) -> Difference:
    """The difference in the common years; `province`: the rows without a choice of places."""
    return group_individual_difference(
        rows[rows["year"].isin(common_years)], lambda: province[province["year"].isin(common_years)]
    )


def sensitivity_of(rows: pd.DataFrame, province: pd.DataFrame, common_years: tuple[int, ...]) -> Sensitivity:
    """What that difference hangs on; the arguments are those of `difference_of`."""
    return sensitivity(rows[rows["year"].isin(common_years)], lambda: province[province["year"].isin(common_years)])


def group_individual_difference_24(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """S(24) of groups less that of individuals as a fraction of 1, n = grants of both arms in the common years.

    Withheld, with the first reason of the gate, until the gate is open. `crude` and the arms' sizes in the counts.
    """
    return [_difference(asked, key, group) for key, group in groups(rows, asked.by)]


def _difference(asked: Asked, key: Key, rows: pd.DataFrame) -> Estimate:
    found = gate_of(rows)
    compared = rows[rows["year"].isin(found.common_years)] if found.common_years else rows
    counts: dict[str, int | float] = {
        f"{arm}_grants": summed(compared[compared["delivery"] == arm], ("grants",)) for arm in ("group", "individual")
    }
    counts |= {
        "conditions": len(found.conditions),
        "conditions_met": sum(condition.is_met for condition in found.conditions),
        "common_years": len(found.common_years),
    }
    n = summed(compared, ("grants",))
    if not found.is_open:
        return estimate(asked, key, compared, n=n, withheld=found.reasons[0], counts=counts)
    difference = difference_of(rows, province_rows(asked, key), found.common_years)
    figure = difference.standardised
    if difference.crude.value is not None:
        counts["crude"] = difference.crude.value
    return estimate(
        asked, key, compared, n=n, value=figure.value, intervals=(figure.interval,), withheld=figure.withheld,
        counts=counts,
    )  # fmt: skip
