"""How many families a budget reaches at each amount, and by how much survival must rise for it to be worth it.

Arithmetic for a decision: no effect of the amount is estimated here. Amounts and costs are whole rupiah, shares
fractions of 1; the baseline is the share of individual businesses still running after 24 months at the present amount.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm

from analytics.methods.apportionment import apportion
from analytics.methods.intervals import LEVEL

QUANTILES = 2_001
"""Equally likely points by which the baseline's uncertainty is carried through; no draws, so no seed."""

NEARLY_NONE = 0.001

Z = float(norm.ppf((1 + LEVEL) / 2))
Range = tuple[float, float]


@dataclass(frozen=True)
class Baseline:
    """Share surviving at the present amount, with its 95% interval where there is one.

    Raises ValueError where the share is not strictly between 0 and 1, or not within its interval.
    """

    share: float
    interval: Range | None = None

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ValueError(f"a baseline lies between 0 and 1: {self.share}")
        if self.interval and not 0 < self.interval[0] <= self.share <= self.interval[1] < 1:
            raise ValueError(f"{self.interval} does not hold {self.share}")

    @property
    def spread(self) -> float:
        """Standard deviation on the logit scale that the interval's width stands for; 0 without one."""
        return float(logit(self.interval[1]) - logit(self.interval[0])) / (2 * Z) if self.interval else 0.0


@dataclass(frozen=True)
class Prior:
    """What the planner holds likely of a larger amount before any pilot: a normal shift of the log-odds."""

    mean: float = 0.25
    deviation: float = 0.35


@dataclass(frozen=True)
class Plan:
    """Budget, what delivering one grant costs, and the amount that a family gets at present.

    Delivery is so many rupiah a grant, a share of its amount, or both.
    """

    budget_idr: int
    delivery_cost_idr: int
    present_amount_idr: int
    delivery_share: float = 0.0

    def paid_idr(self, amount_idr: int) -> int:
        """What one grant of that amount costs, delivery included, in whole rupiah."""
        return amount_idr + self.delivery_cost_idr + round(self.delivery_share * amount_idr)


@dataclass(frozen=True)
class Amount:
    """One amount weighed against the present one.

    - `recipients`: families that the budget reaches. `ratio`: how many times the present survival must be had for as
      many surviving businesses; `ceiling`: the baseline above which that is impossible (1 where it never is).
    - `needed`, `needed_range`: the share that must survive, above 1 where impossible; None without a baseline.
    - `surviving`, `cost_per_surviving_idr`, with ranges: were survival to stay what it is; the cost holds delivery.
      One individual business is one person, so it is the cost per person still earning too.
    """

    amount_idr: int
    recipients: int
    ratio: float
    ceiling: float
    needed: float | None = None
    needed_range: Range | None = None
    surviving: float | None = None
    surviving_range: Range | None = None
    cost_per_surviving_idr: float | None = None
    cost_range_idr: Range | None = None

    @property
    def is_impossible(self) -> bool:
        """Whether more than all would have to survive."""
        return self.needed is not None and self.needed > 1


def entered_baseline(per_hundred: float, margin: float | None) -> Baseline:
    """A baseline as entered, per 100 businesses (1 to 99); `margin` on either side is its 95%
    interval."""
    share = per_hundred / 100
    if not margin:
        return Baseline(share)
    return Baseline(share, (_within(share - margin / 100), _within(share + margin / 100)))


def entered_prior(baseline: Baseline, usual: Prior, rise_points: float | None, margin_points: float | None) -> Prior:
    """A prior as typed, of 100 businesses: the rise over the baseline, and the margin on either side of the share that
    it leads to, its middle 95%. What is None is the usual one's. Shares stay within 0.001 and 0.999."""
    now = float(logit(baseline.share))
    mean = usual.mean if rise_points is None else float(logit(_within(baseline.share + rise_points / 100))) - now
    if margin_points is None:
        return Prior(mean, usual.deviation)
    then = float(expit(now + mean))
    lower, upper = _within(then - margin_points / 100), _within(then + margin_points / 100)
    return Prior(mean, float(logit(upper) - logit(lower)) / (2 * Z))


