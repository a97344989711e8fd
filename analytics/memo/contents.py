"""What a decision memo shows: Estimates and what goes with them, all made already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.estimate import Estimate
from analytics.estimators.comparison import Gate
from analytics.estimators.grant_size import Amount, Baseline, Plan
from analytics.versions import Manifest

ByProgramme = Mapping[str, Estimate]


@dataclass(frozen=True)
class Head:
    """Of what the memo is: version, day and filters. `places` names the regencies by code, in official order; the
    filters leave those with the codes `picked_places`."""

    manifest: Manifest
    as_of: date
    where: Mapping[str, Sequence[str | int]]
    places: Mapping[str, str]
    picked_places: Collection[str]


@dataclass(frozen=True)
class State:
    """How many were reached and seen; persistence of all grants and by programme, by random visits too."""

    grants: Estimate
    families: Estimate
    amount_idr: Estimate
    visited: Estimate
    all_persistence: Estimate
    persistence: ByProgramme
    audited: ByProgramme


@dataclass(frozen=True)
class Lives:
    """Survival at 12 and 24 months by programme, and who is still in the groups."""

    survival: Mapping[str, ByProgramme]
    members: Estimate
    nearly_alone: Estimate


@dataclass(frozen=True)
class Kinds:
    """Groups and individuals, over all programmes: those that are there, the gate, median months between visits by
    arm, and the difference, which is withheld where the gate is shut."""

    programmes: tuple[str, ...]
    gate: Gate
    gap_months: Mapping[str, float]
    difference: Estimate


@dataclass(frozen=True)
class Size:
    """Next year's amount: the plan, each amount weighed, and the baseline with its programme and the Estimate that
    gives or withholds it (None: no grants); what each programme has cost by indicator."""

    plan: Plan
    now: Amount
    considered: Amount
    amounts: tuple[Amount, ...]
    baseline: Baseline | None
    baseline_programme: str
    baseline_from: Estimate | None
    costs: Mapping[str, ByProgramme]


@dataclass(frozen=True)
class TargetYear:
    """A programme's targets of one year: all places together, and each place that has a target."""

    programme: str
    year: int
    whole: Estimate
    by_regency: Mapping[str, Estimate]


@dataclass(frozen=True)
class Contents:
    """A decision memo. `target` is that of all years and places, or the reason why there is none; `targets`: of each
    programme the latest year with deliveries; `this_year`: those of the as-of date's year."""

    head: Head
    state: State
    lives: Lives
    kinds: Kinds
    size: Size
    target: Estimate
    targets: tuple[TargetYear, ...]
    this_year: ByProgramme
