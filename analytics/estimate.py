"""A figure and everything that must travel with it. Presence is what the type guarantees, truth is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, TypedDict

from analytics.programmes import UnitOfCount

SamplingMethod = Literal[
    "wilson", "wilson_fpc", "jeffreys", "jackknife", "model", "likelihood", "bootstrap", "audit"
]  # fmt: skip
Target = Literal["places", "repeated", "register"]
"""Of whom an interval for chance speaks: of grants such as these in the places chosen; of the province, whose regencies
might have met another fate, were it repeated; of the very grants of the register."""
BoundsMethod = Literal["last_sight", "fixed_age", "audit", "blank_members"]
SensitivityMethod = Literal["model"]

Count = Literal[
    "above_nought", "active", "at_risk", "business_missing", "categories", "closed", "closings", "closures",
    "common_years", "conditions", "conditions_met", "delivered", "families", "fixed_age_grants", "founding", "frame",
    "group_grants", "groups", "hiring", "individual_grants", "known", "known_closed", "long_unseen", "lost",
    "members_missing", "nearly_alone", "not_found", "not_recorded", "old_enough", "old_enough_visited", "poor_people",
    "regencies", "regencies_not_drawn", "reopened", "running", "running_counted", "running_uncounted", "target",
    "too_young", "unknown", "visited", "visits", "workers",
]  # fmt: skip
"""What is counted beside a figure: grants, or what the name says (members, places, workers, people)."""

NoteCode = Literal["bounds_lead", "closes_unlike_average", "wide", "beyond_curve", "told_by_few"]

ROUNDING = 1e-9


@dataclass(frozen=True)
class Source:
    """A file that the figure rests on: base name, SHA-256 of its bytes, records in it."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class _Range:
    """Two ends and how they were found. Raises ValueError where they stand in the wrong order or are not numbers."""

    method: str
    lower: float
    upper: float

    def __post_init__(self) -> None:
        if not self.lower <= self.upper:
            raise ValueError(f"interval ends in the wrong order: {self.lower} > {self.upper}")

    @property
    def width(self) -> float:
        """The distance between the ends."""
        return self.upper - self.lower

    def holds(self, value: float) -> bool:
        """Whether the value lies within the ends, but for rounding."""
        slack = ROUNDING * max(1.0, abs(value))
        return self.lower - slack <= value <= self.upper + slack


@dataclass(frozen=True)
class Sampling(_Range):
    """Chance: how far another draw of such grants, or of such regencies, may lie from this one, at a level."""

    method: SamplingMethod
    level: float
    target: Target = "places"
    kind: ClassVar[Literal["sampling"]] = "sampling"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < self.level < 1:
            raise ValueError(f"a level is between 0 and 1, not {self.level}")


@dataclass(frozen=True)
class Bounds(_Range):
    """Ignorance: the least and the most that the value can be, whatever the grants that were never seen do."""

    method: BoundsMethod
    kind: ClassVar[Literal["bounds"]] = "bounds"


@dataclass(frozen=True)
class Sensitivity(_Range):
    """Assumptions: where the value lies when an assumption of its model is replaced by others."""

    method: SensitivityMethod
    kind: ClassVar[Literal["sensitivity"]] = "sensitivity"


@dataclass(frozen=True)
class CompleteCount:
    """Every grant of the register was counted, so there is nothing to bracket."""

    kind: ClassVar[Literal["complete_count"]] = "complete_count"

    def holds(self, value: float) -> bool:
        """Always."""
        return True


Interval = Sampling | Bounds | Sensitivity | CompleteCount
"""What is not known about a value, and of which kind."""


