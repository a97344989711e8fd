"""What a page draws of survival: curves with their band, what is known at each age, the curves that mislead.

`figures` gives one number at a time; these give what lies around it, by the same way: ask the store, hand the rows
to the estimators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.answers.figures import estimate, groups
from analytics.estimate import Estimate
from analytics.estimators.group import Group, Key
from analytics.estimators.survival import interval_counts
from analytics.indicators import REGISTRY
from analytics.methods import survival
from analytics.methods.interval_counts import IntervalCounts, known_by_age
from analytics.methods.intervals import Floats
from analytics.methods.naive_curves import (
    KaplanMeier,
    closed_at_midpoint,
    closed_when_seen,
    kaplan_meier,
    share_not_recorded_closed,
    share_running_when_seen,
    visits_are_dense,
)
from analytics.methods.nowcast import WHAT_IF, NowcastCounts
from analytics.methods.persistence_today import Today, today_of_all
from analytics.methods.survival import SurvivalCurve
from analytics.methods.turnbull import Turnbull, turnbull
from analytics.store.database import Selection, Store

FIGURES = ("survival_12", "survival_24", "survival_36", "survival_24_standardised", "survival_median_months")
MONTHS_BETWEEN_COUNTS = 12


@dataclass(frozen=True)
class CurveOfGroup:
    """The curve of one group of grants.

    - `curve`: monthly from 0 to its `cutoff_months`, where 10 grants are last known at risk; None where `withheld`
      says why there is none (`too_few_at_risk`, `too_few_closures`).
    - `known`: what stands under the axis, a row every 12 months up to the cutoff: age_months, at_risk, closed,
      unknown, which add up to all grants of the curve.
    - `figures`: the Estimates of `FIGURES` by key; n, unvisited, the counts visited and closures, and
      median_gap_months in the context, are those of the curve.
    - `counts`: what `other_curves` are made of.
    """

    by: Key
    curve: SurvivalCurve | None
    withheld: str | None
    known: pd.DataFrame
    figures: Mapping[str, Estimate]
    counts: IntervalCounts


def survival_curves(
    store: Store, *, as_of: date | None = None, by: Sequence[str] = (), where: Selection | None = None
) -> list[CurveOfGroup]:
    """One curve a group of the dimensions `by`, with its figures, from one question to the store.

    Arguments and errors are those of `figures.figures`.
    """
    return [_curve(group) for group in groups(store, FIGURES[0], as_of=as_of, by=by, where=where)]


def _curve(group: Group) -> CurveOfGroup:
    counts = interval_counts(group).pooled()
    cutoff = survival.cutoff_months(counts)
    withheld = survival.curve_withheld(counts)
    curve = None
    if withheld is None:
        ages = np.unique(np.append(_every(1, cutoff), cutoff))
        curve = _held_up_by_later_ages(survival.survival_curve(counts, ages, group.question.is_of_places))
    return CurveOfGroup(
        group.key,
        curve,
        withheld,
        known_by_age(counts, _every(MONTHS_BETWEEN_COUNTS, cutoff)),
        {key: estimate(group.asking(REGISTRY[key])) for key in FIGURES},
        counts,
    )


def _held_up_by_later_ages(curve: SurvivalCurve) -> SurvivalCurve:
    """The band ends nowhere lower than at a later age of the same year (the years after the third as one): survival
    does not rise, so what bounds it there bounds it before. Where no closure is known of the first months, the
    log(-log) scale alone would let the band fall to zero and come up again. The ends at 12, 24 and 36 months, which
    are those of the figures, stay as they are."""
    year = np.minimum(np.ceil(curve.ages_months / MONTHS_BETWEEN_COUNTS), 4)
    lower = curve.lower.copy()
    for one in np.unique(year):
        lower[year == one] = np.maximum.accumulate(lower[year == one][::-1])[::-1]
    return replace(curve, lower=lower)


def _every(months: int, up_to: float) -> Floats:
    return np.arange(0, up_to + 1e-9, months, dtype=np.float64)


@dataclass(frozen=True)
class OtherCurves:
    """What is shown beside the headline to explain it.

    - `turnbull`: the non-parametric estimate with the stretches in which it cannot tell.
    - `closed_when_seen`, `closed_at_midpoint`: Kaplan-Meier, which misleads unless `visits_are_dense`.
    - `not_recorded_closed`, `running_when_seen`: the naive shares, of all grants and of those with a verdict.
    """

    turnbull: Turnbull
    closed_when_seen: KaplanMeier
    closed_at_midpoint: KaplanMeier
    not_recorded_closed: float
    running_when_seen: float
    visits_are_dense: bool

    @property
    def rectangles(self) -> pd.DataFrame:
        """Where Turnbull's curve falls, somewhere in each stretch: left_months, right_months, before, after."""
        left, right = self.turnbull.left, self.turnbull.right
        before, after = self.turnbull.survival_lower(left), self.turnbull.survival_lower(right)
        return pd.DataFrame({"left_months": left, "right_months": right, "before": before, "after": after})

    def at(self, ages_months: Sequence[float]) -> pd.DataFrame:
        """What each curve says at these ages: age_months, turnbull_lower, turnbull_upper, closed_when_seen,
        closed_at_midpoint."""
        ages = np.array(ages_months, dtype=np.float64)
        return pd.DataFrame(
            {
                "age_months": ages,
                "turnbull_lower": self.turnbull.survival_lower(ages),
                "turnbull_upper": self.turnbull.survival_upper(ages),
                "closed_when_seen": self.closed_when_seen.at(ages)[0],
                "closed_at_midpoint": self.closed_at_midpoint.at(ages)[0],
            }
        )


def other_curves(counts: IntervalCounts) -> OtherCurves | None:
    """The other curves of the same grants; None where none of them has a verdict."""
    if not counts.grants[counts.has_verdict].sum():
        return None
    return OtherCurves(
        turnbull(counts.lower_months, counts.upper_months, counts.grants),
        kaplan_meier(closed_when_seen(counts)),
        kaplan_meier(closed_at_midpoint(counts)),
        share_not_recorded_closed(counts),
        share_running_when_seen(counts),
        visits_are_dense(counts),
    )


def persistence_nowcast(
    store: Store,
    *,
    as_of: date | None = None,
    where: Selection | None = None,
    what_if: Sequence[float] = WHAT_IF,
    line: float = 0.5,
) -> Today | None:
    """The share that runs at the as-of date; the same were the long unseen to close k times as fast, for each k of
    `what_if`; and the k at which it falls to `line`. None where a programme has no curve."""
    (group,) = groups(store, "persistence_nowcast", as_of=as_of, where=where)
    found = today_of_all(NowcastCounts.from_frame(group.rows), what_if, line, not group.question.is_of_places)
    return None if found is None else found.today
