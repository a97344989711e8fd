"""The intervals once more, their formulas written out in plain Python (quantiles of beta and t are scipy's).

Of these places: Wilson's, regencies weighed by their grants, or the model's own variance. Of the province were it
repeated, only where no place is chosen: leave each regency out in turn; the larger of that and the own variance.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scipy.special import betaincinv, stdtrit

UNKNOWN_DESIGN_EFFECT = 2.0
MIN_REGENCIES, MIN_VERDICTS_EACH = 8, 5
Z = 1.959963984540054


def wilson(x: float, n: float) -> tuple[float, float]:
    """Wilson (1927): the shares p for which |x/n - p| is at most z standard errors at p."""
    middle = (x + Z * Z / 2) / (n + Z * Z)
    half = Z / (n + Z * Z) * math.sqrt(x * (n - x) / n + Z * Z / 4)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def jeffreys(x: float, n: float) -> tuple[float, float]:
    """Quantiles of Beta(x + 1/2, n - x + 1/2); the end at 0 or 1 is that end where x is 0 or n."""
    lower = 0.0 if x == 0 else float(betaincinv(x + 0.5, n - x + 0.5, 0.025))
    upper = 1.0 if x == n else float(betaincinv(x + 0.5, n - x + 0.5, 0.975))
    return lower, upper


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def inverse_logit(t: float) -> float:
    return 1 / (1 + math.exp(-t))


Scale = Callable[[float, float], float]
"""Numerator and denominator to the scale on which the figure varies evenly."""


def logit_share(x: float, n: float) -> float:
    return logit((x + 0.5) / (n + 1))


def log_ratio(x: float, n: float) -> float:
    return math.log(x / n)


Pair = tuple[str, float, float]
"""One grant's regency, its part of the numerator, its part of the denominator."""


def by_regency(pairs: Iterable[Pair]) -> dict[str, tuple[float, float]]:
    sums: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for regency, x, n in pairs:
        sums[regency] = (sums[regency][0] + x, sums[regency][1] + n)
    return sums


def totals(pairs: Sequence[Pair]) -> tuple[float, float]:
    return sum(pair[1] for pair in pairs), sum(pair[2] for pair in pairs)


def binomial_variance(pairs: Sequence[Pair]) -> float:
    """Of the logit of a share of independent grants: 1 / (n p q), p = (x + 1/2) / (n + 1)."""
    x, n = totals(pairs)
    p = (x + 0.5) / (n + 1)
    return 1 / (n * p * (1 - p))


def member_share_variance(pairs: Sequence[Pair]) -> float:
    """Of the logit of a share of members, groups independent: what each group is off the ratio (Cochran 1977, 2.11)."""
    x, n = totals(pairs)
    p = (x + 0.5) / (n + 1)
    spread = sum((px - p * pn) ** 2 for _, px, pn in pairs) / n**2 * len(pairs) / (len(pairs) - 1)
    return spread / (p * (1 - p)) ** 2


def log_ratio_variance(pairs: Sequence[Pair]) -> float:
    """Of the log of a ratio of sums, grants independent (Cochran 1977, 2.11)."""
    x, n = totals(pairs)
    return sum((px / x - pn / n) ** 2 for _, px, pn in pairs) * len(pairs) / (len(pairs) - 1)


@dataclass(frozen=True)
class Kind:
    """A kind of figure: the scale of its errors, the way back, and its variance with grants independent."""

    scale: Scale
    back: Callable[[float], float]
    variance: Callable[[Sequence[Pair]], float]


SHARE = Kind(logit_share, inverse_logit, binomial_variance)
MEMBER_SHARE = Kind(logit_share, inverse_logit, member_share_variance)
COST = Kind(log_ratio, math.exp, log_ratio_variance)


Ends = tuple[float, float]
Intervals = dict[str, Ends | None]
"""By target and method."""


