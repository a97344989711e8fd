"""What the share that runs today rests on: grants by what is known of them and their age at the as-of date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import Floats

LONG_UNSEEN_MONTHS = 12.0
ROUNDING = 1e-9
"""Of the difference of two ages, of which twelve months to the day must not come out longer."""
WHAT_IF = (0.5, 2.0, 3.0)
FASTEST = 1000.0
"""Where closing a thousand times as fast does not bring the figure down to a line, nothing does."""


@dataclass(frozen=True)
class NowcastCounts:
    """Grants at least 6 months old by what is known of them and their age at the as-of date.

    `intervals` has the programme as its stratum; `age_months` (rows,).
    """

    intervals: IntervalCounts
    age_months: Floats

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> NowcastCounts:
        """From columns `programme`, `regency_code`, `lower_months`, `upper_months`, `age_months`, `grants`."""
        intervals = IntervalCounts.from_frame(frame.assign(stratum=frame["programme"]))
        return cls(intervals, frame["age_months"].to_numpy(dtype=np.float64))

    @property
    def is_long_unseen(self) -> NDArray[np.bool_]:
        """Not known closed, and without a verdict within 12 months."""
        return ~self.intervals.closed & (self.age_months - self.intervals.lower_months > LONG_UNSEEN_MONTHS + ROUNDING)
