"""The types of what the tests of methods are given, and a value that must be there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pandas as pd

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import Floats

T = TypeVar("T")
Row = tuple[object, ...]
Cells = tuple[Floats, Floats]
"""Grants running, and grants with a verdict, by cell."""
Intervals = tuple[Floats, Floats, Floats]
"""Lower end, upper end and count, by row."""
ReadTable = Callable[[str], pd.DataFrame]
Counts = Callable[..., IntervalCounts]


def present(value: T | None) -> T:
    assert value is not None
    return value
