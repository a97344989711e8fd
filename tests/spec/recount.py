"""The figures once more, counted in plain Python from the exports alone, to hold the product's own against.

No database, no data frame, no code of `analytics`: definitions and formulas are written out from the definitions of
the figures, over the grants of `recount_rows`. Slow and plain on purpose. Shares are fractions of 1, money
is rupiah, months are calendar months.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.spec.recount_intervals import (
    MEMBER_SHARE,
    SHARE,
    Intervals,
    Kind,
    Pair,
    cost_intervals,
    share_intervals,
    totals,
)
from tests.spec.recount_rows import DELIVERY, Exports, Seen, seen_at

PLACES = ("regency", "regency_type", "district")

Where = Mapping[str, Sequence[str | int]]
Group = tuple[object, ...]
COMPLETE: Intervals = {"complete_count": None}


@dataclass(frozen=True)
class Counted:
    """What a figure comes to. `intervals` by method; `complete_count` has no ends."""

    value: float | None
    n: int
    unvisited: int
    withheld: str | None = None
    intervals: Mapping[str, tuple[float, float] | None] = field(default_factory=dict)


def _unvisited(grants: Iterable[Seen]) -> int:
    return sum(not grant.visited for grant in grants)


def grants(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    return Counted(len(here), len(here), _unvisited(here), None, COMPLETE)


def families(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    return Counted(sum(g.founding for g in here), len(here), _unvisited(here), None, COMPLETE)


def amount_idr(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    return Counted(sum(g.amount_idr for g in here), len(here), _unvisited(here), None, COMPLETE)


def visited_rate(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    if not here:
        return Counted(None, 0, 0, "no_grants")
    return Counted(sum(g.visited for g in here) / len(here), len(here), _unvisited(here), None, COMPLETE)


def with_verdict(grants: Iterable[Seen]) -> list[Seen]:
    return [g for g in grants if g.old_enough and g.verdict is not None]


def persistence_rate(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    def pairs(grants: Sequence[Seen]) -> list[Pair]:
        return [(g.regency, g.running, 1) for g in with_verdict(grants)]

    old = [g for g in here if g.old_enough]
    known = with_verdict(here)
    running = sum(g.running for g in known)
    closed = len(known) - running
    bounds = {"last_sight": (running / len(old), (len(old) - closed) / len(old))} if old else {}
    if len(known) < 20:
        return Counted(None, len(known), _unvisited(old), "too_few_verdicts", {})
    intervals = share_intervals(pairs(here), pairs(province), SHARE) | bounds
    return Counted(running / len(known), len(known), _unvisited(old), None, intervals)


def _groups(grants: Sequence[Seen]) -> list[Seen]:
    return [g for g in with_verdict(grants) if g.delivery == "group"]


def members_not_recorded(grants: Sequence[Seen]) -> bool:
    """Whether more running groups lack a count of active members than have one."""
    running = [g for g in _groups(grants) if g.running]
    return 2 * sum(g.active is None for g in running) > len(running)


def _of_groups(
    here: Sequence[Seen], province: Sequence[Seen], take: Callable[[Seen], tuple[float, float] | None], kind: Kind
) -> Counted:
    """A share over groups: `take` gives a counted group's parts, None for one outside the figure."""

    def pairs(grants: Sequence[Seen]) -> list[Pair]:
        parts = [(g.regency, take(g)) for g in _groups(grants) if g.active is not None]
        return [(regency, *part) for regency, part in parts if part is not None]

    unvisited = _unvisited(g for g in here if g.old_enough and g.delivery == "group")
    counted = pairs(here)
    if members_not_recorded(here):
        return Counted(None, len(counted), unvisited, "members_not_recorded")
    if len(counted) < 10:
        return Counted(None, len(counted), unvisited, "too_few_groups")
    active, founding = totals(counted)
    return Counted(active / founding, len(counted), unvisited, None, share_intervals(counted, pairs(province), kind))


