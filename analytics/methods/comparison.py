"""Groups and individuals: first whether they can be compared at all, then the difference at 24 months.

A difference, never an effect: who got which kind of grant was not drawn at random. Each arm has its own PWE-IC
proportional-hazards model with main effects of year, category and regency type, averaged over the mix of the
individuals (direct standardisation; Makuch, J Chronic Dis 35 (1982) 437-443).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.methods.intervals import IDENTITY, Clusters, Floats, leave_one_out
from analytics.methods.piecewise_exponential import Observations, PiecewiseExponential, fit
from analytics.methods.result import Result
from analytics.methods.targets import intervals_of_clusters

Arm = Literal["group", "individual"]
ARMS: tuple[Arm, Arm] = ("group", "individual")
COVARIATES = ("year", "business_category", "regency_type")
AGE_MONTHS = 24.0

MIN_COMMON_YEARS = 2
MIN_VERDICTS_A_YEAR = 20
MIN_CLOSURES = 10
MIN_BEYOND_AGE = 20
COMMON_SHARE = 0.05
MIN_VERDICTS_OF_A_KIND = 10
NO_TRADE = ("missing", "other")
"""Categories that name no trade, so two arms that both hold them need not trade alike."""

Reason = Literal[
    "no_common_years", "too_few_closures", "too_few_known_beyond_24_months", "business_category_not_shared",
    "regency_type_not_shared",
]  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """One condition of the gate: its figure, the least or most that it may be, and whether it is met.

    `arm` and `of` say whose figure it is (an arm; a business category, a regency type). `reason` is the code of what
    is wrong where it is not met. `figure` is None where there is nothing to calculate it from.
    """

    reason: Reason
    figure: float | None
    threshold: float
    is_met: bool
    arm: Arm | None = None
    of: str | None = None


@dataclass(frozen=True)
class Gate:
    """All conditions, and the disbursement years to which the comparison is confined.

    `has_common_trade`: whether any named trade occurs in both arms, in whatever year and seen or not; taken as so where
    an arm names none. Without one no further visit to these grants can open the gate.
    """

    conditions: tuple[Condition, ...]
    common_years: tuple[int, ...]
    has_common_trade: bool

    @property
    def is_open(self) -> bool:
        """Whether every condition is met."""
        return all(condition.is_met for condition in self.conditions)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The codes of what is wrong, each once."""
        return tuple(dict.fromkeys(c.reason for c in self.conditions if not c.is_met))


def gate(rows: pd.DataFrame) -> Gate:
    """Whether the two arms can be compared, from grants at least 6 months old.

    `rows`: columns `delivery`, `year` (of disbursement), `business_category`, `regency_type`, `lower_months` (L),
    `upper_months` (R, null: not seen closed), `grants`. Closures, ages and kinds are those of the common years. How
    often an arm is visited is no condition: the models find no difference between arms that close alike, one seen every
    3 and one every 12 months.
    """
    known = rows[(rows["lower_months"] > 0) | rows["upper_months"].notna()]
    by_year = _table(known, "year")
    enough = (by_year >= MIN_VERDICTS_A_YEAR).all(axis=1)
    common_years = tuple(sorted(int(year) for year in by_year.index[enough]))
    known = known[known["year"].isin(common_years)]
    individuals = rows[rows["year"].isin(common_years) & (rows["delivery"] == "individual")]
    closures = _by_arm(known[known["upper_months"].notna()])
    beyond = _by_arm(known[known["lower_months"] >= AGE_MONTHS])
    return Gate(
        (
            _at_least("no_common_years", len(common_years), MIN_COMMON_YEARS),
            *(_at_least("too_few_closures", closures[arm], MIN_CLOSURES, arm) for arm in ARMS),
            *(_at_least("too_few_known_beyond_24_months", beyond[arm], MIN_BEYOND_AGE, arm) for arm in ARMS),
            *_kinds("business_category", "business_category_not_shared", individuals, known),
            *_kinds("regency_type", "regency_type_not_shared", individuals, known),
        ),
        common_years,
        _has_common_trade(rows),
    )


