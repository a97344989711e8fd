"""Grants counted by what is known of their closing: last seen running at L, first seen closed at R."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.estimate import Bounds
from analytics.methods.intervals import Floats


@dataclass(frozen=True)
class IntervalCounts:
    """Distinct (L, R] by regency and stratum; every array has one entry per row.

    - `lower_months`: L, age at the last running visit, 0 if there was none.
    - `upper_months`: R, age at the first closed visit after L, infinite if there was none.
    - `regency`, `stratum`: index into the sorted codes.
    - `grants`: how many the row stands for; `unvisited`: how many of them had no visit of any status.
    - `regencies`: how many there are, G; a part of the counts keeps the index of the whole.
    """

    lower_months: Floats
    upper_months: Floats
    regency: NDArray[np.intp]
    stratum: NDArray[np.intp]
    grants: Floats
    unvisited: Floats
    regencies: int

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> IntervalCounts:
        """From columns `lower_months`, `upper_months` (null: not seen closed), `regency_code`, `grants` and, where
        there are, `stratum` and `unvisited` (else every grant without a verdict counts as unvisited)."""
        lower = frame["lower_months"].to_numpy(dtype=np.float64)
        upper = frame["upper_months"].fillna(np.inf).to_numpy(dtype=np.float64)
        grants = frame["grants"].to_numpy(dtype=np.float64)
        unvisited = (
            frame["unvisited"].to_numpy(dtype=np.float64)
            if "unvisited" in frame
            else np.where((lower == 0) & np.isinf(upper), grants, 0.0)
        )
        stratum = _index(frame["stratum"]) if "stratum" in frame else np.zeros(len(frame), dtype=np.intp)
        regency = _index(frame["regency_code"])
        return cls(lower, upper, regency, stratum, grants, unvisited, int(regency.max(initial=-1)) + 1)

    @property
    def closed(self) -> NDArray[np.bool_]:
        """Whether the row's grants were seen closed."""
        return np.isfinite(self.upper_months)

    @property
    def has_verdict(self) -> NDArray[np.bool_]:
        """Whether the row's grants were ever seen running or closed."""
        return self.closed | (self.lower_months > 0)

    @property
    def closures(self) -> int:
        """Grants seen closed."""
        return int(self.grants[self.closed].sum())

    def verdicts_by_regency(self) -> Floats:
        """Grants with a verdict, (G,)."""
        return np.bincount(self.regency, self.grants * self.has_verdict, self.regencies).astype(np.float64)

    def pooled(self) -> IntervalCounts:
        """The same grants as one stratum."""
        return replace(self, stratum=np.zeros_like(self.stratum))

    def where(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> IntervalCounts:
        """Those rows only, by a mask or by their indices."""
        return IntervalCounts(
            self.lower_months[rows], self.upper_months[rows], self.regency[rows], self.stratum[rows], self.grants[rows],
            self.unvisited[rows], self.regencies,
        )  # fmt: skip

    def at_risk(self, ages_months: Floats) -> Floats:
        """Grants known to run at each age or later (L >= age), (k,)."""
        return np.asarray((self.lower_months >= ages_months[:, None]) @ self.grants, dtype=np.float64)

    def age_with_at_risk(self, fewest: int) -> float:
        """The highest age at which at least `fewest` grants are known at risk; 0 where there is none."""
        order = np.argsort(-self.lower_months)
        enough = np.flatnonzero(np.cumsum(self.grants[order]) >= fewest)
        return float(self.lower_months[order][enough[0]]) if len(enough) else 0.0


def known_by_age(counts: IntervalCounts, ages_months: Floats) -> pd.DataFrame:
    """What the records know at each age: `age_months`, `at_risk` (L >= age), `closed` (R <= age), `unknown` (the
    rest); the last three add up to all grants of the curve in every row."""
    at_risk = counts.at_risk(ages_months)
    closed = (counts.upper_months <= ages_months[:, None]) @ counts.grants
    return pd.DataFrame(
        {
            "age_months": ages_months,
            "at_risk": at_risk.astype(np.int64),
            "closed": closed.astype(np.int64),
            "unknown": (counts.grants.sum() - at_risk - closed).astype(np.int64),
        }
    )


def fixed_age_bounds(counts: IntervalCounts, age_months: float) -> Bounds:
    """Bounds on the register's own share that ran at an age, from grants at least that old: those seen running then or
    later, and those not seen closed by then, over all. Assumes nothing. Raises ValueError without a grant."""
    known = known_by_age(counts, np.array([age_months])).iloc[0]
    total = counts.grants.sum()
    if not total:
        raise ValueError("no grant is that old")
    return Bounds("fixed_age", float(known["at_risk"] / total), float((total - known["closed"]) / total))


def _index(codes: pd.Series) -> NDArray[np.intp]:
    return np.asarray(pd.factorize(codes, sort=True)[0], dtype=np.intp)
