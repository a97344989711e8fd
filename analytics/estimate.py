"""A figure and everything that must travel with it. Presence is what the type guarantees, truth is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from analytics.programmes import UnitOfCount

IntervalKind = Literal["sampling", "bounds", "complete_count"]
Method = Literal["wilson", "jeffreys", "jackknife", "model", "bootstrap", "audit", "last_sight", "fixed_age"]

ROUNDING = 1e-9


@dataclass(frozen=True)
class Source:
    """A file that the figure rests on: base name, SHA-256 of its bytes, records in it."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Interval:
    """What is not known about a value, and of which kind.

    - `sampling`: chance; has a method and a level.
    - `bounds`: ignorance (grants never seen); has a method, no level.
    - `complete_count`: every grant of the register was counted, so there is nothing to bracket.
    """

    kind: IntervalKind
    method: Method | None = None
    lower: float | None = None
    upper: float | None = None
    level: float | None = None

    def __post_init__(self) -> None:
        if self.kind == "complete_count":
            if (self.method, self.lower, self.upper, self.level) != (None, None, None, None):
                raise ValueError("a complete count has no method, bounds or level")
            return
        if self.method is None or self.lower is None or self.upper is None:
            raise ValueError(f"a {self.kind} interval needs a method and both ends")
        if self.lower > self.upper:
            raise ValueError(f"interval ends in the wrong order: {self.lower} > {self.upper}")
        if (self.kind == "sampling") != (self.level is not None):
            raise ValueError("a sampling interval has a level, bounds have none")

    def holds(self, value: float) -> bool:
        """Whether the value lies within the ends (always true of a complete count)."""
        if self.lower is None or self.upper is None:
            return True
        slack = ROUNDING * max(1.0, abs(value))
        return self.lower - slack <= value <= self.upper + slack


COMPLETE_COUNT = Interval("complete_count")


@dataclass(frozen=True)
class Estimate:
    """One figure at one date for one selection of grants.

    `n` is the denominator's size in `unit_of_count`; `unvisited` is how many grants of the figure's own
    population had no visit of any status by `as_of`; `counts` names what else the reader must see
    (running, closed, unknown, too_young, ...); `by` names the group that the figure belongs to.

    Raises ValueError when built without a source, with both or neither of a value and a reason for
    withholding it, with a value but no interval, or with an interval that does not hold the value.
    """

    indicator: str
    value: float | int | None
    unit: str
    n: int
    unit_of_count: UnitOfCount
    unvisited: int
    as_of: date
    sources: tuple[Source, ...]
    intervals: tuple[Interval, ...] = ()
    withheld: str | None = None
    by: Mapping[str, str | int | None] = field(default_factory=dict)
    counts: Mapping[str, int | float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError(f"{self.indicator}: an estimate needs a source")
        if not self.unit or not self.unit_of_count:
            raise ValueError(f"{self.indicator}: an estimate needs a unit and a unit of count")
        if self.n < 0 or self.unvisited < 0:
            raise ValueError(f"{self.indicator}: counts cannot be negative")
        if (self.value is None) == (self.withheld is None):
            raise ValueError(f"{self.indicator}: exactly one of a value and a reason for withholding it")
        if self.value is not None and not self.intervals:
            raise ValueError(f"{self.indicator}: a value needs an interval and its kind")
        for interval in self.intervals:
            if self.value is not None and not interval.holds(self.value):
                raise ValueError(f"{self.indicator}: {interval.method} does not hold {self.value}")

    def interval(self, kind: IntervalKind) -> Interval | None:
        """The interval of this kind that a page prints: the widest where there are several."""
        of_kind = [i for i in self.intervals if i.kind == kind]
        return max(of_kind, key=lambda i: (i.upper or 0.0) - (i.lower or 0.0), default=None)