def member_persistence(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    return _of_groups(here, province, lambda g: (g.active or 0, g.founding), MEMBER_SHARE)


def member_persistence_running(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    return _of_groups(here, province, lambda g: (g.active or 0, g.founding) if g.running else None, MEMBER_SHARE)


def nearly_alone_rate(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    return _of_groups(here, province, lambda g: ((g.active or 0) <= 2, 1) if g.running else None, SHARE)


def effective_business_types(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    named = [g for g in here if g.business_category is not None]
    n = len(named)
    sizes = Counter(g.business_category for g in named)
    if n < 20:
        return Counted(None, n, _unvisited(named), "too_few_grants")
    shannon = -sum(size / n * math.log(size / n) for size in sizes.values())
    return Counted(math.exp(shannon), n, _unvisited(named), None, COMPLETE)


def _cost(
    population: Callable[[Sequence[Seen]], list[Seen]],
    left: Callable[[Seen], float],
    at_first: Callable[[Seen], int],
    here: Sequence[Seen],
    province: Sequence[Seen],
) -> Counted:
    def pairs(grants: Sequence[Seen]) -> list[Pair]:
        return [(g.regency, g.amount_idr, left(g)) for g in population(grants)]

    counted = population(here)
    unvisited = _unvisited(g for g in here if g.old_enough)
    if sum(g.running for g in counted) < 10:
        return Counted(None, len(counted), unvisited, "too_few_running")
    money, units = totals(pairs(here))
    if not units:
        return Counted(None, len(counted), unvisited, "no_active_members")
    intervals = cost_intervals(pairs(here), pairs(province), sum(at_first(g) for g in counted))
    return Counted(money / units, len(counted), unvisited, None, intervals)


def cost_per_surviving_business_idr(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    return _cost(with_verdict, lambda g: g.running, lambda g: 1, here, province)


def cost_per_active_member_idr(here: Sequence[Seen], province: Sequence[Seen]) -> Counted:
    def counted(grants: Sequence[Seen]) -> list[Seen]:
        return [g for g in with_verdict(grants) if g.active is not None]

    cost = _cost(counted, lambda g: g.active or 0, lambda g: g.founding, here, province)
    return Counted(None, cost.n, cost.unvisited, "members_not_recorded") if members_not_recorded(here) else cost


FROM_GRANTS: dict[str, Callable[[Sequence[Seen], Sequence[Seen]], Counted]] = {
    counting.__name__: counting
    for counting in (
        grants, families, amount_idr, visited_rate, persistence_rate, member_persistence, member_persistence_running,
        nearly_alone_rate, effective_business_types, cost_per_surviving_business_idr, cost_per_active_member_idr,
    )
}  # fmt: skip

KEYS = (
    *FROM_GRANTS,
    "target_realisation", "grants_per_1000_poor", "families_per_1000_poor", "representation_ratio",
)  # fmt: skip


def chosen(grant: Seen, where: Where) -> bool:
    return all(getattr(grant, dimension) in values for dimension, values in where.items())


def recount(
    exports: Exports,
    key: str,
    as_of: date,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Group, Counted]:
    """The figure of each group of `by`, keyed by the group's values in the order of `by`.

    Groups are those that hold a grant; for members, a group grant; for targets, a target; per poor people, every place.
    """
    where = where or {}
    everyone = seen_at(exports, as_of)
    selected = [g for g in everyone if chosen(g, where)]
    anywhere = [g for g in everyone if chosen(g, {d: v for d, v in where.items() if d not in PLACES})]
    targets = _targets(exports, as_of, where) if key == "target_realisation" else []
    answers = {}
    for group in _groups_of(key, exports, by, where, selected, anywhere, targets):
        here = [g for g in selected if _group_of(g, by) == group]
        elsewhere = {d: v for d, v in zip(by, group, strict=True) if d not in PLACES}
        province = [g for g in anywhere if all(getattr(g, d) == v for d, v in elsewhere.items())]
        if key in FROM_GRANTS:
            answers[group] = FROM_GRANTS[key](here, province)
        elif key == "target_realisation":
            answers[group] = _target_realisation([t for t in targets if _group_of(t, by) == group], everyone)
        else:
            places = [place for place in _places(exports, where) if _matches(place, by, group)]
            answers[group] = _per_poor(key, exports, here, province, places)
    return answers


def _group_of(of: object, by: Sequence[str]) -> Group:
    return tuple(getattr(of, dimension) for dimension in by)


def _groups_of(
    key: str,
    exports: Exports,
    by: Sequence[str],
    where: Where,
    selected: Sequence[Seen],
    anywhere: Sequence[Seen],
    targets: Sequence[Target],
) -> set[Group]:
    if not by:
        return {()}
    if key == "target_realisation":
        return {_group_of(target, by) for target in targets}
    if key.startswith("member") or key == "nearly_alone_rate":
        return {_group_of(g, by) for g in selected if g.delivery == "group"}
    if key in FROM_GRANTS:
        return {_group_of(g, by) for g in selected}
    elsewhere = {tuple(getattr(g, d) for d in by if d not in PLACES) for g in anywhere}
    if all(d in PLACES for d in by):
        elsewhere = {()}
    places = {tuple(getattr(place, d) for d in by if d in PLACES) for place in _places(exports, where)}
    return {_interleaved(by, list(rest), list(place)) for rest in elsewhere for place in places}


def _interleaved(by: Sequence[str], rest: list[object], place: list[object]) -> Group:
    return tuple(place.pop(0) if dimension in PLACES else rest.pop(0) for dimension in by)


@dataclass(frozen=True)
class Place:
    regency: str
    regency_type: str
    poor_people: int


def _places(exports: Exports, where: Where) -> list[Place]:
    places = [Place(code, regency.regency_type, regency.poor_people) for code, regency in exports.regencies.items()]
    return [p for p in places if all(getattr(p, d) in values for d, values in where.items() if d in PLACES)]


def _matches(place: Place, by: Sequence[str], group: Group) -> bool:
    return all(getattr(place, d) == value for d, value in zip(by, group, strict=True) if d in PLACES)


@dataclass(frozen=True)
class Target:
    cohort_year: int
    regency: str
    regency_type: str
    programme: str
    delivery: str
    target_grants: int


def _targets(exports: Exports, as_of: date, where: Where) -> list[Target]:
    """Targets of the years that have begun, of the places, programmes and years asked about."""
    targets = [
        Target(
            int(row["year"]), row["regency_code"], exports.regencies[row["regency_code"]].regency_type,
            row["programme"], DELIVERY[row["programme"]], int(row["target_grants"]),
        )
        for row in exports.targets
    ]  # fmt: skip
    begun = [target for target in targets if target.cohort_year <= as_of.year]
    return [t for t in begun if all(getattr(t, d) in values for d, values in where.items())]


def _target_realisation(targets: Sequence[Target], grants: Sequence[Seen]) -> Counted:
    """Grants of the budget year, place and programme of a target over those targets; n is the grants."""
    cells = {(t.cohort_year, t.regency, t.programme) for t in targets}
    delivered = [g for g in grants if (g.budget_year, g.regency, g.programme) in cells]
    target = sum(t.target_grants for t in targets)
    if not target:
        return Counted(None, len(delivered), _unvisited(delivered), "no_target")
    return Counted(len(delivered) / target, len(delivered), _unvisited(delivered), None, COMPLETE)


def _per_poor(
    key: str, exports: Exports, here: Sequence[Seen], province: Sequence[Seen], places: Sequence[Place]
) -> Counted:
    poor = sum(place.poor_people for place in places)
    everywhere = sum(regency.poor_people for regency in exports.regencies.values())
    reached = len(here) if key == "grants_per_1000_poor" else sum(g.founding for g in here)
    if key != "representation_ratio":
        return Counted(1000 * reached / poor, len(here), _unvisited(here), None, COMPLETE)
    families_everywhere = sum(g.founding for g in province)
    if not families_everywhere:
        return Counted(None, 0, 0, "no_grants")
    ratio = (reached / families_everywhere) / (poor / everywhere)
    return Counted(ratio, len(here), _unvisited(here), None, COMPLETE)