def of_share(share: float, n: float) -> tuple[str, Ends]:
    """Wilson's interval with n independent units, Jeffreys' where none or all of them count."""
    return ("jeffreys", jeffreys(share * n, n)) if share in (0.0, 1.0) else ("wilson", wilson(share * n, n))


def in_places(pairs: Sequence[Pair], population: Mapping[str, int]) -> tuple[str, Ends]:
    """A share weighed over regencies by `population`, with Wilson's interval at the size that has its variance."""
    x, n = totals(pairs)
    overall = x / n
    regencies = by_regency(pairs)
    if len(regencies) == 1 or overall in (0.0, 1.0):
        return of_share(overall, n)
    everybody = sum(population[regency] for regency in regencies)
    share = sum(population[r] / everybody * rx / rn for r, (rx, rn) in regencies.items())
    share = min(max(share, 0.5 / (n + 1)), 1 - 0.5 / (n + 1))
    variance = 0.0
    for r, (rx, rn) in regencies.items():
        drawn_in = (rx + overall) / (rn + 1)
        variance += (population[r] / everybody) ** 2 * drawn_in * (1 - drawn_in) / rn
    lower, upper = wilson(share * share * (1 - share) / variance, share * (1 - share) / variance)
    return "wilson", (min(lower, overall), max(upper, overall))


def jackknife_variance(replicates: Sequence[float]) -> float:
    """(G - 1) / G times the sum of squares about the replicates' mean."""
    mean = sum(replicates) / len(replicates)
    return (len(replicates) - 1) / len(replicates) * sum((r - mean) ** 2 for r in replicates)


def around(middle: float, half: float, back: Callable[[float], float], value: float) -> Ends:
    lower, upper = sorted([back(middle - half), back(middle + half)])
    return min(lower, value), max(upper, value)


def of_both(
    regencies: Counter[str],
    middle: Callable[[frozenset[str]], float],
    own_variance: float,
    back: Callable[[float], float],
    value: float,
    is_of_places: bool,
) -> Intervals:
    """`middle`: the figure on its scale without some regencies; `regencies`: how many verdicts each has."""
    here = middle(frozenset())
    intervals: Intervals = {"places model": around(here, Z * math.sqrt(own_variance), back, value)}
    if not is_of_places:
        method, variance = "model", UNKNOWN_DESIGN_EFFECT * own_variance
        if sum(count >= MIN_VERDICTS_EACH for count in regencies.values()) >= MIN_REGENCIES:
            replicates = [middle(frozenset([regency])) for regency in regencies]
            method, variance = "jackknife", max(jackknife_variance(replicates), own_variance)
        errors = float(stdtrit(max(len(regencies), MIN_REGENCIES) - 1, 0.975))
        intervals[f"repeated {method}"] = around(here, errors * math.sqrt(variance), back, value)
    return intervals


def verdicts(pairs: Sequence[Pair]) -> Counter[str]:
    return Counter(regency for regency, _, _ in pairs)


def of_sums(pairs: Sequence[Pair], kind: Kind, is_of_places: bool) -> Intervals:
    """A ratio of sums, with its own variance of independent grants."""
    x, n = totals(pairs)

    def middle(without: frozenset[str]) -> float:
        return kind.scale(*totals([pair for pair in pairs if pair[0] not in without]))

    return of_both(verdicts(pairs), middle, kind.variance(pairs), kind.back, x / n, is_of_places)


def share_intervals(pairs: Sequence[Pair], population: Mapping[str, int], is_of_places: bool) -> Intervals:
    method, here = in_places(pairs, population)
    intervals = of_sums(pairs, SHARE, is_of_places)
    del intervals["places model"]
    return {f"places {method}": here, **intervals}


def joined(intervals: Intervals, method: str, other: Ends) -> Intervals:
    """None of the province is narrower than another way to the interval of these places."""
    wide: Intervals = {}
    for name, ends in intervals.items():
        assert ends is not None
        is_province = name.startswith("repeated")
        wide[name] = (min(ends[0], other[0]), max(ends[1], other[1])) if is_province else ends
    return {**wide, f"places {method}": other}
