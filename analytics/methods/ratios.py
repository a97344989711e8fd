"""Clustered intervals of ratios of sums over regencies: shares, costs and means, and the share under a median.

Replicates of shares are (y + 1/2) / (x + 1) on the logit scale, so that a regency of 0 or of all does not break them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.estimate import Sampling
from analytics.methods.intervals import LOG, LOGIT, Clusters, Floats, Scale, clustered_interval


def clustered_share(sums: Floats, value: float, province: Callable[[], Floats]) -> Sampling | None:
    """The clustered interval of a share, around its value.

    `sums`: (G, 2) successes and trials a regency; `province()`: the same without a choice of places. The model's own
    variance is the binomial's.
    """

    def independent_variance(of: Floats) -> float:
        share = (of[0] + 0.5) / (of[1] + 1)
        return float(1 / (of[1] * share * (1 - share)))

    def everywhere() -> tuple[Floats, Floats]:
        wide = province()
        return wide, wide[:, 1]

    return clustered_interval(sums, sums[:, 1], value, _logit_share, independent_variance, LOGIT, everywhere)


def clustered_half(sums: Floats, province: Callable[[], Floats]) -> Sampling | None:
    """The clustered interval of the share that lies below a median, around one half whatever the ties at it.

    `sums`: (G, 2) units below the median (half of those at it) and all units a regency; `province()` likewise.
    """
    around = _logit_share(sums.sum(axis=0))

    def independent_variance(of: Floats) -> float:
        return float(4 / of[1])

    def everywhere() -> tuple[Floats, Floats]:
        wide = province()
        return wide, wide[:, 1]

    return clustered_interval(
        sums, sums[:, 1], 0.5, lambda of: _logit_share(of) - around, independent_variance, LOGIT, everywhere
    )


def _logit_share(sums: Floats) -> float:
    return float(LOGIT.forward((sums[0] + 0.5) / (sums[1] + 1)))


@dataclass(frozen=True)
class RatioSums:
    """Sums by regency, (G,) each: y and x, their squares and product, and how many grants they are of."""

    y: Floats
    x: Floats
    y_squared: Floats
    y_times_x: Floats
    x_squared: Floats
    grants: Floats

    def stacked(self) -> Floats:
        """All of them, (G, 6)."""
        return np.column_stack([self.y, self.x, self.y_squared, self.y_times_x, self.x_squared, self.grants])


def ratio_clusters(sums: RatioSums, scale: Scale) -> Clusters:
    """The ratio y / x on the LOGIT (shares) or LOG (costs) scale, for `targets.ends_in_places` and
    `targets.ends_were_it_repeated`; its own variance is the linearised one with grants as independent (Cochran 1977,
    section 2.11)."""

    def ratio_of(of: Floats) -> float:
        y, x = of[:2]
        return float((y + 0.5) / (x + 1) if scale is LOGIT else y / x)

    def on_scale(of: Floats) -> float:
        return float(scale.forward(np.asarray(ratio_of(of))))

    def independent_variance(of: Floats) -> float:
        _, x, yy, xy, xx, n = of
        ratio = ratio_of(of)
        variance = (yy - 2 * ratio * xy + ratio**2 * xx) / x**2 * n / (n - 1)
        slope = ratio if scale is LOG else ratio * (1 - ratio)
        return float(variance / slope**2)

    return Clusters(sums.stacked(), sums.grants, on_scale, independent_variance)


def clustered_ratio(sums: RatioSums, value: float, scale: Scale, province: Callable[[], RatioSums]) -> Sampling | None:
    """Delete-one-regency jackknife of y / x on the LOGIT (shares) or LOG (costs) scale, around its value.

    The model's own variance, used where regencies are few, is the linearised one of a ratio of sums with grants as
    independent (Cochran 1977, section 2.11). Where all that runs is in one regency a cost has no replicate without it:
    then the model's own variance with the design effect of the unknown.
    """

    own = ratio_clusters(sums, scale)

    def clustered(verdicts: Floats, everywhere: Callable[[], tuple[Floats, Floats]]) -> Sampling | None:
        return clustered_interval(stacked, verdicts, value, own.statistic, own.model_variance, scale, everywhere)

    def whole_province() -> tuple[Floats, Floats]:
        wide = province()
        return wide.stacked(), wide.grants

    stacked, none_known = sums.stacked(), np.zeros_like(sums.grants)
    return clustered(sums.grants, whole_province) or clustered(none_known, lambda: (stacked, none_known))
