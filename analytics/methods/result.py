"""What a method finds out, before counts, dates and sources make an Estimate of it."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.estimate import Sampling


@dataclass(frozen=True)
class Result:
    """A value, or the reason (a code) for withholding it; an interval may be shown with either."""

    value: float | None
    interval: Sampling | None = None
    withheld: str | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.withheld is None):
            raise ValueError("exactly one of a value and a reason for withholding it")
