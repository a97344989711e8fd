"""Who is still in the groups: a running group of one or two is a different success than one of five."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.estimate import Bounds, Count, Estimate, Note
from analytics.estimators.group import Group
from analytics.estimators.ratios import RatioColumns, ratio_intervals
from analytics.estimators.two_targets import joined, of_share
from analytics.methods.intervals import LOGIT, share_interval
from analytics.methods.members import (
    BLANK_SHARE_THAT_YIELDS_TO_BOUNDS,
    MemberCounts,
    member_share,
    nearly_alone_bounds,
    running_bounds,
)
from analytics.methods.targets import both_targets

OF_RUNNING = RatioColumns(
    "active", "running_founding", "active_squared", "running_active_founding", "running_founding_squared",
    "running_counted",
)  # fmt: skip
SIDE_COUNTS: tuple[Count, ...] = (
    "groups", "running_counted", "running_uncounted", "unknown", "members_missing", "active", "founding",
)  # fmt: skip


def member_counts(group: Group) -> MemberCounts:
    """The sums by regency from columns groups, founding, running_counted, active, active_squared, running_uncounted,
    blank_at_most."""
    return MemberCounts(
        *group.by_regency(
            "groups", "founding", "running_counted", "active", "active_squared", "running_uncounted", "blank_at_most"
        ).T
    )


def member_persistence(group: Group) -> Estimate:
    """Active over founding members over groups with a verdict (closed: none active), n = these groups.

    A running group without a count, a blank, is filled as `filled_active` says; how many were is `running_uncounted` in
    the counts. Bounds of kind `blank_members` beside it, every blank 1 and every blank what it has at most, which lead
    where over 30% of the running groups are blank. Withheld `members_not_recorded` where none is counted.
    """
    counts = group.counts(*SIDE_COUNTS)
    n = counts["groups"]
    withheld = _withheld(group, n, counts)
    found = None if withheld else member_share(member_counts(group))
    if found is None:
        return group.estimate(n=n, withheld=withheld or group.indicator.withheld_as, counts=counts)
    verdicts = group.by_regency("groups")[:, 0]
    intervals = both_targets(
        found.in_places, found.were_it_repeated, verdicts, is_of_places=group.question.is_of_places
    )
    bounds = Bounds("blank_members", *found.bounds) if counts["running_uncounted"] else None
    return group.estimate(found.share, n=n, intervals=(*intervals, bounds), counts=counts, notes=blank_notes(counts))


def member_persistence_running(group: Group) -> Estimate:
    """Active over founding members over running groups with a count, n = these groups; bounds over all that run.

    None is filled: the mean of the counted is the value. Of these places never narrower than Wilson's interval with n
    the groups, as if the members of a group went together.
    """
    counts = group.counts(*SIDE_COUNTS)
    n = counts["running_counted"]
    withheld = _withheld(group, n, counts)
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=counts)
    founding = group.sum("running_founding")
    value = group.sum("active") / founding
    ends = running_bounds(
        group.sum("active"), founding + group.sum("blank_founding"), counts["running_uncounted"],
        group.sum("blank_at_most"),
    )  # fmt: skip
    intervals = joined(ratio_intervals(group, OF_RUNNING, value, LOGIT), share_interval(value * n, n))
    return group.estimate(
        value, n=n, intervals=(*intervals, _bounds(counts, ends, value)), counts=counts, notes=blank_notes(counts)
    )


def nearly_alone_rate(group: Group) -> Estimate:
    """Running groups whose last verdict had at most 2 active members, over running groups with a count; bounds over all
    that run."""
    counts = group.counts(*SIDE_COUNTS, "nearly_alone")
    n = counts["running_counted"]
    withheld = _withheld(group, n, counts)
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=counts)
    value = counts["nearly_alone"] / n
    ends = nearly_alone_bounds(counts["nearly_alone"], n, counts["running_uncounted"], group.sum("blank_surely_alone"))
    intervals = of_share(group, "nearly_alone", ("running_counted",), ("groups", "unknown"))
    return group.estimate(
        value, n=n, intervals=(*intervals, _bounds(counts, ends, value)), counts=counts, notes=blank_notes(counts)
    )


def blank_notes(counts: Mapping[Count, int]) -> tuple[Note, ...]:
    """`bounds_lead` where over 30% of the running groups have no count."""
    running = counts["running_counted"] + counts["running_uncounted"]
    is_led = counts["running_uncounted"] > BLANK_SHARE_THAT_YIELDS_TO_BOUNDS * running
    return (Note("bounds_lead"),) if is_led else ()


def _bounds(counts: Mapping[Count, int], ends: tuple[float, float], value: float) -> Bounds | None:
    """Widened where need be to hold the value, that of the counted; none where all are counted."""
    if not counts["running_uncounted"]:
        return None
    return Bounds("blank_members", min(ends[0], value), max(ends[1], value))


def _withheld(group: Group, n: int, counts: Mapping[Count, int]) -> str | None:
    if counts["running_uncounted"] and not counts["running_counted"]:
        return "members_not_recorded"
    return group.indicator.withheld_as if n < group.indicator.fewest else None
