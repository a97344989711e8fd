"""The piecewise-exponential model of a time that is only known to lie between two visits (PWE-IC).

Hazard in piece j for a grant with covariates x: exp(log_hazard_j + x'b). A grant last seen running at age L
and first seen closed at age R adds log(S(L) - S(R)) to the log-likelihood, one not seen closed adds log S(L).
Assumes that the timing of visits says nothing of closure given x. No library fits this with counts.

Source of the model: Friedman, Annals of Statistics 10 (1982) 101-113; of the likelihood: Finkelstein,
Biometrics 42 (1986) 845-854.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.methods.intervals import Floats

CUTS_MONTHS = (6.0, 12.0, 24.0, 36.0, 60.0)
"""Ages at which the hazard may change; beyond the last one the last piece's hazard carries on."""

RIDGE = 0.1
"""Weight of the penalty on squared first differences of the log-hazards and on squared coefficients: worth a
tenth of a closure, so a piece or a level without closures stays finite and one with closures hardly moves."""

MAXIMUM_STEPS = 200
TOLERANCE = 1e-10
MAX_STEP = 4.0
MIN_CURVATURE = 1e-8
"""Of the largest curvature: below it a direction counts as flat."""

_STARTS = np.array((0.0, *CUTS_MONTHS))
_WIDTHS = np.append(np.diff(_STARTS), np.inf)
_DIFFERENCES = np.diff(np.eye(len(_STARTS)), axis=0)


def exposure_months(ages_months: Floats) -> Floats:
    """Months spent in each piece by each age; (k,) finite ages give (k, pieces)."""
    months: Floats = np.clip(ages_months[:, None] - _STARTS, 0.0, _WIDTHS)
    return months


@dataclass(frozen=True)
class PiecewiseExponential:
    """A fitted model: `log_hazards` (pieces,) a month, `coefficients` (q,), and the `covariance` of both
    together (pieces + q, pieces + q), the inverse of the penalised observed information."""

    log_hazards: Floats
    coefficients: Floats
    covariance: Floats
    log_likelihood: float

    def hazard(self, ages_months: Floats) -> Floats:
        """Baseline hazard a month at each age, (k,)."""
        return np.asarray(np.exp(self.log_hazards)[np.searchsorted(_STARTS, ages_months, side="right") - 1])

    def cumulative_hazard(self, ages_months: Floats) -> Floats:
        """Cumulative baseline hazard at each age, (k,)."""
        return np.asarray(self.by_piece(ages_months).sum(axis=1), dtype=np.float64)

    def by_piece(self, ages_months: Floats) -> Floats:
        """What each piece adds to the cumulative hazard, (k, pieces): also its derivative by the log-hazards."""
        return exposure_months(ages_months) * np.exp(self.log_hazards)

    def survival(self, ages_months: Floats) -> Floats:
        """Baseline P(T > age) at each age, (k,)."""
        return np.asarray(np.exp(-self.cumulative_hazard(ages_months)), dtype=np.float64)

    def quantile_months(self, survival: float) -> float:
        """The age at which baseline survival falls to `survival` (0.5 for the median)."""
        at_starts = self.cumulative_hazard(_STARTS)
        sought = -np.log(survival)
        piece = int(np.searchsorted(at_starts, sought, side="right")) - 1
        return float(_STARTS[piece] + (sought - at_starts[piece]) / np.exp(self.log_hazards[piece]))

    def log_cumulative_hazard_variance(self, ages_months: Floats) -> Floats:
        """The model's own variance of log(-log S) at each age > 0, (k,), by the delta method: grants are taken
        as independent."""
        by_piece = self.by_piece(ages_months)
        gradient = by_piece / by_piece.sum(axis=1, keepdims=True)
        return self.variance_along(gradient)

    def variance_along(self, gradient: Floats) -> Floats:
        """Variance of figures whose derivative by the log-hazards is `gradient` (k, pieces), (k,)."""
        pieces = len(self.log_hazards)
        variance: Floats = np.einsum("kp,pq,kq->k", gradient, self.covariance[:pieces, :pieces], gradient)
        return variance


@dataclass(frozen=True)
class Observations:
    """What the model is fitted to, prepared once: `before` (rows, pieces) months in each piece up to L,
    `between` (closed rows, pieces) months from L to R, `closed` the indices of the closed rows, `covariates`
    (rows, q)."""

    before: Floats
    between: Floats
    closed: NDArray[np.intp]
    covariates: Floats

    @classmethod
    def of(cls, lower_months: Floats, upper_months: Floats, covariates: Floats | None = None) -> Observations:
        """From L (rows,) and R (rows,), infinite where the grant was not seen closed.

        Raises ValueError where L is negative, not finite, or not below R.
        """
        if not (np.isfinite(lower_months).all() and (lower_months >= 0).all() and (lower_months < upper_months).all()):
            raise ValueError("every interval needs 0 <= lower < upper")
        closed = np.flatnonzero(np.isfinite(upper_months))
        before = exposure_months(lower_months)
        between = exposure_months(upper_months[closed]) - before[closed]
        if covariates is None:
            covariates = np.zeros((len(lower_months), 0))
        return cls(before, between, closed, covariates)


