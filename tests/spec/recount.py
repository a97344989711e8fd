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
    COST,
    MEMBER_SHARE,
    Intervals,
    Pair,
    inverse_logit,
    joined,
    logit_share,
    of_both,
    of_share,
    of_sums,
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
    """What a figure comes to. `intervals` by target or kind and method; `complete_count` has no ends."""

    value: float | None
    n: int
    unvisited: int
    withheld: str | None = None
    intervals: Mapping[str, tuple[float, float] | None] = field(default_factory=dict)


def _unvisited(grants: Iterable[Seen]) -> int:
    return sum(not grant.visited for grant in grants)


def grants(here: Sequence[Seen], is_of_places: bool) -> Counted:
    return Counted(len(here), len(here), _unvisited(here), None, COMPLETE)


def families(here: Sequence[Seen], is_of_places: bool) -> Counted:
    return Counted(sum(g.founding for g in here), len(here), _unvisited(here), None, COMPLETE)


def amount_idr(here: Sequence[Seen], is_of_places: bool) -> Counted:
    return Counted(sum(g.amount_idr for g in here), len(here), _unvisited(here), None, COMPLETE)


def visited_rate(here: Sequence[Seen], is_of_places: bool) -> Counted:
    if not here:
        return Counted(None, 0, 0, "no_grants")
    return Counted(sum(g.visited for g in here) / len(here), len(here), _unvisited(here), None, COMPLETE)


def with_verdict(grants: Iterable[Seen]) -> list[Seen]:
    return [g for g in grants if g.old_enough and g.verdict is not None]


def population(grants: Iterable[Seen]) -> Counter[str]:
    """Grants at least 6 months old by regency."""
    return Counter(g.regency for g in grants if g.old_enough)


def persistence_rate(here: Sequence[Seen], is_of_places: bool) -> Counted:
    old = [g for g in here if g.old_enough]
    known = with_verdict(here)
    running = sum(g.running for g in known)
    closed = len(known) - running
    if len(known) < 20:
        return Counted(None, len(known), _unvisited(old), "too_few_verdicts", {})
    pairs: list[Pair] = [(g.regency, g.running, 1) for g in known]
    intervals = share_intervals(pairs, population(here), is_of_places)
    intervals["bounds last_sight"] = running / len(old), (len(old) - closed) / len(old)
    return Counted(running / len(known), len(known), _unvisited(old), None, intervals)


@dataclass(frozen=True)
class Groups:
    """Group grants at least 6 months old with a verdict; `counted` and `blank` are those that run."""

    known: list[Seen]

    @property
    def counted(self) -> list[Seen]:
        return [g for g in self.known if g.running and g.active is not None]

    @property
    def blank(self) -> list[Seen]:
        return [g for g in self.known if g.running and g.active is None]

    def without(self, regencies: frozenset[str]) -> Groups:
        return Groups([g for g in self.known if g.regency not in regencies])

    def withheld(self, n: int) -> str | None:
        if self.blank and not self.counted:
            return "members_not_recorded"
        return "too_few_groups" if n < 10 else None

    @property
    def founding(self) -> int:
        return sum(g.founding for g in self.known)

    def active(self) -> float:
        """A blank group has the mean of the counted running ones of its regency, of all where these are under 5."""
        everywhere = [g.active or 0 for g in self.counted]
        total = float(sum(everywhere))
        for blank in self.blank:
            there = [g.active or 0 for g in self.counted if g.regency == blank.regency]
            mean_of = there if len(there) >= 5 else everywhere
            total += sum(mean_of) / len(mean_of) if mean_of else blank.at_most
        return total

    def bounds(self) -> tuple[float, float]:
        """Active members were one left in each blank group, or as many as it can have."""
        counted = sum(g.active or 0 for g in self.counted)
        return counted + len(self.blank), counted + sum(g.at_most for g in self.blank)

    def variance_a_group(self) -> float:
        """p^2 s^2 / counted + m^2 p (1 - p) / groups: of the members left, and of whether the group runs."""
        active = [g.active or 0 for g in self.counted]
        mean = sum(active) / len(active)
        spread = sum((a - mean) ** 2 for a in active) / (len(active) - 1) if len(active) > 1 else mean**2
        p = (len(self.counted) + len(self.blank) + 0.5) / (len(self.known) + 1)
        return p**2 * spread / len(active) + mean**2 * p * (1 - p) / len(self.known)


def _groups(grants: Iterable[Seen]) -> Groups:
    return Groups([g for g in with_verdict(grants) if g.delivery == "group"])


def _unvisited_groups(grants: Iterable[Seen]) -> int:
    return _unvisited(g for g in grants if g.old_enough and g.delivery == "group")


def member_persistence(here: Sequence[Seen], is_of_places: bool) -> Counted:
    groups = _groups(here)
    n, unvisited = len(groups.known), _unvisited_groups(here)
    withheld = groups.withheld(n)
    if withheld:
        return Counted(None, n, unvisited, withheld)
    value = groups.active() / groups.founding

    def middle(without: frozenset[str]) -> float:
        kept = groups.without(without)
        return logit_share(kept.active(), kept.founding)

    share = (groups.active() + 0.5) / (groups.founding + 1)
    variance = groups.variance_a_group() * (n / groups.founding) ** 2 / (share * (1 - share)) ** 2
    regencies = Counter(g.regency for g in groups.known)
    intervals = of_both(regencies, middle, variance, inverse_logit, value, is_of_places)
    if groups.blank:
        lower, upper = (end / groups.founding for end in groups.bounds())
        intervals["bounds blank_members"] = min(lower, value), max(upper, value)
    return Counted(value, n, unvisited, None, intervals)


