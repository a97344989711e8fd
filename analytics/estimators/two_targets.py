"""The intervals for chance of a group's figure: of these places, and, without a choice of places, of the province
repeated."""

from __future__ import annotations

from dataclasses import replace

from analytics.estimate import Sampling
from analytics.estimators.group import Group
from analytics.methods.targets import Intervals, intervals_of_share


def of_share(group: Group, successes: str, trials: tuple[str, ...], population: tuple[str, ...]) -> Intervals:
    """Those of a share of counts; several regencies weigh as their `population`, the grants at least 6 months old."""
    sums = group.by_regency(successes, *trials)
    weights = group.by_regency(*population).sum(axis=1)
    return intervals_of_share(sums[:, 0], sums[:, 1:].sum(axis=1), weights, is_of_places=group.question.is_of_places)


def joined(intervals: Intervals, places: Sampling) -> Intervals:
    """With another way to the interval of these places: no interval for chance is narrower than it, so that units that
    are all alike are not taken for certain."""
    wide = tuple(
        replace(one, lower=min(one.lower, places.lower), upper=max(one.upper, places.upper))
        for one in intervals
        if one.target == "repeated"
    )
    return (*wide, *(one for one in intervals if one.target == "places"), places)
