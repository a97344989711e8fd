"""Which grants of a programme close faster, others alike: associations, never effects."""

from __future__ import annotations

import math
from dataclasses import replace

from analytics.estimate import Count, Estimate
from analytics.estimators.group import Group, Key
from analytics.methods import hazard_ratios as method
from analytics.methods.hazard_ratios import HazardRatio
from analytics.methods.targets import both_targets

COVARIATES = ("business_category", "regency_type", "cohort_year", "poverty_register")
"""Known when the grant is given. Mentoring is not: whether a business was ever mentored is known only of those that
lived to be."""
MISSING = "missing"


def hazard_ratios(group: Group) -> list[Estimate]:
    """How many times as fast the grants of each level close as those of its covariate's reference level.

    One Estimate a level, `by` its covariate (null: not named), n = its grants, `closures` in the counts. Withheld:
    `reference_level` (the level with most closures, against which the others stand), `too_few_closures` (of the level,
    or of all: then one Estimate of the whole group), `several_programmes`.
    """
    n = group.sum("grants")
    if group.rows["programme"].nunique() > 1:
        return [group.estimate(n=n, withheld="several_programmes")]
    ratios = method.hazard_ratios(group.rows, COVARIATES) if n else ()
    if not ratios:
        return [group.estimate(n=n, withheld="too_few_closures")]
    return [_estimate(group, ratio) for ratio in ratios]


def _estimate(group: Group, found: HazardRatio) -> Estimate:
    names = group.rows[found.covariate].astype("string").fillna(MISSING)
    of_level = replace(group.where(names == found.level), key=_key(group.key, found))
    counts: dict[Count, int] = {"closures": found.closures}
    ends = [*(found.in_places or ()), *(found.were_it_repeated or ())]
    withheld = "reference_level" if found.is_reference else found.withheld
    if withheld or found.in_places is None or found.were_it_repeated is None or not all(map(math.isfinite, ends)):
        return of_level.estimate(n=found.grants, withheld=withheld or "too_few_closures", counts=counts)
    verdicts = group.where((group.rows["lower_months"] > 0) | group.rows["upper_months"].notna()).by_regency("grants")
    intervals = both_targets(
        found.in_places, found.were_it_repeated, verdicts[:, 0], is_of_places=group.question.is_of_places
    )
    return of_level.estimate(found.ratio, n=found.grants, intervals=intervals, counts=counts)


def _key(key: Key, found: HazardRatio) -> Key:
    level: str | int | None = None if found.level == MISSING else found.level
    return {**key, found.covariate: int(level) if level and found.covariate == "cohort_year" else level}