def fit(observations: Observations, count: Floats, start: PiecewiseExponential | None = None) -> PiecewiseExponential:
    """Penalised maximum likelihood by Newton's method with step halving.

    `count` (rows,) is how many grants each row stands for; rows with 0 are left out. `start` warms it up. Raises
    ValueError without any closure (the maximum is then a hazard of zero) and ArithmeticError where the maximum
    is not found.
    """
    likelihood = _PenalisedLikelihood.of(observations, count)
    pieces = len(_STARTS)
    if start is None:
        parameters = np.zeros(pieces + observations.covariates.shape[1])
        parameters[:pieces] = likelihood.overall_log_hazard()
    else:
        parameters = np.concatenate([start.log_hazards, start.coefficients])
    value, gradient, information = likelihood.expand(parameters)
    for _ in range(MAXIMUM_STEPS):
        step = np.linalg.solve(information, gradient)
        if gradient @ step < TOLERANCE:
            return PiecewiseExponential(
                parameters[:pieces],
                parameters[pieces:],
                np.asarray(np.linalg.inv(information), dtype=np.float64),
                value + likelihood.penalty(parameters),
            )
        step *= min(1.0, MAX_STEP / np.abs(step).max())
        expanded = likelihood.expand(parameters + step)
        while not expanded[0] >= value - TOLERANCE and np.abs(step).max() > TOLERANCE:
            step /= 2
            expanded = likelihood.expand(parameters + step)
        parameters = parameters + step
        value, gradient, information = expanded
    raise ArithmeticError("the piecewise-exponential fit did not converge")


@dataclass(frozen=True)
class _PenalisedLikelihood:
    """The penalised log-likelihood of (log-hazards, coefficients) and its first two derivatives."""

    observations: Observations
    count: Floats
    ridge: Floats

    @classmethod
    def of(cls, observations: Observations, count: Floats) -> _PenalisedLikelihood:
        """Only the rows with a count. Raises ValueError without any closure."""
        kept = count > 0
        kept_closed = kept[observations.closed]
        if not kept_closed.any():
            raise ValueError("no closure was seen")
        observations = Observations(
            observations.before[kept],
            observations.between[kept_closed],
            (np.cumsum(kept) - 1)[observations.closed[kept_closed]],
            observations.covariates[kept],
        )
        pieces, coefficients = len(_STARTS), observations.covariates.shape[1]
        ridge = np.zeros((pieces + coefficients, pieces + coefficients))
        ridge[:pieces, :pieces] = RIDGE * _DIFFERENCES.T @ _DIFFERENCES
        ridge[pieces:, pieces:] = RIDGE * np.eye(coefficients)
        return cls(observations, count[kept], ridge)

    def overall_log_hazard(self) -> float:
        """Closures over months lived, closed grants taken to have lived through half of their interval."""
        closed_count = self.count[self.observations.closed]
        months = (
            self.count @ self.observations.before.sum(axis=1) + closed_count @ self.observations.between.sum(axis=1) / 2
        )
        return float(np.log(closed_count.sum() / months))

    def penalty(self, parameters: Floats) -> float:
        """What the ridge takes off the log-likelihood."""
        return float(parameters @ self.ridge @ parameters) / 2

    def expand(self, parameters: Floats) -> tuple[float, Floats, Floats]:
        """Value, gradient and (positive definite) information at `parameters`."""
        observations, pieces = self.observations, len(_STARTS)
        covariates, closed = observations.covariates, observations.closed
        with np.errstate(over="ignore", invalid="ignore"):
            hazards = np.exp(parameters[:pieces])
            relative = np.exp(covariates @ parameters[pieces:])
            before = (self.count * relative)[:, None] * observations.before * hazards
            between = relative[closed, None] * observations.between * hazards
            rise = between.sum(axis=1)
            pull = 1 / np.expm1(rise)
            value = -before.sum() + self.count[closed] @ np.log(-np.expm1(-rise)) - self.penalty(parameters)
            weight = self.count[closed] * pull
            slope = -before
            slope[closed] += weight[:, None] * between
            gradient = np.concatenate([slope.sum(axis=0), covariates.T @ slope.sum(axis=1)]) - self.ridge @ parameters
            jacobian = np.hstack([between, rise[:, None] * covariates[closed]])
            spread = jacobian.T @ ((weight * (1 + pull))[:, None] * jacobian) + self.ridge
            information = spread - _curvature(slope, covariates)
            if np.isfinite(information).all() and not _is_positive_definite(information):
                information = _with_positive_curvature(information)
        return float(value), gradient, information


def _curvature(by_piece: Floats, covariates: Floats) -> Floats:
    """Second derivative of the sum of `by_piece` (rows, pieces), each entry being exp of a linear form."""
    across = by_piece.T @ covariates
    among = covariates.T @ (by_piece.sum(axis=1)[:, None] * covariates)
    return np.block([[np.diag(by_piece.sum(axis=0)), across], [across.T, among]])


def _with_positive_curvature(information: Floats) -> Floats:
    """The same with every direction of negative curvature turned round, so that a step along it climbs."""
    curvature, directions = np.linalg.eigh(information)
    positive = np.maximum(np.abs(curvature), MIN_CURVATURE * np.abs(curvature).max())
    return np.asarray((directions * positive) @ directions.T, dtype=np.float64)


def _is_positive_definite(matrix: Floats) -> bool:
    try:
        np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        return False
    return True
