"""Shares of many small cells, each shrunk towards the mean of all as far as it is small: beta-binomial pooling.

The cells' true shares follow a beta distribution, fitted to the cells themselves by maximum likelihood
(empirical Bayes: Casella, American Statistician 39 (1985) 83-87). Intervals carry the error of that fit by a
bootstrap of the cells (Laird and Louis, JASA 82 (1987) 739-750). Assumes that, but for chance, cells are alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from analytics.methods.intervals import LEVEL, Floats

MIN_CELLS = 10
BOOTSTRAPS = 200
DRAWS_A_BOOTSTRAP = 50
MAX_PRECISION = 1e4
"""alpha + beta beyond which cells are told alike: chance explains all that they differ."""
FLAT = 1e-6
"""A rise of the log-likelihood that tells nothing."""
TIE_DECIMALS = 9

_GRID = tuple(
    axis.ravel() for axis in np.meshgrid(np.linspace(-4, 4, 81), np.linspace(np.log(0.5), np.log(MAX_PRECISION), 61))
)
"""(logit of the mean, log of alpha + beta), the latter rising along each array."""


@dataclass(frozen=True)
class Beta:
    """The distribution of the cells' true shares: mean alpha / (alpha + beta)."""

    alpha: float
    beta: float
    log_likelihood: float


@dataclass(frozen=True)
class PooledShares:
    """One entry per cell, (k,): pooled `share` with the ends of its interval, and `shrinkage`, the weight of the mean
    of all in it (1 for an empty cell)."""

    distribution: Beta
    share: Floats
    lower: Floats
    upper: Floats
    shrinkage: Floats


def pooled_shares(successes: Floats, trials: Floats, generator: np.random.Generator) -> PooledShares | None:
    """Pooled shares of cells (k,) with their 95% intervals; None with fewer than 10 cells that have a trial."""
    filled = trials > 0
    if filled.sum() < MIN_CELLS:
        return None
    distribution = fit_beta(successes[filled], trials[filled])
    precision = distribution.alpha + distribution.beta
    alphas, betas = _bootstrapped(successes[filled], trials[filled], generator)
    size = (DRAWS_A_BOOTSTRAP, len(alphas), len(trials))
    draws = generator.beta(alphas[:, None] + successes, betas[:, None] + trials - successes, size)
    share = (distribution.alpha + successes) / (precision + trials)
    tail = (1 - LEVEL) / 2
    lower, upper = np.quantile(draws.reshape(-1, len(trials)), [tail, 1 - tail], axis=0)
    return PooledShares(
        distribution, share, np.minimum(lower, share), np.maximum(upper, share), precision / (precision + trials)
    )


def fit_beta(successes: Floats, trials: Floats) -> Beta:
    """alpha and beta by maximum likelihood from cells (k,) that have trials; never raises.

    alpha + beta is at most 10,000: where the cells differ no more than chance lets them the likelihood has no maximum,
    and where nothing tells how far they differ (one trial in each) it is flat: cells are then taken as alike.
    """

    def negative(parameters: Floats) -> float:
        return -float(_log_likelihood(successes, trials, *_alpha_beta(*parameters)).sum())

    on_grid = _log_likelihood(successes[:, None], trials[:, None], *_alpha_beta(*_GRID)).sum(axis=0)
    best = np.flatnonzero(on_grid >= on_grid.max() - FLAT)[-1]
    start = np.array([axis[best] for axis in _GRID])
    found = optimize.minimize(
        negative,
        start,
        method="Nelder-Mead",
        bounds=[(-12.0, 12.0), (-4.0, np.log(MAX_PRECISION))],
        options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 2_000},
    )
    parameters = found.x if found.fun < negative(start) - FLAT else start
    alpha, beta = _alpha_beta(*parameters)
    binomial = special.gammaln(trials + 1) - special.gammaln(successes + 1) - special.gammaln(trials - successes + 1)
    return Beta(float(alpha), float(beta), float(binomial.sum() - negative(parameters)))


def _alpha_beta(logit_mean: Floats, log_precision: Floats) -> tuple[Floats, Floats]:
    precision = np.exp(log_precision)
    return special.expit(logit_mean) * precision, special.expit(-logit_mean) * precision


def _log_likelihood(successes: Floats, trials: Floats, alpha: Floats, beta: Floats) -> Floats:
    """Of each cell, up to a constant."""
    return np.asarray(special.betaln(alpha + successes, beta + trials - successes) - special.betaln(alpha, beta))


def _bootstrapped(successes: Floats, trials: Floats, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """alpha and beta (bootstraps,) fitted to cells drawn with replacement, on a grid that serves all draws at once.

    At a tie the smallest alpha + beta wins: where nothing tells how far cells differ, the intervals are wide.
    """
    alphas, betas = _alpha_beta(*_GRID)
    by_cell = _log_likelihood(successes[:, None], trials[:, None], alphas, betas)
    cells = len(trials)
    times_drawn = generator.multinomial(cells, np.full(cells, 1 / cells), BOOTSTRAPS)
    best = np.round(times_drawn @ by_cell, TIE_DECIMALS).argmax(axis=1)
    return alphas[best], betas[best]
