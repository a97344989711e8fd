"""What was paid for each business, and each person, that is still there: shared by group and individual grants."""

from __future__ import annotations

from dataclasses import replace

from analytics.estimate import Bounds, Count, Estimate, Sampling
from analytics.estimators.group import Group
from analytics.estimators.members import blank_notes, member_counts
from analytics.estimators.ratios import RatioColumns, ratio_intervals
from analytics.estimators.two_targets import joined
from analytics.methods.intervals import LOG, share_interval
from analytics.methods.members import cost_per_active_member as member_cost
from analytics.methods.targets import both_targets

BUSINESS = RatioColumns("amount_idr", "running", "amount_idr_squared", "running_amount_idr", "running", "known")
OF_BUSINESSES: tuple[Count, ...] = ("known", "running", "unknown")
OF_MEMBERS: tuple[Count, ...] = (*OF_BUSINESSES, "groups", "running_counted", "running_uncounted", "active", "founding")


def cost_per_surviving_business(group: Group) -> Estimate:
    """Rupiah of grants with a verdict / how many of them run.

    Intervals on the log scale, and of these places also the one that the share still running gives to a mean grant,
    than which none is narrower.
    """
    counts = group.counts(*OF_BUSINESSES)
    n, running = counts["known"], counts["running"]
    if running < group.indicator.fewest:
        return group.estimate(n=n, withheld=group.indicator.withheld_as, counts=counts)
    value = group.sum("amount_idr") / running
    intervals = joined(ratio_intervals(group, BUSINESS, value, LOG), _by_share_left(value, running / n, n))
    return group.estimate(value, n=n, intervals=intervals, counts=counts)


def cost_per_active_member(group: Group) -> Estimate:
    """Rupiah of grants with a verdict / active members of them; a running individual is one.

    A running group without a count of members is filled as `filled_active` says, and bounds stand beside, as with
    `member_persistence`. Withheld `members_not_recorded` where no running group is counted, `no_active_members` where
    nobody is left. Intervals by `members.cost_per_active_member`, of these places never narrower than the share of all
    members that is still active gives to a mean member, Wilson's with n the grants.
    """
    counts = group.counts(*OF_MEMBERS)
    counts["active"] += group.sum("individuals_running")
    counts["founding"] += group.sum("individuals")
    n = counts["known"]
    withheld = None
    if counts["running_uncounted"] and not counts["running_counted"]:
        withheld = "members_not_recorded"
    elif counts["running"] < group.indicator.fewest:
        withheld = group.indicator.withheld_as
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=counts)
    amount, individuals, running = group.by_regency("amount_idr", "individuals", "individuals_running").T
    found = member_cost(member_counts(group), amount, individuals, running)
    if found is None:
        return group.estimate(n=n, withheld="no_active_members", counts=counts)
    share = group.sum("amount_idr") / found.cost_idr / counts["founding"]
    verdicts = group.by_regency("known")[:, 0]
    of_members = both_targets(
        found.in_places, found.were_it_repeated, verdicts, is_of_places=group.question.is_of_places
    )
    intervals = joined(of_members, _by_share_left(found.cost_idr, share, n))
    bounds = Bounds("blank_members", *found.bounds) if counts["running_uncounted"] else None
    return group.estimate(found.cost_idr, n=n, intervals=(*intervals, bounds), counts=counts, notes=blank_notes(counts))


def _by_share_left(value: float, share: float, n: int) -> Sampling:
    """The cost at either end of the share's own interval: wide where grants, or regencies, are all alike."""
    left = share_interval(share * n, n)
    return replace(left, lower=value * share / left.upper, upper=value * share / left.lower)
