"""Members still active where some running groups left the count blank.

A closed group is never blank: it has nobody. Leaving the blank ones out of both sums therefore pulls every figure down
(15.1 to 10.8% where 45% are blank at random). A blank running group takes the mean of the counted running groups of
its regency instead, of the province where fewer than 5 are counted, so that the figure is the share that runs times the
members of a running group. Filled anew in every replicate. Where blank means few, no rule repairs it: the bounds do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.methods.intervals import LOGIT, Clusters, Floats
from analytics.methods.targets import Ends, Z, ends_were_it_repeated

FEWEST_COUNTED_OF_A_REGENCY = 5
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
    mean = np.where(counts.counted >= FEWEST_COUNTED_OF_A_REGENCY, own, elsewhere)
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
    repeated = ends_were_it_repeated(clusters, np.array([share]), LOGIT)[:, 0]
    half = Z * float(np.sqrt(_own_variance(counts, np.ones_like(counts.groups))))
    centre = _on_logit(counts, np.ones_like(counts.groups))
    places = [float(LOGIT.backward(np.asarray(centre + sign * half))) for sign in (-1, 1)]
    least, most = (
        float((counts.active + blank).sum()) / founding
        for blank in (np.minimum(counts.blank, counts.blank_at_most), counts.blank_at_most)
    )
    return MemberShare(
        share,
        (min(places[0], share), max(places[1], share)),
        (float(np.fmin(repeated[0], share)), float(np.fmax(repeated[1], share))),
        (min(least, share), max(most, share)),
    )


def _on_logit(counts: MemberCounts, kept: Floats) -> float:
    active, founding = filled_active(counts, kept).sum(), float(kept @ counts.founding)
    return float(LOGIT.forward(np.asarray((active + 0.5) / (founding + 1))))


def _own_variance(counts: MemberCounts, kept: Floats) -> float:
    """On the logit scale, groups as independent: p^2 s^2 / counted + m^2 p (1 - p) / n in members a group, p the share
    of groups that run, m and s the mean and deviation of active members of the counted running ones."""
    groups, counted = float(kept @ counts.groups), float(kept @ counts.counted)
    running = counted + float(kept @ counts.blank)
    founding, active = float(kept @ counts.founding), float(kept @ counts.active)
    share = (float(filled_active(counts, kept).sum()) + 0.5) / (founding + 1)
    p = (running + 0.5) / (groups + 1)
    mean = active / counted if counted else share * founding / max(running, 1.0)
    spread = (float(kept @ counts.active_squared) - counted * mean**2) / (counted - 1) if counted > 1 else mean
    of_mean = p**2 * spread / counted if counted else (p * mean) ** 2
    a_group = founding / groups
    variance = (of_mean + mean**2 * p * (1 - p) / groups) / a_group**2
    return float(variance / (share * (1 - share)) ** 2)