def _has_common_trade(rows: pd.DataFrame) -> bool:
    named = rows[~rows["business_category"].isin(NO_TRADE)]
    group, individual = (set(named.loc[named["delivery"] == arm, "business_category"]) for arm in ARMS)
    return not group or not individual or bool(group & individual)


def _at_least(reason: Reason, figure: int, threshold: int, arm: Arm | None = None, of: str | None = None) -> Condition:
    return Condition(reason, figure, threshold, figure >= threshold, arm, of)


def _by_arm(rows: pd.DataFrame) -> dict[Arm, int]:
    return {arm: int(rows.loc[rows["delivery"] == arm, "grants"].sum()) for arm in ARMS}


def _table(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Grants by the values of a column (down) and arm (across)."""
    counted = rows.pivot_table(index=column, columns="delivery", values="grants", aggfunc="sum", fill_value=0)
    return counted.reindex(columns=list(ARMS), fill_value=0)


def _kinds(column: str, reason: Reason, individuals: pd.DataFrame, known: pd.DataFrame) -> Iterable[Condition]:
    """For each kind that holds 5% of the individuals, the verdicts among the groups."""
    sizes = individuals.groupby(column)["grants"].sum()
    groups = known[known["delivery"] == "group"].groupby(column)["grants"].sum()
    for kind in sizes.index[sizes >= COMMON_SHARE * sizes.sum()]:
        yield _at_least(reason, int(groups.get(kind, 0)), MIN_VERDICTS_OF_A_KIND, "group", str(kind))


@dataclass(frozen=True)
class Difference:
    """S(24) of groups less that of individuals: over the individuals' mix, and crude."""

    standardised: Result
    crude: Result


def group_individual_difference(rows: pd.DataFrame, *, is_of_places: bool = False) -> Difference:
    """The difference in 24-month survival, itself taken as symmetric, with the intervals of both targets.

    `rows`: the columns of `gate` and `regency_code`; those of the common years, for which the gate is open: the
    estimator does not ask. `is_of_places`: whether places were chosen. Withheld: `too_few_closures` where an arm has
    none.
    """
    closed = rows["upper_months"].notna()
    if any(not (closed & (rows["delivery"] == arm)).any() for arm in ARMS):
        nothing = Result(None, withheld="too_few_closures")
        return Difference(nothing, nothing)
    standardised, crude = (_result(rows, covariates, is_of_places) for covariates in (COVARIATES, ()))
    return Difference(standardised, crude)


@dataclass(frozen=True)
class SensitivityAnalysis:
    """How far the standardised difference depends on what was assumed, and on single regencies.

    `lost_as_closed`: the same difference were the `lost` businesses that were found moved or not at all closed by then.
    `without_one_regency`: the lowest and the highest of the differences without one regency at a time, of those that
    have verdicts; None where only one has.
    """

    lost: int
    lost_as_closed: Result
    without_one_regency: tuple[float, float] | None


def sensitivity(rows: pd.DataFrame, *, is_of_places: bool = False) -> SensitivityAnalysis:
    """Arguments are those of `group_individual_difference`, whose standardised difference must not be withheld; and
    the column `lost_months`: age at which a business not seen closed was found moved or not at all, null if none."""
    clusters = _Arms(rows, COVARIATES).clusters()
    without_one = leave_one_out(clusters.totals[clusters.verdicts > 0])
    differences = [clusters.statistic(kept) for kept in without_one] if len(without_one) > 1 else []
    return SensitivityAnalysis(
        int(rows.loc[rows["lost_months"].notna(), "grants"].sum()),
        _result(_lost_as_closed(rows), COVARIATES, is_of_places),
        (float(min(differences)), float(max(differences))) if differences else None,
    )


def _lost_as_closed(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(upper_months=rows["upper_months"].fillna(rows["lost_months"]))


def _result(rows: pd.DataFrame, covariates: tuple[str, ...], is_of_places: bool) -> Result:
    clusters = _Arms(rows, covariates).clusters()
    value = float(clusters.centre()[0])
    return Result(value, intervals_of_clusters(clusters, value, IDENTITY, is_of_places=is_of_places))


class _Arms:
    """Both arms' models, for any choice of regencies (`kept`, (G,): 1 for one that counts), and the mix."""

    def __init__(self, rows: pd.DataFrame, covariates: tuple[str, ...]) -> None:
        regency = pd.factorize(rows["regency_code"], sort=True)[0].astype(np.intp)
        lower = rows["lower_months"].to_numpy(dtype=np.float64)
        upper = rows["upper_months"].fillna(np.inf).to_numpy(dtype=np.float64)
        grants = rows["grants"].to_numpy(dtype=np.float64)
        design = _dummies(rows, covariates)
        known = (lower > 0) | np.isfinite(upper)
        self._verdicts_by_regency: Floats = np.bincount(regency, grants * known).astype(np.float64)
        self._arms = {
            arm: _Arm(regency[of], grants[of], Observations.of(lower[of], upper[of], design[of]))
            for arm, of in ((arm, (rows["delivery"] == arm).to_numpy()) for arm in ARMS)
        }
        individuals = (rows["delivery"] == "individual").to_numpy()
        self._mix, where = np.unique(design[individuals], axis=0, return_inverse=True)
        self._weights = np.bincount(where.ravel(), grants[individuals]) / grants[individuals].sum()

    def clusters(self) -> Clusters:
        """The difference and its own variance, to be had without one regency at a time."""
        verdicts = self._verdicts_by_regency
        return Clusters(np.eye(len(verdicts)), verdicts, self.difference, self.variance)

    def difference(self, kept: Floats) -> float:
        """S(24) of groups less that of individuals, both over the individuals' mix."""
        group, individual = (self._survival(self._arms[arm].fitted(kept)) for arm in ARMS)
        return group - individual

    def variance(self, kept: Floats) -> float:
        """The models' own variance of the difference: grants are taken as independent."""
        return sum(self._survival_variance(self._arms[arm].fitted(kept)) for arm in ARMS)

    def _cumulative(self, fitted: PiecewiseExponential) -> Floats:
        relative = np.exp(self._mix @ fitted.coefficients)
        return np.asarray(relative * fitted.cumulative_hazard(np.array([AGE_MONTHS])), dtype=np.float64)

    def _survival(self, fitted: PiecewiseExponential | None) -> float:
        return 1.0 if fitted is None else float(self._weights @ np.exp(-self._cumulative(fitted)))

    def _survival_variance(self, fitted: PiecewiseExponential | None) -> float:
        if fitted is None:
            return 0.0
        cumulative = self._cumulative(fitted)
        slope = self._weights * np.exp(-cumulative) * cumulative
        by_piece = fitted.by_piece(np.array([AGE_MONTHS]))[0]
        gradient = np.concatenate([slope.sum() * by_piece / by_piece.sum(), self._mix.T @ slope])
        return float(gradient @ fitted.covariance @ gradient)


@dataclass(frozen=True)
class _Arm:
    regency: NDArray[np.intp]
    grants: Floats
    observations: Observations

    def fitted(self, kept: Floats) -> PiecewiseExponential | None:
        """The arm's model, warmed up by that of all regencies; None without a closure."""
        grants = self.grants * kept[self.regency]
        if not (grants[self.observations.closed] > 0).any():
            return None
        return fit(self.observations, grants, self._everywhere)

    @cached_property
    def _everywhere(self) -> PiecewiseExponential:
        return fit(self.observations, self.grants)


def _dummies(rows: pd.DataFrame, covariates: tuple[str, ...]) -> Floats:
    """One column for every level of every covariate, (rows, q): the ridge of the fit tells them from the baseline."""
    if not covariates:
        return np.zeros((len(rows), 0))
    levels = pd.get_dummies(rows[list(covariates)].astype("string"), dtype=float, dummy_na=False)
    return np.asarray(levels.to_numpy(), dtype=np.float64)
