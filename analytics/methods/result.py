"""What a method finds out, before counts, dates and sources make an Estimate of it."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.estimate import Sampling
from analytics.methods.targets import Intervals


@dataclass(frozen=True)
class Result:
    """A value with its intervals for chance, the printed one first; or the reason (a code) for withholding it."""

    value: float | None
    intervals: Intervals = ()
    withheld: str | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.withheld is None):
            raise ValueError("exactly one of a value and a reason for withholding it")

    @property
    def interval(self) -> Sampling | None:
        """The one that is printed; None where nothing bounds the value."""
        return self.intervals[0] if self.intervals else None
