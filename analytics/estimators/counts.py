"""Figures that count the whole register: nothing is sampled, so nothing is bracketed."""

from __future__ import annotations

from analytics.estimate import CompleteCount, Estimate
from analytics.estimators.group import Group


def complete_count(group: Group) -> Estimate:
    """A sum over all grants disbursed by the as-of date (`grants`, `families`, `amount_idr`).

    A group whose export leaves members blank counts as its programme's usual number; `members_missing` says
    how many did.
    """
    return group.estimate(
        group.sum(*group.indicator.numerator),
        n=group.sum("grants"),
        intervals=(CompleteCount(),),
        counts=group.counts("members_missing"),
    )


def complete_share(group: Group) -> Estimate:
    """Grants with at least one visit of any status over all grants; those at least 6 months old beside it."""
    n = group.sum(*group.indicator.denominator)
    return group.estimate(
        group.sum(*group.indicator.numerator) / n if n else None,
        n=n,
        intervals=(CompleteCount(),),
        withheld=None if n else "no_grants",
        counts=group.counts("visited", "old_enough", "old_enough_visited"),
    )
