"""Members still active where some running groups left the count blank.

A closed group is never blank: it has nobody. Leaving the blank ones out of both sums therefore pulls every figure down
(15.1 to 10.8% where 45% are blank at random). A blank running group takes the mean of the counted running groups of
its regency instead, of the province where fewer than 5 are counted, so that the figure is the share that runs times the
members of a running group. Filled again in every replicate. Where blank means few, no rule repairs it: the bounds do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.methods.intervals import LOG, LOGIT, Clusters, Floats
from analytics.methods.targets import Ends, ends_in_places, ends_of_one, ends_were_it_repeated

MIN_COUNTED_OF_A_REGENCY = 5
BLANK_SHARE_THAT_YIELDS_TO_BOUNDS = 0.3


@dataclass(frozen=True)
class MemberCounts:
    """Groups with a verdict at least 6 months old, sums by regency, (G,) each.

    - `groups`, `founding`: all of them, and their founding members.
    - `counted`, `active`, `active_squared`: running groups with the count, their active members, and squares of these.
    - `blank`, `blank_at_most`: running groups without it, and the sum of their own last counts, else founding members.
    """

    groups: Floats
    founding: Floats
    counted: Floats
    active: Floats
    active_squared: Floats
    blank: Floats
    blank_at_most: Floats

    @property
    def bounds_lead(self) -> bool:
        """Whether more than 30% of the running groups are blank."""
        running = float((self.counted + self.blank).sum())
        return float(self.blank.sum()) > BLANK_SHARE_THAT_YIELDS_TO_BOUNDS * running


@dataclass(frozen=True)
class MemberShare:
    """Active over founding members, blank groups filled; its two intervals and its bounds."""

    share: float
    in_places: Ends
    were_it_repeated: Ends
    bounds: Ends


def filled_active(counts: MemberCounts, kept: Floats | None = None) -> Floats:
    """Active members by regency with the blank groups filled, (G,); of the regencies that are kept (G,), 1 or 0.

    Where no running group is counted at all, a blank one is taken at what it has at most.
    """
    kept = np.ones_like(counts.groups) if kept is None else kept
    counted, active = kept @ counts.counted, kept @ counts.active
    with np.errstate(divide="ignore", invalid="ignore"):
        own = counts.active / counts.counted
        at_most = counts.blank_at_most / counts.blank
    elsewhere = np.where(counts.blank > 0, at_most, 0.0) if counted == 0 else np.full_like(own, active / counted)
    mean = np.where(counts.counted >= MIN_COUNTED_OF_A_REGENCY, own, elsewhere)
    return np.asarray(kept * (counts.active + counts.blank * mean), dtype=np.float64)


def member_share(counts: MemberCounts) -> MemberShare | None:
    """Active over founding members over groups with a verdict; None without one."""
    founding = float(counts.founding.sum())
    if founding == 0:
        return None
    share = float(filled_active(counts).sum()) / founding
    clusters = Clusters(
        np.eye(len(counts.groups)),
        counts.groups,
        lambda kept: _on_logit(counts, kept),
        lambda kept: _own_variance(counts, kept),
    )
    places, repeated = (
        ends_of_one(of(clusters, np.array([share]), LOGIT)) for of in (ends_in_places, ends_were_it_repeated)
    )
    least, most = (
        float((counts.active + blank).sum()) / founding
        for blank in (np.minimum(counts.blank, counts.blank_at_most), counts.blank_at_most)
    )
    return MemberShare(
        share,
        places,
        repeated,
        (min(least, share), max(most, share)),
    )


def running_bounds(active: float, founding: float, blank: float, blank_at_most: float) -> Ends:
    """Of active over founding members of the running groups: every blank one has 1, or what it has at most.

    `active` of the counted ones, `founding` of all, the blank included. Raises ZeroDivisionError without a founder.
    """
    return (active + min(blank, blank_at_most)) / founding, (active + blank_at_most) / founding


def nearly_alone_bounds(nearly_alone: float, counted: float, blank: float, blank_surely: float) -> Ends:
    """Of the running groups that are left with one or two: none of the blank but those that have at most two
    (`blank_surely`), or all. Raises ZeroDivisionError without a running group."""
    running = counted + blank
    return (nearly_alone + blank_surely) / running, (nearly_alone + blank) / running


@dataclass(frozen=True)
class MemberCost:
    """Rupiah of grants with a verdict over the members still active; its two intervals and its bounds."""

    cost_idr: float
    in_places: Ends
    were_it_repeated: Ends
    bounds: Ends


def cost_per_active_member(
    counts: MemberCounts, amount_idr: Floats, individuals: Floats, individuals_running: Floats
) -> MemberCost | None:
    """Groups with the blank ones filled, and individuals, of whom a running one is one active member.

    `amount_idr` (G,): of all these grants with a verdict; `individuals`, `individuals_running` (G,): individual grants
    with one, and those of them that run. Errors on the log scale; amounts are complete counts. None without anybody.
    """

    def active(kept: Floats) -> float:
        return float(filled_active(counts, kept).sum() + kept @ individuals_running)

    def log_cost(kept: Floats) -> float:
        return float(np.log(kept @ amount_idr) - np.log(active(kept)))

    def own_variance(kept: Floats) -> float:
        groups, alone = float(kept @ counts.groups), float(kept @ individuals)
        of_groups = groups**2 * _variance_a_group(counts, kept) if groups else 0.0
        share = (float(kept @ individuals_running) + 0.5) / (alone + 1)
        return (of_groups + alone * share * (1 - share)) / active(kept) ** 2

    everywhere = np.ones_like(counts.groups)
    if active(everywhere) == 0:
        return None
    cost = np.array([float(amount_idr.sum()) / active(everywhere)])
    clusters = Clusters(np.eye(len(everywhere)), counts.groups + individuals, log_cost, own_variance)
    places, repeated = (
        ends_of_one(of(clusters, cost, LOG), (0.0, float("inf"))) for of in (ends_in_places, ends_were_it_repeated)
    )
    known = float(counts.active.sum() + individuals_running.sum())
    fewest, most = (
        float(amount_idr.sum()) / (known + float(blank.sum())) if known + blank.sum() else float("inf")
        for blank in (counts.blank_at_most, np.minimum(counts.blank, counts.blank_at_most))
    )
    return MemberCost(
        float(cost[0]),
        places,
        repeated,
        (min(fewest, float(cost[0])), max(most, float(cost[0]))),
    )


def _on_logit(counts: MemberCounts, kept: Floats) -> float:
    active, founding = filled_active(counts, kept).sum(), float(kept @ counts.founding)
    return float(LOGIT.forward(np.asarray((active + 0.5) / (founding + 1))))


def _own_variance(counts: MemberCounts, kept: Floats) -> float:
    """Of the share on the logit scale, groups as independent and their founding members as given."""
    groups, founding = float(kept @ counts.groups), float(kept @ counts.founding)
    share = (float(filled_active(counts, kept).sum()) + 0.5) / (founding + 1)
    return _variance_a_group(counts, kept) * (groups / founding) ** 2 / (share * (1 - share)) ** 2


def _variance_a_group(counts: MemberCounts, kept: Floats) -> float:
    """Variance of the mean active members of a group: p^2 s^2 / counted + m^2 p (1 - p) / n, p the share of groups that
    run, m and s the mean and deviation of active members of the counted running ones. Without a counted one m and s are
    both what the filling takes."""
    groups, counted = float(kept @ counts.groups), float(kept @ counts.counted)
    running = counted + float(kept @ counts.blank)
    p = (running + 0.5) / (groups + 1)
    if not counted:
        mean = float(filled_active(counts, kept).sum()) / max(running, 1.0)
        return (p * mean) ** 2 + mean**2 * p * (1 - p) / groups
    mean = float(kept @ counts.active) / counted
    spread = (float(kept @ counts.active_squared) - counted * mean**2) / (counted - 1) if counted > 1 else mean**2
    return p**2 * spread / counted + mean**2 * p * (1 - p) / groups
