"""Which headline figures moved from one version of the data to another, each at the as-of date of its own version."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from analytics.answers.figures import figures
from analytics.estimate import Estimate
from analytics.programmes import PROGRAMMES
from analytics.store.database import Store
from analytics.store.versions import Manifest

HEADLINES = (
    "grants", "families", "amount_idr", "visited_rate", "persistence_rate", "survival_24", "member_persistence",
    "nearly_alone_rate",
)  # fmt: skip
COUNTED = ("grants", "families", "amount_idr", "visited_rate", "persistence_rate")
"""Headlines without a fit, quick on any number of rows."""

SAME = 1e-9
"""Relative difference under which two values are one: what the order of adding up leaves."""


@dataclass(frozen=True)
class MovedFigure:
    """One figure of one programme in two versions; None where the version has no grant of the programme."""

    indicator: str
    programme: str
    before: Estimate | None
    after: Estimate | None


def made_from(manifest: Manifest, known: Sequence[Manifest]) -> str | None:
    """The version that a version is compared with: the one it was made from, else the one before it; None for the
    first."""
    if manifest.made_from:
        return manifest.made_from
    earlier = [one.version for one in known if one.version < manifest.version]
    return max(earlier, default=None)


def figures_moved(store: Path, before: str, after: str, keys: Sequence[str] = HEADLINES) -> list[MovedFigure]:
    """The figures `keys` that differ between two versions of a store, in the order of the keys and programmes.

    A difference is one of the records, not of the businesses alone: visits that were added, rows that were corrected
    or went, and a later date. Raises StoreError where a version cannot be opened.
    """
    with ExitStack() as opened:
        old, new = (opened.enter_context(closing(Store.open(store, version=version))) for version in (before, after))
        return moved_between(old, new, keys)


def moved_between(before: Store, after: Store, keys: Sequence[str] = HEADLINES) -> list[MovedFigure]:
    """As `figures_moved`, of two versions that are open."""
    moved = []
    for key in keys:
        old, new = _by_programme(before, key), _by_programme(after, key)
        moved += [
            MovedFigure(key, programme, old.get(programme), new.get(programme))
            for programme in PROGRAMMES
            if not _is_same(old.get(programme), new.get(programme))
        ]
    return moved


def _by_programme(store: Store, key: str) -> dict[str, Estimate]:
    if store.manifest.latest_on is None:
        return {}
    return {str(one.by["programme"]): one for one in figures(store, key, by=["programme"]) if "programme" in one.by}


def _is_same(before: Estimate | None, after: Estimate | None) -> bool:
    if before is None or after is None:
        return before is after
    if before.value is None or after.value is None:
        return before.value is after.value
    return math.isclose(before.value, after.value, rel_tol=SAME, abs_tol=SAME)
