"""The figures of the survival curve, and of persistence brought up to date or audited, as Estimates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analytics.estimate import Context, Count, Estimate
from analytics.estimators.group import Group
from analytics.methods.audit import Audit, persistence_audited
from analytics.methods.interval_counts import IntervalCounts, fixed_age_bounds
from analytics.methods.nowcast import NowcastCounts, persistence_nowcast
from analytics.methods.result import Result
from analytics.methods.survival import Province, median_survival, survival_at, survival_standardised_at

Fit = Callable[[IntervalCounts, Province], Result]


def interval_counts(group: Group) -> IntervalCounts:
    """The rows of the survival query as counts, strata by programme and regency type."""
    strata = group.rows["programme"] + " " + group.rows["regency_type"].fillna("")
    return IntervalCounts.from_frame(group.rows.assign(stratum=strata))


def survival(group: Group, *, age_months: int) -> Estimate:
    """Pooled S at an age (survival_12, _24, _36), n = all grants of the curve, the young too.

    Beside the interval for chance, bounds of kind `fixed_age` on the register's own share among grants at least that
    old, where they hold the value; they are in the context in any case, with the `fixed_age_grants` they are of in the
    counts. Where the interval is too wide it is kept and the point withheld. Withheld as `survival_at` says.
    """
    counts = interval_counts(group)
    result = survival_at(counts.pooled(), age_months, lambda: interval_counts(group.province()).pooled())
    old = replace(counts, grants=group.column(f"grants_{age_months}"))
    numbers: dict[Count, int] = {
        **_curve_counts(group, counts),
        "at_risk": int(counts.at_risk(np.array([float(age_months)]))[0]),
        "fixed_age_grants": int(old.grants.sum()),
    }
    context = _curve_context(group)
    bounds = None
    if numbers["fixed_age_grants"]:
        bounds = context["fixed_age_bounds"] = fixed_age_bounds(old, age_months)
    is_beside = bounds is not None and (result.value is None or bounds.holds(result.value))
    return group.estimate_of(
        result, bounds if is_beside else None, n=group.sum("grants"), counts=numbers, context=context
    )


def survival_standardised(group: Group, *, age_months: int) -> Estimate:
    """S at an age over strata of programme and regency type; withheld where strata were seen alike."""
    return _fitted(group, lambda counts, province: survival_standardised_at(counts, age_months, province))


def survival_median_months(group: Group) -> Estimate:
    """The age in months by which half have closed, pooled."""
    return _fitted(group, median_survival)


def _fitted(group: Group, fit: Fit) -> Estimate:
    counts = interval_counts(group)
    result = fit(counts, lambda: interval_counts(group.province()))
    return group.estimate_of(
        result, n=group.sum("grants"), counts=_curve_counts(group, counts), context=_curve_context(group)
    )


def _curve_counts(group: Group, counts: IntervalCounts) -> dict[Count, int]:
    """Grants `visited` and `known` (with a verdict), and `closures` seen."""
    return {
        "visited": group.sum("grants") - group.sum("unvisited"),
        "known": int(counts.verdicts_by_regency().sum()),
        "closures": counts.closures,
    }


def _curve_context(group: Group) -> Context:
    gaps = group.rows["median_gap_months"].dropna()
    return {"median_gap_months": float(gaps.iloc[0])} if len(gaps) else {}


def nowcast(group: Group) -> Estimate:
    """Persistence brought up to the as-of date, n = grants at least 6 months old."""
    counts = NowcastCounts.from_frame(group.rows)
    found = persistence_nowcast(counts, lambda: NowcastCounts.from_frame(group.province().rows), what_if=())
    n = group.sum("grants")
    numbers: dict[Count, int] = {
        "old_enough": n,
        "known": int(counts.intervals.verdicts_by_regency().sum()),
        "closed": counts.intervals.closures,
        "long_unseen": int(counts.intervals.grants @ counts.is_long_unseen),
    }
    return group.estimate_of(found.figure, n=n, counts=numbers)


def audited(group: Group) -> Estimate:
    """The register's own share by random audit, n = drawn grants with a verdict.

    `regencies_not_drawn` have grants in the frame, and none of them was drawn: the others speak for them.
    """
    counts = group.counts("frame", "known_closed", "running", "closed", "not_found")
    frame, running, closed, not_found = (group.column(name) for name in ("frame", "running", "closed", "not_found"))
    result, bounds = persistence_audited(Audit(frame, running, closed, not_found, counts["known_closed"]))
    counts["regencies_not_drawn"] = int(((frame > 0) & (running + closed + not_found == 0)).sum())
    return group.estimate_of(result, bounds, n=counts["running"] + counts["closed"], counts=counts)
