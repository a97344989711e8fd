"""The one clock: age in whole calendar months and the fraction of the month that has begun.

An anniversary is exactly 12, 24, 36. With days over 30.4375 a grant seen running on its first anniversary is 11.99
months old in three years of four, and does not count as at risk at 12 months.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analytics.methods.intervals import Floats

Days = NDArray[np.datetime64]
"""Dates without a time, dtype datetime64[D]."""


def age_months(since: Days, until: Days) -> Floats:
    """Whole calendar months from `since` to `until` plus the days since the last anniversary over the days from it to
    the next, (k,). An anniversary that the month lacks is its last day: 31 January, 28 February, 31 March.

    The SQL macro `age_months` is the same function. Not additive: the time between two visits is the difference of two
    ages, never the age of the second counted from the first.
    """
    whole = (until.astype("datetime64[M]") - since.astype("datetime64[M]")).astype(np.int64)
    whole -= _anniversary(since, whole) > until
    last, following = _anniversary(since, whole), _anniversary(since, whole + 1)
    return np.asarray(whole + (until - last) / (following - last), dtype=np.float64)


def _anniversary(since: Days, months: NDArray[np.int64]) -> Days:
    """The day of `since`'s number in the month that many months later, at most the last of that month."""
    month = since.astype("datetime64[M]")
    into_month = since - month.astype("datetime64[D]")
    later = month + months.astype("timedelta64[M]")
    last_of_month = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.asarray(np.minimum(later.astype("datetime64[D]") + into_month, last_of_month))
