"""What an estimator is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.estimate import Source
from analytics.indicators import Indicator


@dataclass(frozen=True)
class Asked:
    """A question put to an estimator: which indicator, when, in which groups, on which files.

    `province()` gives the rows of the same question without its choice of places, for design effects.
    """

    indicator: Indicator
    as_of: date
    by: tuple[str, ...]
    sources: tuple[Source, ...]
    province: Callable[[], pd.DataFrame]