class Context(TypedDict, total=False):
    """Numbers beside a figure that are no counts; absent where the figure has none.

    - `closings_expected`: closings to be expected of the same visits at the average rate of the programme.
    - `crude_difference`: the difference before standardisation, a fraction of 1.
    - `fixed_age_bounds`: bounds on the register's own share at the age of a survival figure, also where they do not
      hold its value.
    - `group_median_gap_months`, `individual_median_gap_months`: as `median_gap_months`, of each arm of a comparison.
    - `herfindahl`: Herfindahl-Hirschman index of the categories, 0 to 1.
    - `likelihood_ratio`: of a rate of closing against the average.
    - `lost_as_closed`, `slow`, `thrice`, `twice`: survival were the lost closed, or the long unseen to close at half,
      three times or twice the speed.
    - `median_gap_months`: median months between two visits.
    - `minimum_wage_year`: the latest year of the minimum wages that turnover was compared with.
    - `poor_people_year`, `price_year`: the year of the poverty count, and of the prices.
    """

    closings_expected: float
    crude_difference: float
    fixed_age_bounds: Bounds
    group_median_gap_months: float
    herfindahl: float
    individual_median_gap_months: float
    likelihood_ratio: float
    lost_as_closed: float
    median_gap_months: float
    minimum_wage_year: int
    poor_people_year: int
    price_year: int
    slow: float
    thrice: float
    twice: float


@dataclass(frozen=True)
class Note:
    """What must be said of a figure wherever it is shown: a code, and the numbers of its sentence.

    - `bounds_lead`: so much is unknown that the bounds, not the value, are the headline.
    - `closes_unlike_average`: chance does not explain at 99.8% how far a rate of closing lies from the average.
    - `wide`: the interval that is printed is more than 30 points from end to end; said as wide and drawn hollow.
    - `beyond_curve`: what nobody has seen, closing at ages beyond the curve, moves the value by over 2 points.
    - `told_by_few`: under a fifth of the grants are that old, so the value is said of many by `old` of them and
      a sensitivity interval stands beside it; S(12) leads.
    """

    code: NoteCode
    numbers: Mapping[str, int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Estimate:
    """One figure at one date for one selection of grants.

    `n` is the denominator's size in `unit_of_count`; `unvisited` is how many grants of the figure's own
    population had no visit of any status by `as_of`; `counts`, `context` and `notes` are what else the reader must
    see; `by` names the group that the figure belongs to.

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
    counts: Mapping[Count, int] = field(default_factory=dict)
    context: Context = field(default_factory=Context)
    notes: tuple[Note, ...] = ()

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
                raise ValueError(f"{self.indicator}: {interval} does not hold {self.value}")

    @property
    def sampling(self) -> Sampling | None:
        """The interval for chance that a page prints: of the province were it repeated where there is one,
        else of these places; the widest where there are several of one target."""
        return self.sampling_of("repeated") or self.sampling_of("places") or self.sampling_of("register")

    def sampling_of(self, target: Target) -> Sampling | None:
        """The interval for chance of this target: the widest where there are several."""
        of_target = (one for one in self.intervals if isinstance(one, Sampling) and one.target == target)
        return max(of_target, key=_width, default=None)

    @property
    def bounds(self) -> Bounds | None:
        """The bounds that a page shows: the widest where there are several."""
        return max((one for one in self.intervals if isinstance(one, Bounds)), key=_width, default=None)

    @property
    def sensitivity(self) -> Sensitivity | None:
        """The sensitivity that a page shows: the widest where there are several."""
        return max((one for one in self.intervals if isinstance(one, Sensitivity)), key=_width, default=None)

    @property
    def is_hollow(self) -> bool:
        """Whether its dot is drawn hollow: the value stands, but little is known of it."""
        return self.note("wide") is not None or self.note("beyond_curve") is not None

    @property
    def is_complete_count(self) -> bool:
        """Whether nothing was sampled, so that there is nothing to bracket."""
        return any(isinstance(one, CompleteCount) for one in self.intervals)

    def note(self, code: NoteCode) -> Note | None:
        """The note of this code; None where it need not be said."""
        return next((note for note in self.notes if note.code == code), None)


def _width(interval: _Range) -> float:
    return interval.width
