"""How persistence differs over places and businesses, without mistaking age or chance for it. Never a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.answers.figures import groups
from analytics.indicators import PLACES
from analytics.methods import funnel, pooling
from analytics.methods.interval_counts import IntervalCounts
from analytics.store.database import Selection, Store

SEED = 6472
"""Of the bootstrap of the cells: the same cells give the same intervals."""


def persistence_funnel(store: Store, *, as_of: date | None = None, where: Selection | None = None) -> funnel.Funnel:
    """Every regency's visits that found a business running, over those to be expected at its grants' own ages.

    A choice of places in `where` is left aside: the curves, and what regencies differ by, are the province's.
    """
    day, picked = as_of or store.latest_on, _without_places(where)
    trials = store.query("funnel", as_of=day, picked=picked)
    rows = store.query("survival", as_of=day, picked=picked, by=[])
    counts = {str(programme): IntervalCounts.from_frame(of) for programme, of in rows.groupby("programme")}
    return funnel.funnel(trials, counts)


def _without_places(where: Selection | None) -> Selection:
    return {dimension: values for dimension, values in (where or {}).items() if dimension not in PLACES}


@dataclass(frozen=True)
class Cell:
    """Persistence in one regency and business category (each None where it is not named or not asked by).

    `running` of `n` grants with a verdict, `unknown` without one; `share` shrunk towards the mean of all cells with
    the weight `shrinkage`, its 95% interval from `lower` to `upper`.
    """

    regency_code: str | None
    business_category: str | None
    running: int
    n: int
    unknown: int
    share: float
    lower: float
    upper: float
    shrinkage: float


@dataclass(frozen=True)
class PooledPersistence:
    """All cells that have grants at least 6 months old, and the `mean` of the distribution they are shrunk towards."""

    cells: tuple[Cell, ...]
    mean: float


def pooled_persistence(
    store: Store,
    *,
    as_of: date | None = None,
    where: Selection | None = None,
    by: Sequence[str] = ("regency", "business_category"),
) -> PooledPersistence | None:
    """Persistence by regency and business category, or by one of them, partially pooled; None with fewer than 10 cells
    with a verdict."""
    found = [
        (group.key, [group.sum(name) for name in ("running", "closed", "unknown")])
        for group in groups(store, "persistence_rate", as_of=as_of, by=by, where=where)
    ]
    found = [(key, counts) for key, counts in found if any(counts)]
    running = np.array([counts[0] for _, counts in found], dtype=np.float64)
    known = np.array([counts[0] + counts[1] for _, counts in found], dtype=np.float64)
    pooled = pooling.pooled_shares(running, known, np.random.default_rng(SEED))
    if pooled is None:
        return None
    cells = (
        Cell(
            _named(key.get("regency")), _named(key.get("business_category")),
            counts[0], counts[0] + counts[1], counts[2],
            *(float(of[place]) for of in (pooled.share, pooled.lower, pooled.upper, pooled.shrinkage)),
        )
        for place, (key, counts) in enumerate(found)
    )  # fmt: skip
    distribution = pooled.distribution
    return PooledPersistence(tuple(cells), distribution.alpha / (distribution.alpha + distribution.beta))


def _named(value: str | int | None) -> str | None:
    return None if value is None else str(value)
