"""The intervals once more, their formulas written out in plain Python (quantiles of beta and t are scipy's)."""

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


def jackknife_variance(by_regency: Mapping[str, tuple[float, float]], scale: Scale) -> float:
    """Leave each regency out in turn: (G - 1) / G times the sum of squares about the replicates' mean."""
    x, n = (sum(pair[i] for pair in by_regency.values()) for i in (0, 1))
    replicates = [scale(x - gx, n - gn) for gx, gn in by_regency.values()]
    mean = sum(replicates) / len(replicates)
    return (len(replicates) - 1) / len(replicates) * sum((r - mean) ** 2 for r in replicates)


Pair = tuple[str, float, float]
"""One grant's regency, its part of the numerator, its part of the denominator."""


def by_regency(pairs: Iterable[Pair]) -> dict[str, tuple[float, float]]:
    sums: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for regency, x, n in pairs:
        sums[regency] = (sums[regency][0] + x, sums[regency][1] + n)
    return sums


def enough_regencies(pairs: Sequence[Pair]) -> bool:
    verdicts = Counter(regency for regency, _, _ in pairs)
    return sum(count >= MIN_VERDICTS_EACH for count in verdicts.values()) >= MIN_REGENCIES


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


def clustered(pairs: Sequence[Pair], province: Sequence[Pair], kind: Kind) -> tuple[str, tuple[float, float]]:
    """Regencies as clusters: `jackknife`, or `model` with the province's design effect where they are few.

    t has one degree of freedom less than there are regencies (of the province where they are few, not below 7).
    """
    x, n = totals(pairs)
    if enough_regencies(pairs):
        clusters = by_regency(pairs)
        method, variance, freedom = "jackknife", jackknife_variance(clusters, kind.scale), len(clusters) - 1
    else:
        effect = UNKNOWN_DESIGN_EFFECT
        if enough_regencies(province):
            effect = max(jackknife_variance(by_regency(province), kind.scale) / kind.variance(province), 1.0)
        method, variance = "model", effect * kind.variance(pairs)
        freedom = max(len(by_regency(province)), MIN_REGENCIES) - 1
    half = float(stdtrit(freedom, 0.975)) * math.sqrt(variance)
    value = x / n
    lower, upper = kind.back(kind.scale(x, n) - half), kind.back(kind.scale(x, n) + half)
    return method, (min(lower, value), max(upper, value))


Intervals = dict[str, tuple[float, float] | None]


def of_share(share: float, n: int) -> tuple[str, tuple[float, float]]:
    """Wilson's interval with n independent units, Jeffreys' where none or all of them count."""
    return ("jeffreys", jeffreys(share * n, n)) if share in (0.0, 1.0) else ("wilson", wilson(share * n, n))


def share_intervals(pairs: Sequence[Pair], province: Sequence[Pair], kind: Kind) -> Intervals:
    x, n = totals(pairs)
    return dict([of_share(x / n, len(pairs)), clustered(pairs, province, kind)])


def cost_intervals(pairs: Sequence[Pair], province: Sequence[Pair], at_first: int) -> Intervals:
    """The clustered one, and the mean grant over either end of the share that is left of `at_first`."""
    money, left = totals(pairs)
    method, (lower, upper) = of_share(left / at_first, len(pairs))
    each = money / at_first
    return dict([(method, (each / upper, each / lower)), clustered(pairs, province, COST)])