def member_persistence_running(here: Sequence[Seen], is_of_places: bool) -> Counted:
    groups = _groups(here)
    n, unvisited = len(groups.counted), _unvisited_groups(here)
    withheld = groups.withheld(n)
    if withheld:
        return Counted(None, n, unvisited, withheld)
    pairs: list[Pair] = [(g.regency, g.active or 0, g.founding) for g in groups.counted]
    active, founding = totals(pairs)
    value = active / founding
    intervals = joined(of_sums(pairs, MEMBER_SHARE, is_of_places), *of_share(value, n))
    if groups.blank:
        lower, upper = (end / (founding + sum(g.founding for g in groups.blank)) for end in groups.bounds())
        intervals["bounds blank_members"] = min(lower, value), max(upper, value)
    return Counted(value, n, unvisited, None, intervals)


def nearly_alone_rate(here: Sequence[Seen], is_of_places: bool) -> Counted:
    groups = _groups(here)
    n, unvisited = len(groups.counted), _unvisited_groups(here)
    withheld = groups.withheld(n)
    if withheld:
        return Counted(None, n, unvisited, withheld)
    pairs: list[Pair] = [(g.regency, (g.active or 0) <= 2, 1) for g in groups.counted]
    alone, _ = totals(pairs)
    intervals = share_intervals(pairs, population(g for g in here if g.delivery == "group"), is_of_places)
    if groups.blank:
        running = n + len(groups.blank)
        surely = sum(g.at_most <= 2 for g in groups.blank)
        ends = (alone + surely) / running, (alone + len(groups.blank)) / running
        intervals["bounds blank_members"] = min(ends[0], alone / n), max(ends[1], alone / n)
    return Counted(alone / n, n, unvisited, None, intervals)


def effective_business_types(here: Sequence[Seen], is_of_places: bool) -> Counted:
    named = [g for g in here if g.business_category is not None]
    n = len(named)
    sizes = Counter(g.business_category for g in named)
    if n < 20:
        return Counted(None, n, _unvisited(named), "too_few_grants")
    shannon = -sum(size / n * math.log(size / n) for size in sizes.values())
    return Counted(math.exp(shannon), n, _unvisited(named), None, COMPLETE)


def deciles_1_to_5_rate(here: Sequence[Seen], is_of_places: bool) -> Counted:
    deciles = [g.welfare_decile for g in here if g.welfare_decile is not None]
    if len(deciles) < 20:
        return Counted(None, len(deciles), _unvisited(here), "too_few_grants")
    poorer_half = sum(decile <= 5 for decile in deciles)
    return Counted(poorer_half / len(deciles), len(deciles), _unvisited(here), None, COMPLETE)


def _by_share_left(cost: float, share: float, n: int) -> tuple[str, tuple[float, float]]:
    """The cost at either end of the interval of the share that is left."""
    method, (lower, upper) = of_share(share, n)
    return method, (cost * share / upper, cost * share / lower)


def cost_per_surviving_business_idr(here: Sequence[Seen], is_of_places: bool) -> Counted:
    known = with_verdict(here)
    n, unvisited = len(known), _unvisited(g for g in here if g.old_enough)
    pairs: list[Pair] = [(g.regency, g.amount_idr, g.running) for g in known]
    money, running = totals(pairs)
    if running < 10:
        return Counted(None, n, unvisited, "too_few_running")
    cost = money / running
    intervals = joined(of_sums(pairs, COST, is_of_places), *_by_share_left(cost, running / n, n))
    return Counted(cost, n, unvisited, None, intervals)


def cost_per_active_member_idr(here: Sequence[Seen], is_of_places: bool) -> Counted:
    known = with_verdict(here)
    groups, alone = _groups(here), [g for g in known if g.delivery == "individual"]
    n, unvisited = len(known), _unvisited(g for g in here if g.old_enough)
    if groups.blank and not groups.counted:
        return Counted(None, n, unvisited, "members_not_recorded")
    if sum(g.running for g in known) < 10:
        return Counted(None, n, unvisited, "too_few_running")
    active = groups.active() + sum(g.running for g in alone)
    if not active:
        return Counted(None, n, unvisited, "no_active_members")
    money = sum(g.amount_idr for g in known)
    cost = money / active

    def middle(without: frozenset[str]) -> float:
        kept = groups.without(without).active() + sum(g.running for g in alone if g.regency not in without)
        return math.log(sum(g.amount_idr for g in known if g.regency not in without) / kept)

    share = (sum(g.running for g in alone) + 0.5) / (len(alone) + 1)
    of_groups = len(groups.known) ** 2 * groups.variance_a_group() if groups.counted else 0.0
    variance = (of_groups + len(alone) * share * (1 - share)) / active**2
    left = active / (groups.founding + len(alone))
    intervals = joined(
        of_both(Counter(g.regency for g in known), middle, variance, math.exp, cost, is_of_places),
        *_by_share_left(cost, left, n),
    )
    if groups.blank:
        fewest, most = (end + sum(g.running for g in alone) for end in groups.bounds())
        intervals["bounds blank_members"] = min(money / most, cost), max(money / fewest, cost)
    return Counted(cost, n, unvisited, None, intervals)


FROM_GRANTS: dict[str, Callable[[Sequence[Seen], bool], Counted]] = {
    counting.__name__: counting
    for counting in (
        grants, families, amount_idr, visited_rate, persistence_rate, member_persistence, member_persistence_running,
        nearly_alone_rate, effective_business_types, deciles_1_to_5_rate, cost_per_surviving_business_idr,
        cost_per_active_member_idr,
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
            answers[group] = FROM_GRANTS[key](here, any(dimension in PLACES for dimension in (*by, *where)))
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
