"""How fast businesses of a kind, or of a place, close against the average of their programme."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from analytics.estimate import Context, Count, Estimate, Note, Sampling
from analytics.estimators.group import Group
from analytics.indicators import PLACES
from analytics.methods.closing_rates import ClosingRates, closing_rates, survival_by_rate, visit_trials
from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import LEVEL, Floats
from analytics.methods.survival_at_age import MIN_CLOSURES, survival_at_age_withheld
from analytics.methods.survival_model import survival_model

AGE_MONTHS = 24


@dataclass(frozen=True)
class _Rates:
    """The rates of one group (a single cell), and the grants of its programme that make the average."""

    rates: ClosingRates
    programme: IntervalCounts
    old_grants: Floats

    @property
    def ends(self) -> tuple[float, float]:
        return float(self.rates.lower[0]), float(self.rates.upper[0])


def closing_rate(group: Group) -> Estimate:
    """h: how many times as fast a group closes as its programme does on average, itself included; n = grants with a
    verdict.

    Interval: likelihood ratio, grants as independent. `visits` and the `closings` they found in the counts,
    `closings_expected` at the average rate and the `likelihood_ratio` of h against 1 in the context: counts to be said,
    not to be divided. Noted as `closes_unlike_average` where chance does not explain it at 99.8%; not so of places,
    which share fate: `funnel` flags these. Withheld: `several_programmes` (there is no average across them),
    `too_few_verdicts`, `too_few_closures` (of the programme), `all_visits_found_closed` (h has no upper end).
    """
    found = _rates(group)
    if isinstance(found, str):
        return group.estimate(n=group.sum("grants"), withheld=found)
    value = float(found.rates.rate[0])
    withheld = None if math.isfinite(value) else "all_visits_found_closed"
    intervals = () if withheld else (Sampling("likelihood", *found.ends, LEVEL),)
    return _estimate(group, found, value, intervals, withheld)


def survival_24_by_rate(group: Group) -> Estimate:
    """S(24) of a group at its rate of closing: the programme's S(24) to the power h, a fraction of 1.

    Interval: that of the rate; the programme's own S(24) is taken as it is, since groups are set against it and one
    another. Withheld as `closing_rate` is, and where the programme's S(24) is (`too_few_old_enough`).
    """
    found = _rates(group)
    if isinstance(found, str):
        return group.estimate(n=group.sum("grants"), withheld=found)
    withheld = survival_at_age_withheld(found.programme, found.old_grants)
    if withheld:
        return _estimate(group, found, None, (), withheld)
    model = survival_model(found.programme)
    survival = float(model.survival(model.everywhere, np.array([float(AGE_MONTHS)]))[0])
    lower, value, upper = survival_by_rate(survival, np.array([found.ends[1], found.rates.rate[0], found.ends[0]]))
    return _estimate(group, found, float(value), (Sampling("likelihood", float(lower), float(upper), LEVEL),), None)


def _rates(group: Group) -> _Rates | str:
    """The rates, or why there are none."""
    programmes = set(group.rows["programme"])
    if len(programmes) > 1:
        return "several_programmes"
    if group.sum("grants") < group.indicator.fewest:
        return group.indicator.withheld_as
    (programme,) = programmes
    average = group.question.average()
    rows = average[average["programme"] == programme]
    counts = IntervalCounts.from_frame(rows).pooled()
    if counts.closures < MIN_CLOSURES:
        return "too_few_closures"
    visited = group.rows[group.rows["trials"] > 0]
    trials, _ = visit_trials(visited, "programme", {programme: counts})
    return _Rates(closing_rates(trials), counts, rows[f"grants_{AGE_MONTHS}"].to_numpy(dtype=np.float64))


def _estimate(
    group: Group, found: _Rates, value: float | None, intervals: tuple[Sampling, ...], withheld: str | None
) -> Estimate:
    rates = found.rates
    counts: dict[Count, int] = {"visits": int(rates.visits[0]), "closings": int(rates.closings[0])}
    context: Context = {
        "closings_expected": float(rates.closings_expected[0]),
        "likelihood_ratio": float(rates.likelihood_ratio[0]),
    }
    flagged = bool(rates.is_flagged[0]) and not set(group.key).intersection(PLACES)
    notes = (Note("closes_unlike_average"),) if flagged else ()
    n = group.sum("grants")
    return group.estimate(
        value, n=n, intervals=intervals, withheld=withheld, counts=counts, context=context, notes=notes
    )
