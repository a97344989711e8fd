"""Where the grants went: against targets, and against where the poor people live."""

from __future__ import annotations

from analytics.estimate import CompleteCount, Estimate
from analytics.estimators.group import Group


def target_realisation(group: Group) -> Estimate:
    """Delivered over target where a target exists, for target years that have begun; a count.

    n is the grants delivered in the years, places and programmes that have a target.
    """
    counts = group.counts("delivered", "target")
    delivered, target = counts["delivered"], counts["target"]
    return group.estimate(
        delivered / target if target else None,
        n=delivered,
        intervals=(CompleteCount(),),
        withheld=None if target else "no_target",
        counts=counts,
    )


def per_1000_poor(group: Group) -> Estimate:
    """Grants, or families, per 1,000 poor people of the places asked about, in the year of the poverty count.

    n is grants; a place that no grant reached has 0.
    """
    poor = group.first("poor_people")
    return group.estimate(
        group.sum(*group.indicator.numerator) / poor * 1000 if poor else None,
        n=group.sum("grants"),
        intervals=(CompleteCount(),),
        withheld=None if poor else "no_poverty_count",
        counts={"poor_people": poor},
        context={"poor_people_year": group.first("poor_people_year")},
    )


def representation_ratio(group: Group) -> Estimate:
    """Share of families reached over share of poor people: 1 where the two go together. n is grants."""
    families, families_everywhere = group.sum("families"), group.first("families_everywhere")
    poor = group.first("poor_people")
    value = None
    if families_everywhere and poor:
        value = families / families_everywhere / (poor / group.first("poor_people_everywhere"))
    return group.estimate(
        value,
        n=group.sum("grants"),
        intervals=(CompleteCount(),),
        withheld="no_grants" if value is None else None,
        counts={"families": families, "poor_people": poor},
        context={"poor_people_year": group.first("poor_people_year")},
    )