def prior_in_points(baseline: Baseline, prior: Prior) -> Range:
    """Rise and margin, of 100 businesses, that `entered_prior` makes into about this prior."""
    then = float(logit(baseline.share)) + prior.mean
    lower, upper = (float(expit(then + side * Z * prior.deviation)) for side in (-1, 1))
    return 100 * (float(expit(then)) - baseline.share), 100 * (upper - lower) / 2


def _within(share: float) -> float:
    return min(max(share, NEARLY_NONE), 1 - NEARLY_NONE)


def break_even_ratio(plan: Plan, amount_idr: int) -> float:
    """How many times as many of the fewer, or more, families must survive for as many surviving businesses."""
    return plan.paid_idr(amount_idr) / plan.paid_idr(plan.present_amount_idr)


def weigh(plan: Plan, amounts_idr: Sequence[int], baseline: Baseline | None) -> list[Amount]:
    """Each amount against the present one, smallest first."""
    return [_weighed(plan, amount_idr, baseline) for amount_idr in sorted(set(amounts_idr))]


def _weighed(plan: Plan, amount_idr: int, baseline: Baseline | None) -> Amount:
    paid_idr = plan.paid_idr(amount_idr)
    reached = plan.budget_idr // paid_idr
    ratio = break_even_ratio(plan, amount_idr)
    ceiling = min(1.0, 1 / ratio)
    if baseline is None:
        return Amount(amount_idr, reached, ratio, ceiling)
    share, ends = baseline.share, baseline.interval
    return Amount(
        amount_idr,
        reached,
        ratio,
        ceiling,
        ratio * share,
        (ratio * ends[0], ratio * ends[1]) if ends else None,
        reached * share,
        (reached * ends[0], reached * ends[1]) if ends else None,
        paid_idr / share,
        (paid_idr / ends[1], paid_idr / ends[0]) if ends else None,
    )


def chance_of_break_even(baseline: Baseline, ratio: float, prior: Prior) -> float:
    """The chance that the shifted share reaches `ratio` times the baseline, over the baseline's own uncertainty."""
    log_odds = _log_odds(baseline)
    needed = ratio * expit(log_odds)
    reachable = needed < 1
    shift = logit(needed[reachable]) - log_odds[reachable]
    return float(norm.sf(shift, prior.mean, prior.deviation).sum() / len(log_odds))


def chance_impossible(baseline: Baseline, ratio: float) -> float:
    """The chance that `ratio` times the baseline is more than all, whatever the larger amount gains: over the
    baseline's own uncertainty; 0 or 1 where it has no interval."""
    if ratio <= 1:
        return 0.0
    ceiling = float(logit(1 / ratio) - logit(baseline.share))
    if baseline.spread == 0:
        return float(ceiling <= 0)
    return float(norm.sf(ceiling / baseline.spread))


def tenths(chance: float) -> int:
    """A chance as so many of ten: 0 and 10 are said only of what is nearer to certain than half of a tenth."""
    return round(10 * chance)


def shifted_share(baseline: Baseline, prior: Prior) -> tuple[float, Range]:
    """Share at the larger amount as the prior has it: mean, and the middle 95%, the baseline's uncertainty included."""
    mean = float(logit(baseline.share)) + prior.mean
    deviation = math.hypot(baseline.spread, prior.deviation)
    shares = expit(mean + deviation * _standard_quantiles())
    return float(shares.mean()), (float(expit(mean - Z * deviation)), float(expit(mean + Z * deviation)))


def split(total: int, weights: Mapping[str, float], each: int = 0) -> dict[str, int]:
    """`total` families over places or types: `each` first to everyone as far as it goes, the rest in proportion to
    `weights`, in whole families."""
    first = min(each, total // len(weights))
    parts = apportion(total - first * len(weights), list(weights.values()))
    return {name: first + int(part) for name, part in zip(weights, parts, strict=True)}


def at_prices_of(amount_idr: float, index_then: float, index_now: float) -> float:
    """What an amount of then would have to be now to buy as much."""
    return amount_idr * index_now / index_then


def _log_odds(baseline: Baseline) -> np.ndarray:
    return np.asarray(logit(baseline.share) + baseline.spread * _standard_quantiles())


def _standard_quantiles() -> np.ndarray:
    return np.asarray(norm.ppf((np.arange(QUANTILES) + 0.5) / QUANTILES))
