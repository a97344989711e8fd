"""How spread the businesses are over categories."""

from __future__ import annotations

import numpy as np

from analytics.estimate import CompleteCount, Count, Estimate
from analytics.estimators.group import Group
from analytics.methods.diversity import effective_types, herfindahl


def effective_business_types(group: Group) -> Estimate:
    """Effective number of business categories over grants whose export names a business; HHI beside it."""
    named = group.where(group.rows["category"].notna())
    n = named.sum(*group.indicator.numerator)
    counts: dict[Count, int] = {"business_missing": group.sum(*group.indicator.numerator) - n}
    if n < group.indicator.fewest:
        return named.estimate(n=n, withheld=group.indicator.withheld_as, counts=counts)
    by_category = named.rows.groupby("category")["grants"].sum().to_numpy(dtype=np.float64)
    return named.estimate(
        effective_types(by_category),
        n=n,
        intervals=(CompleteCount(),),
        counts=counts | {"categories": len(by_category)},
        context={"herfindahl": herfindahl(by_category)},
    )
