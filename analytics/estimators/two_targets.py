"""The intervals for chance of a figure: of these places, and, without a choice of places, of the province repeated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.estimate import Sampling, SamplingMethod
from analytics.estimators.group import Group
from analytics.methods.intervals import LEVEL, Clusters, Floats, Scale, enough_regencies
from analytics.methods.targets import (
    Ends,
    ends_in_places,
    ends_were_it_repeated,
    share_ends_in_places,
    share_ends_were_it_repeated,
)

Intervals = tuple[Sampling, ...]


def both_targets(
    group: Group, in_places: Ends, were_it_repeated: Ends, verdicts: Floats, places_method: SamplingMethod = "model"
) -> Intervals:
    """The interval of a choice of places; of the whole province first that were it repeated, then that of its places.

    `verdicts` (G,) says whether the jackknife over regencies could speak, or the model's variance times a design effect
    stands for it.
    """
    places = Sampling(places_method, *in_places, LEVEL, "places")
    if group.question.is_of_places:
        return (places,)
    method: SamplingMethod = "jackknife" if enough_regencies(verdicts) else "model"
    return Sampling(method, *were_it_repeated, LEVEL, "repeated"), places


def of_clusters(group: Group, clusters: Clusters, value: float, scale: Scale) -> Intervals:
    """Those of what is fitted, or is a ratio of sums; none where nothing bounds it."""
    values = np.array([value])
    with np.errstate(all="ignore"):
        places, repeated = (ends(clusters, values, scale)[:, 0] for ends in (ends_in_places, ends_were_it_repeated))
    if not np.isfinite([places, repeated]).all():
        return ()
    return both_targets(
        group, (float(places[0]), float(places[1])), (float(repeated[0]), float(repeated[1])), clusters.verdicts
    )


def of_share(group: Group, successes: str, trials: tuple[str, ...], population: tuple[str, ...]) -> Intervals:
    """Those of a share of counts; several regencies weigh as their `population`, the grants at least 6 months old."""
    sums = group.by_regency(successes, *trials)
    x, n = sums[:, 0], sums[:, 1:].sum(axis=1)
    weights = group.by_regency(*population).sum(axis=1)
    method: SamplingMethod = "wilson" if 0 < x.sum() < n.sum() else "jeffreys"
    return both_targets(group, share_ends_in_places(x, n, weights), share_ends_were_it_repeated(x, n), n, method)


def joined(intervals: Intervals, places: Sampling) -> Intervals:
    """With another way to the interval of these places: no interval for chance is narrower than it, so that units that
    are all alike are not taken for certain."""
    wide = tuple(
        replace(one, lower=min(one.lower, places.lower), upper=max(one.upper, places.upper))
        for one in intervals
        if one.target == "repeated"
    )
    return (*wide, *(one for one in intervals if one.target == "places"), places)
