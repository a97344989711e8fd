"""The register's own share that runs at the as-of date, from a random audit of the grants not known closed.

Who is visited in the ordinary way may depend on whether the business runs; whom the lot visits may not. So this
figure needs no assumption about visiting. Drawn by regency (stratified sampling: Cochran, Sampling Techniques,
3rd ed. 1977, ch. 5); the interval is Wilson's (JASA 22 (1927) 209-212) with the finite-population correction.
No clustering: the target is the share of this register, of which every regency is part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from analytics.estimate import Bounds, Sampling
from analytics.methods.intervals import LEVEL, Floats
from analytics.methods.result import Result

MIN_AUDITED = 20


@dataclass(frozen=True)
class Audit:
    """What was drawn and found, by regency, (G,) each.

    - `frame`: grants at least 6 months old that are not known closed, by verdicts without the audit's own visits.
    - `running`, `closed`: drawn grants that the audit found so; `not_found`: drawn, and no verdict came of it.
    - `known_closed`: the other grants at least 6 months old, all regencies together.
    """

    frame: Floats
    running: Floats
    closed: Floats
    not_found: Floats
    known_closed: int


def persistence_audited(audit: Audit) -> tuple[Result, Bounds | None]:
    """(N - known closed) / N x the share that runs among the audited, regencies weighted by their frames.

    The bounds beside it take the drawn that were not found as not running and as running. Withheld, without bounds:
    `too_few_audited` (under 20 drawn grants with a verdict). Assumes that the draw was random within each regency.
    """
    found = audit.running + audit.closed
    if found.sum() < MIN_AUDITED:
        return Result(None, withheld="too_few_audited"), None
    not_known_closed = audit.frame.sum() / (audit.frame.sum() + audit.known_closed)
    share = _weighted(audit.frame, audit.running, found)
    size = _effective_size(audit.frame, found)
    lower, upper = (share, share) if np.isinf(size) else proportion_confint(share * size, size, 1 - LEVEL, "wilson")
    drawn = found + audit.not_found
    worst, best = (
        not_known_closed * _weighted(audit.frame, running, drawn)
        for running in (audit.running, audit.running + audit.not_found)
    )
    value = float(not_known_closed * share)
    interval = Sampling("audit", float(not_known_closed * lower), float(not_known_closed * upper), LEVEL)
    return Result(value, (interval,)), Bounds("audit", min(worst, value), max(best, value))


def _weighted(frame: Floats, running: Floats, size: Floats) -> float:
    """The share running, each regency's weighted by its frame; regencies without a drawn grant left out."""
    drawn = size > 0
    return float(frame[drawn] @ (running[drawn] / size[drawn]) / frame[drawn].sum())


def _effective_size(frame: Floats, size: Floats) -> float:
    """The size of a simple random sample from an endless population that says as much: Kish's for unequal weights,
    over one less the sampled fraction; infinite where all were audited."""
    drawn = size > 0
    fraction = size.sum() / frame.sum()
    if fraction >= 1:
        return float("inf")
    kish = frame[drawn].sum() ** 2 / (frame[drawn] ** 2 / size[drawn]).sum()
    return float(kish / (1 - fraction))
