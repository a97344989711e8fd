"""Ratios of sums over regencies: shares, costs and means, and the share under a median, as `Clusters`.

Replicates of shares are (y + 1/2) / (x + 1) on the logit scale, so that a regency of 0 or of all does not break them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.methods.intervals import LOG, LOGIT, Clusters, Floats, Scale


def half_clusters(sums: Floats) -> Clusters:
    """The share that lies below a median, on the logit scale around one half whatever the ties at it.

    `sums`: (G, 2) units below the median (half of those at it) and all units by regency.
    """
    around = _logit_share(sums.sum(axis=0))

    def independent_variance(of: Floats) -> float:
        return float(4 / of[1])

    return Clusters(sums, sums[:, 1], lambda of: _logit_share(of) - around, independent_variance)


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
