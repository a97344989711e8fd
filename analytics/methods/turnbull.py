"""Turnbull's non-parametric estimate of S(t) from (L, R] counts, with the stretches in which it cannot tell.

Mass can only sit in the maximal intersections of the intervals (Turnbull, JRSS B 38 (1976) 290-295); within
one the estimate is not determined. The likelihood is maximised by the constrained Newton method of Wang,
JRSS B 69 (2007) 185-198: plain EM takes thousands of steps. Own code: lifelines takes the intervals as closed
and stops early, R's survfit stops early too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from analytics.methods.intervals import Floats

MAX_SHORTFALL_A_GRANT = 1e-9
"""The search ends where the log-likelihood can miss its maximum by no more than this for each grant."""

MAXIMUM_STEPS = 500
SUFFICIENT_RISE = 1 / 3
ROUNDING = 1e-13
"""What a rise of the log-likelihood may be short by for its own rounding, as a share of it."""

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Turnbull:
    """The estimate: `mass` (m,) in the rectangles (`left`, `right`] (m,), the last perhaps without end.

    `shortfall` bounds from above by how much the log-likelihood misses its maximum: it is the largest derivative by a
    rectangle's mass less the number of grants, which is 0 at the maximum of a concave function.
    """

    left: Floats
    right: Floats
    mass: Floats
    log_likelihood: float
    shortfall: float

    def survival_upper(self, ages: Floats) -> Floats:
        """S at each age (k,), were the mass of each rectangle at its right end."""
        return np.asarray(1 - (self.right <= ages[:, None]) @ self.mass, dtype=np.float64)

    def survival_lower(self, ages: Floats) -> Floats:
        """S at each age (k,), were the mass of each rectangle just after its left end."""
        return np.asarray(1 - (self.left < ages[:, None]) @ self.mass, dtype=np.float64)


def turnbull(lower: Floats, upper: Floats, count: Floats) -> Turnbull:
    """The maximum likelihood estimate from intervals (lower, upper] (rows,), `upper` infinite where closing was not
    seen, each standing for `count` grants. Any unit of time.

    Assumes that the timing of visits says nothing of closing. Raises ValueError where an interval is empty, and
    ArithmeticError where the maximum is not reached.
    """
    if not (lower < upper).all():
        raise ValueError("every interval needs lower < upper")
    left, right = maximal_intersections(lower, upper)
    likelihood = _Likelihood(
        np.searchsorted(left, lower, side="left"), np.searchsorted(right, upper, side="right") - 1, count, len(left)
    )
    mass = likelihood.maximise()
    shortfall = max(float(likelihood.gradient(mass).max() - count.sum()), 0.0)
    held = mass > 0
    return Turnbull(left[held], right[held], mass[held], likelihood.value(mass), shortfall)


def maximal_intersections(lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """The rectangles (left, right], in order: a left end followed by a right end with no end in between.

    At a tie the right end comes first: (a, b] and (b, c] have nothing in common.
    """
    ends = np.concatenate([lower, upper])
    is_left = np.arange(len(ends)) < len(lower)
    order = np.lexsort((is_left, ends))
    ends, is_left = ends[order], is_left[order]
    at = np.flatnonzero(is_left[:-1] & ~is_left[1:])
    return ends[at], ends[at + 1]


@dataclass(frozen=True)
class _Likelihood:
    """Each row's interval covers the rectangles `first`..`last` (rows,), one run without gaps."""

    first: Indices
    last: Indices
    count: Floats
    rectangles: int

    def covered(self, mass: Floats) -> Floats:
        """Probability of each row's interval, (rows,)."""
        total = np.concatenate([[0.0], np.cumsum(mass)])
        return np.asarray(total[self.last + 1] - total[self.first], dtype=np.float64)

    def value(self, mass: Floats) -> float:
        """The log-likelihood; minus infinity where a row's interval is empty."""
        with np.errstate(divide="ignore", invalid="ignore"):
            value = float(self.count @ np.log(self.covered(mass)))
        return value if np.isfinite(value) else -np.inf

    def gradient(self, mass: Floats) -> Floats:
        """Derivative of the log-likelihood by the mass of each rectangle, (m,)."""
        pull = self.count / self.covered(mass)
        size = self.rectangles + 1
        change = np.bincount(self.first, pull, size) - np.bincount(self.last + 1, pull, size)
        return np.asarray(np.cumsum(change)[:-1], dtype=np.float64)

    def fewest_rectangles(self) -> Floats:
        """Equal mass on a smallest set of rectangles that leaves no row empty."""
        mass = np.zeros(self.rectangles)
        reached = -1
        for row in np.argsort(self.last, kind="stable"):
            if self.first[row] > reached:
                reached = int(self.last[row])
                mass[reached] = 1.0
        return np.asarray(mass / mass.sum(), dtype=np.float64)

    def maximise(self) -> Floats:
        """The masses at the maximum. Raises ArithmeticError where it is not reached."""
        mass = self.fewest_rectangles()
        for _ in range(MAXIMUM_STEPS):
            gradient = self.gradient(mass)
            if gradient.max() <= (1 + MAX_SHORTFALL_A_GRANT) * self.count.sum():
                return mass
            support = self._widened(mass, gradient)
            target = np.zeros_like(mass)
            target[support] = self._newton_target(mass, support)
            rise = float(gradient @ (target - mass))
            value, share = self.value(mass), 1.0
            floor = value - ROUNDING * abs(value)
            while self.value(mass + share * (target - mass)) < floor + SUFFICIENT_RISE * share * rise:
                share /= 2
            mass = mass + share * (target - mass)
        raise ArithmeticError("Turnbull's estimate did not converge")

    def _widened(self, mass: Floats, gradient: Floats) -> Indices:
        """The rectangles that hold mass, and between each two of them the one of the largest gradient."""
        held = np.flatnonzero(mass > 0)
        runs = np.split(np.arange(self.rectangles), held)
        best = [run[np.argmax(gradient[run])] for run in runs if len(run)]
        return np.union1d(held, best).astype(np.intp)

    def _newton_target(self, mass: Floats, support: Indices) -> Floats:
        """The masses on `support` that maximise the log-likelihood's second-order expansion, adding up to 1.

        It is |S p - 2|^2 with S the derivative of each row's log-probability; the sum is held by Dax's extra row.
        """
        covers = (self.first[:, None] <= support) & (support <= self.last[:, None])
        slopes = covers / self.covered(mass)[:, None]
        system = np.vstack([np.sqrt(self.count)[:, None] * (slopes - 2), np.ones(len(support))])
        aim = np.append(np.zeros(len(self.count)), 1.0)
        rotation, triangle = np.linalg.qr(system)
        target, _ = optimize.nnls(triangle, rotation.T @ aim)
        return np.asarray(target / target.sum(), dtype=np.float64)
