"""The figures of the survival curve, and of persistence brought up to date or audited, as Estimates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.estimate import Estimate, Interval
from analytics.estimators.asked import Asked
from analytics.estimators.groups import Key, estimate, groups, province_rows, summed
from analytics.methods.audit import Audit, persistence_audited
from analytics.methods.figure import Figure
from analytics.methods.interval_counts import IntervalCounts, fixed_age_bounds
from analytics.methods.intervals import Floats
from analytics.methods.nowcast import NowcastCounts, persistence_nowcast
from analytics.methods.survival import Province, median_survival, survival_at, survival_standardised_at

Counts = dict[str, int | float]
Answer = Callable[[IntervalCounts, Province], Figure]


def interval_counts(rows: pd.DataFrame) -> IntervalCounts:
    """The rows of the survival query as counts, strata by programme and regency type."""
    return IntervalCounts.from_frame(rows.assign(stratum=rows["programme"] + " " + rows["regency_type"].fillna("")))


def curve_counts(rows: pd.DataFrame, counts: IntervalCounts) -> Counts:
    """What stands beside a curve: grants `visited` and `known` (with a verdict), `closures` seen, and
    `median_gap_months` between visits where there were any."""
    said: Counts = {
        "visited": summed(rows, ("grants",)) - summed(rows, ("unvisited",)),
        "known": int(counts.verdicts_by_regency().sum()),
        "closures": counts.closures,
    }
    gaps = rows["median_gap_months"].dropna()
    return said | ({"median_gap_months": float(gaps.iloc[0])} if len(gaps) else {})


def survival(rows: pd.DataFrame, asked: Asked, *, age_months: int) -> list[Estimate]:
    """Pooled S at an age (survival_12, _24, _36), n = all grants of the curve, the young too.

    Beside the interval for chance, bounds of kind `fixed_age` on the register's own share among grants at least that
    old, where they hold the value; they are in the counts in any case, with the `fixed_age_grants` they are of. Where
    the interval is too wide it is kept and the point withheld. Withheld as `survival_at` says.
    """

    def answer(counts: IntervalCounts, province: Province) -> Figure:
        return survival_at(counts.pooled(), age_months, lambda: province().pooled())

    return [_at_age(asked, key, group, answer, age_months) for key, group in groups(rows, asked.by)]


def survival_standardised(rows: pd.DataFrame, asked: Asked, *, age_months: int) -> list[Estimate]:
    """S at an age over strata of programme and regency type; withheld where strata were seen alike."""

    def answer(counts: IntervalCounts, province: Province) -> Figure:
        return survival_standardised_at(counts, age_months, province)

    return [_fitted(asked, key, group, answer) for key, group in groups(rows, asked.by)]


def survival_median_months(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """The age in months by which half have closed, pooled."""
    return [_fitted(asked, key, group, median_survival) for key, group in groups(rows, asked.by)]


def _fitted(asked: Asked, key: Key, rows: pd.DataFrame, answer: Answer) -> Estimate:
    counts = interval_counts(rows)
    figure = answer(counts, lambda: interval_counts(province_rows(asked, key)))
    return _estimate(asked, key, rows, figure, (figure.interval,), curve_counts(rows, counts))


def _at_age(asked: Asked, key: Key, rows: pd.DataFrame, answer: Answer, age_months: int) -> Estimate:
    counts = interval_counts(rows)
    figure = answer(counts, lambda: interval_counts(province_rows(asked, key)))
    said = curve_counts(rows, counts) | {"at_risk": int(counts.at_risk(np.array([float(age_months)]))[0])}
    old = replace(counts, grants=_column(rows, f"grants_{age_months}"))
    said["fixed_age_grants"] = int(old.grants.sum())
    intervals = [figure.interval]
    if said["fixed_age_grants"]:
        bounds = fixed_age_bounds(old, age_months)
        said |= {"fixed_age_lower": bounds.lower or 0.0, "fixed_age_upper": bounds.upper or 0.0}
        if figure.value is None or bounds.holds(figure.value):
            intervals.append(bounds)
    return _estimate(asked, key, rows, figure, tuple(intervals), said)


def _estimate(
    asked: Asked, key: Key, rows: pd.DataFrame, figure: Figure, intervals: tuple[Interval | None, ...], counts: Counts
) -> Estimate:
    return estimate(
        asked,
        key,
        rows,
        n=summed(rows, ("grants",)),
        value=figure.value,
        intervals=intervals,
        withheld=figure.withheld,
        keeps_intervals=figure.withheld is not None and figure.interval is not None,
        counts=counts,
    )


def nowcast(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Persistence brought up to the as-of date, n = grants at least 6 months old."""
    return [_nowcast(asked, key, group) for key, group in groups(rows, asked.by)]


def _nowcast(asked: Asked, key: Key, rows: pd.DataFrame) -> Estimate:
    counts = NowcastCounts.from_frame(rows)
    figure = persistence_nowcast(counts, lambda: NowcastCounts.from_frame(province_rows(asked, key)), what_if=()).figure
    said: Counts = {
        "old_enough": summed(rows, ("grants",)),
        "known": int(counts.intervals.verdicts_by_regency().sum()),
        "closed": counts.intervals.closures,
        "long_unseen": int(counts.intervals.grants @ counts.is_long_unseen),
    }
    return _estimate(asked, key, rows, figure, (figure.interval,), said)


def audited(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """The register's own share by random audit, n = drawn grants with a verdict.

    `regencies_not_drawn` have grants in the frame, and none of them was drawn: the others speak for them.
    """
    return [_audited(asked, key, group) for key, group in groups(rows, asked.by)]


def _audited(asked: Asked, key: Key, rows: pd.DataFrame) -> Estimate:
    counts: Counts = {
        name: summed(rows, (name,)) for name in ("frame", "known_closed", "running", "closed", "not_found")
    }
    frame, running, closed, not_found = (_column(rows, name) for name in ("frame", "running", "closed", "not_found"))
    counts["regencies_not_drawn"] = int(((frame > 0) & (running + closed + not_found == 0)).sum())
    figure, bounds = persistence_audited(Audit(frame, running, closed, not_found, int(counts["known_closed"])))
    return estimate(
        asked,
        key,
        rows,
        n=int(counts["running"] + counts["closed"]),
        value=figure.value,
        intervals=(figure.interval, bounds),
        withheld=figure.withheld,
        counts=counts,
    )


def _column(rows: pd.DataFrame, name: str) -> Floats:
    return np.asarray(rows[name], dtype=np.float64)
