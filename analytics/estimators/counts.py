"""Figures that count the whole register: nothing is sampled, so nothing is bracketed."""

from __future__ import annotations

import pandas as pd

from analytics.estimate import COMPLETE_COUNT, Estimate
from analytics.estimators.asked import Asked
from analytics.estimators.groups import estimate, groups, summed


def complete_count(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """A sum over all grants disbursed by the as-of date (`grants`, `families`, `amount_idr`).

    A group whose export leaves members blank counts as its programme's usual number; `members_missing` says
    how many did.
    """
    return [
        estimate(
            asked,
            key,
            group,
            n=summed(group, ("grants",)),
            value=summed(group, asked.indicator.numerator),
            intervals=(COMPLETE_COUNT,),
            counts={"members_missing": summed(group, ("members_missing",))},
        )
        for key, group in groups(rows, asked.by)
    ]


def complete_share(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Grants with at least one visit of any status over all grants; those at least 6 months old beside it."""
    answers = []
    for key, group in groups(rows, asked.by):
        n = summed(group, asked.indicator.denominator)
        visited = summed(group, asked.indicator.numerator)
        answers.append(
            estimate(
                asked,
                key,
                group,
                n=n,
                value=visited / n if n else None,
                intervals=(COMPLETE_COUNT,),
                withheld=None if n else "no_grants",
                counts={
                    "visited": visited,
                    "old_enough": summed(group, ("old_enough",)),
                    "old_enough_visited": summed(group, ("old_enough_visited",)),
                },
            )
        )
    return answers
