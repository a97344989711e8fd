"""Where the grants went: against targets, and against where the poor people live."""

from __future__ import annotations

import pandas as pd

from analytics.estimate import COMPLETE_COUNT, Estimate
from analytics.estimators.asked import Asked
from analytics.estimators.groups import estimate, groups, summed


def target_realisation(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Delivered over target where a target exists, for target years that have begun; a count.

    n is the grants delivered in the years, places and programmes that have a target.
    """
    answers = []
    for key, group in groups(rows, asked.by):
        delivered, target = summed(group, ("delivered",)), summed(group, ("target",))
        answers.append(
            estimate(
                asked,
                key,
                group,
                n=delivered,
                value=delivered / target if target else None,
                intervals=(COMPLETE_COUNT,),
                withheld=None if target else "no_target",
                counts={"delivered": delivered, "target": target},
            )
        )
    return answers


def per_1000_poor(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Grants, or families, per 1,000 poor people of the places asked about, in the year of the poverty count.

    n is grants; a place that no grant reached has 0.
    """
    answers = []
    for key, group in groups(rows, asked.by):
        counted = summed(group, asked.indicator.numerator)
        poor = int(group["poor_people"].iloc[0]) if len(group) else 0
        answers.append(
            estimate(
                asked,
                key,
                group,
                n=summed(group, ("grants",)),
                value=counted / poor * 1000 if poor else None,
                intervals=(COMPLETE_COUNT,),
                withheld=None if poor else "no_poverty_count",
                counts={"poor_people": poor, "poor_people_year": _poverty_year(group)},
            )
        )
    return answers


def representation_ratio(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Share of families reached over share of poor people: 1 where the two go together. n is grants."""
    answers = []
    for key, group in groups(rows, asked.by):
        families = summed(group, ("families",))
        poor = int(group["poor_people"].iloc[0]) if len(group) else 0
        families_everywhere = int(group["families_everywhere"].iloc[0]) if len(group) else 0
        value = None
        if families_everywhere and poor:
            family_share = families / families_everywhere
            value = family_share / (poor / int(group["poor_people_everywhere"].iloc[0]))
        answers.append(
            estimate(
                asked,
                key,
                group,
                n=summed(group, ("grants",)),
                value=value,
                intervals=(COMPLETE_COUNT,),
                withheld=None if value is not None else "no_grants",
                counts={"families": families, "poor_people": poor, "poor_people_year": _poverty_year(group)},
            )
        )
    return answers


def _poverty_year(group: pd.DataFrame) -> int:
    return int(group["poor_people_year"].iloc[0]) if len(group) else 0
