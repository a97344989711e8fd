"""Persistence at a date: of the grants whose state is known, the share that runs."""

from __future__ import annotations

from analytics.estimate import Bounds, Estimate, Note
from analytics.estimators.group import Group
from analytics.estimators.two_targets import of_share

MAX_UNKNOWN_SHARE = 0.4
"""Beyond it the bounds are the headline."""


def persistence_rate(group: Group) -> Estimate:
    """Running / (running + closed) among grants at least 6 months old, n = grants with a verdict.

    Columns: running, closed, unknown, unvisited, too_young, reopened, one row per regency. Intervals: of these places
    Wilson's, stratified by regency with their grants at least 6 months old as weights; of the province the jackknife;
    and bounds on last sight [running / N, (N - closed) / N] with N = grants at least 6 months old. Assumes of the
    intervals for chance that who was visited says nothing of who closed; the bounds assume nothing but that what ran
    when last seen runs still. Noted as `bounds_lead` where more than 40% are unknown.
    """
    counts = group.counts("running", "closed", "unknown", "too_young", "reopened")
    running, closed = counts["running"], counts["closed"]
    n, old_enough = running + closed, running + closed + counts["unknown"]
    counts["old_enough"] = old_enough
    counts["regencies"] = group.regencies
    leads = bool(old_enough) and counts["unknown"] / old_enough > MAX_UNKNOWN_SHARE
    notes = (Note("bounds_lead"),) if leads else ()
    if n < group.indicator.fewest:
        return group.estimate(n=n, withheld=group.indicator.withheld_as, counts=counts, notes=notes)
    bounds = Bounds("last_sight", running / old_enough, (old_enough - closed) / old_enough)
    sampling = of_share(group, "running", group.indicator.denominator, ("running", "closed", "unknown"))
    return group.estimate(running / n, n=n, intervals=(*sampling, bounds), counts=counts, notes=notes)
