"""Which grants close faster within a programme, others alike: hazard ratios as associations, never effects.

One interval-censored piecewise-exponential proportional-hazards model with main effects. What enters must be known when
the grant is given: whether a business was ever mentored is known only of those that lived to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.intervals import LOG, Clusters, Floats
from analytics.methods.piecewise_exponential import Observations, PiecewiseExponential, fit
from analytics.methods.targets import Ends, ends_in_places, ends_were_it_repeated

MIN_CLOSURES = 10


@dataclass(frozen=True)
class HazardRatio:
    """How many times as fast the grants of a level close as those of the reference level, others alike.

    `ratio` 1 and no ends for the reference. None, with `withheld` = `too_few_closures`, for a level with fewer than 10
    closures, whose grants are in the model all the same.
    """

    covariate: str
    level: str
    grants: int
    closures: int
    is_reference: bool
    ratio: float | None
    in_places: Ends | None = None
    were_it_repeated: Ends | None = None
    withheld: str | None = None


def hazard_ratios(rows: pd.DataFrame, covariates: Sequence[str]) -> tuple[HazardRatio, ...]:
    """The ratios of every level of every covariate, levels in the order of their names; () with fewer than 10 closures.

    `rows`: `regency_code`, `lower_months` (L), `upper_months` (R, null: not seen closed), `grants` and the covariates
    (null: the level `missing`). The reference is the level with most closures. A covariate of one level is left out.
    """
    rows = rows.assign(**{name: rows[name].astype("string").fillna("missing") for name in covariates})
    closed = rows["upper_months"].notna()
    if rows.loc[closed, "grants"].sum() < MIN_CLOSURES:
        return ()
    counted = {name: _counted(rows, name, closed) for name in covariates if rows[name].nunique() > 1}
    references = {name: str(table["closures"].idxmax()) for name, table in counted.items()}
    columns = [
        (name, str(level)) for name, table in counted.items() for level in table.index if level != references[name]
    ]
    model = _Model(rows, columns)
    ratios = model.ratios()
    return tuple(
        _said(name, str(level), table.loc[level], references[name], columns, ratios)
        for name, table in counted.items()
        for level in table.index
    )


def _counted(rows: pd.DataFrame, name: str, closed: pd.Series) -> pd.DataFrame:
    """Grants and closures by the levels of a covariate."""
    table = rows.assign(closures=rows["grants"].where(closed, 0)).groupby(name)[["grants", "closures"]].sum()
    return table.sort_index()


def _said(
    name: str, level: str, counts: pd.Series, reference: str, columns: list[tuple[str, str]], ratios: Floats
) -> HazardRatio:
    grants, closures = int(counts["grants"]), int(counts["closures"])
    if level == reference:
        return HazardRatio(name, level, grants, closures, True, 1.0)
    if closures < MIN_CLOSURES:
        return HazardRatio(name, level, grants, closures, False, None, withheld="too_few_closures")
    value, *ends = (float(end) for end in ratios[:, columns.index((name, level))])
    return HazardRatio(name, level, grants, closures, False, value, (ends[0], ends[1]), (ends[2], ends[3]))


class _Model:
    """The model for any choice of regencies (`kept`, (G,): 1 for one that counts)."""

    def __init__(self, rows: pd.DataFrame, columns: list[tuple[str, str]]) -> None:
        lower = rows["lower_months"].to_numpy(dtype=np.float64)
        upper = rows["upper_months"].fillna(np.inf).to_numpy(dtype=np.float64)
        design = [(rows[name] == level).to_numpy(dtype=np.float64) for name, level in columns]
        self._columns = len(columns)
        self._observations = Observations.of(lower, upper, np.column_stack(design) if design else None)
        self._grants = rows["grants"].to_numpy(dtype=np.float64)
        self._regency = pd.factorize(rows["regency_code"], sort=True)[0]
        self._verdicts = np.bincount(self._regency, self._grants * ((lower > 0) | np.isfinite(upper)))
        self._everywhere = fit(self._observations, self._grants)

    def _fitted(self, kept: Floats) -> PiecewiseExponential | None:
        if kept.all():
            return self._everywhere
        grants = self._grants * kept[self._regency]
        has_closure = (grants[self._observations.closed] > 0).any()
        return fit(self._observations, grants, self._everywhere) if has_closure else None

    def ratios(self) -> Floats:
        """Ratio, both ends in these places, both ends were it repeated, (5, columns)."""

        def coefficients(kept: Floats) -> Floats:
            fitted = self._fitted(kept)
            return np.zeros(self._columns) if fitted is None else fitted.coefficients

        def variance(kept: Floats) -> Floats:
            fitted = self._fitted(kept)
            return np.full(self._columns, np.nan) if fitted is None else np.diag(fitted.covariance)[-self._columns :]

        if not self._columns:
            return np.zeros((5, 0))
        clusters = Clusters(np.eye(len(self._verdicts)), self._verdicts.astype(np.float64), coefficients, variance)
        ratios = LOG.backward(clusters.centre())
        places = ends_in_places(clusters, ratios, LOG)
        repeated = ends_were_it_repeated(clusters, ratios, LOG, at_least_own=False)
        return np.vstack([ratios, places, repeated])
