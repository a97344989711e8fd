"""How spread the businesses are over categories."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.estimate import COMPLETE_COUNT, Estimate
from analytics.estimators.asked import Asked
from analytics.estimators.groups import estimate, groups, summed
from analytics.methods.intervals import Floats


def effective_types(counts: Floats) -> float:
    """exp of Shannon's entropy: the number of equally common types that would be as spread (Hill 1973, order 1)."""
    shares = counts[counts > 0] / counts.sum()
    return float(np.exp(-(shares * np.log(shares)).sum()))


def herfindahl(counts: Floats) -> float:
    """Herfindahl-Hirschman index: the sum of squared shares, 1 where there is one type."""
    return float(((counts / counts.sum()) ** 2).sum())


def effective_business_types(rows: pd.DataFrame, asked: Asked) -> list[Estimate]:
    """Effective number of business categories over grants whose export names a business; HHI in the counts."""
    answers = []
    for key, group in groups(rows, asked.by):
        named = group[group["category"].notna()]
        n = summed(named, asked.indicator.numerator)
        unnamed = summed(group, asked.indicator.numerator) - n
        by_category = named.groupby("category")["grants"].sum().to_numpy(dtype=np.float64)
        if n < asked.indicator.fewest:
            answers.append(
                estimate(
                    asked, key, named, n=n, withheld=asked.indicator.withheld_as, counts={"business_missing": unnamed}
                )
            )
            continue
        answers.append(
            estimate(
                asked,
                key,
                named,
                n=n,
                value=effective_types(by_category),
                intervals=(COMPLETE_COUNT,),
                counts={
                    "business_missing": unnamed,
                    "categories": len(by_category),
                    "herfindahl": herfindahl(by_category),
                },
            )
        )
    return answers
