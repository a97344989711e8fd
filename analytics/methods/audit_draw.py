"""Whom the random audit visits, how many, and what its interval will then be.

Stratified by regency in proportion to the frame (Cochran, Sampling Techniques, 3rd ed. 1977, ch. 5), within a regency
by random numbers that belong to the grants (Ohlsson, in Business Survey Methods, 1995), here a hash: the same frame,
seed and day give the same draw on any machine, and a larger draw adds to a smaller one.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from hashlib import sha256

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.methods.apportionment import apportion
from analytics.methods.audit import MIN_AUDITED, Audit, persistence_audited
from analytics.methods.intervals import Floats


def allocation(frame: Floats, visits: int) -> NDArray[np.int64]:
    """Visits a regency, (G,), in proportion to `frame` (G,).

    Where there are visits enough every regency with a frame gets one, taken from the largest, since the estimator can
    only leave out a regency without any. Never more than the frame.
    """
    total = min(visits, int(frame.sum()))
    if total == 0:
        return np.zeros(len(frame), dtype=np.int64)
    shared = apportion(total, frame)
    if total >= np.count_nonzero(frame):
        shared[(frame > 0) & (shared == 0)] = 1
    while shared.sum() > total:
        shared[np.argmax(shared)] -= 1
    return shared


def expected_width(frame: Floats, known_closed: int, visits: int) -> float | None:
    """Width of the interval of `persistence_audited` after so many visits, a fraction of 1.

    Takes half of the audited as running, at which the interval is widest, and all as found. None under 20 visits, of
    which the estimator says nothing.
    """
    drawn = allocation(frame, visits).astype(np.float64)
    result, _ = persistence_audited(Audit(frame, drawn / 2, drawn / 2, np.zeros_like(drawn), known_closed))
    return result.interval.width if result.interval else None


def visits_for(frame: Floats, known_closed: int, width: float) -> int | None:
    """The fewest visits after which the interval is at most `width` wide; None with under 20 grants in the frame."""
    most = int(frame.sum())
    if most < MIN_AUDITED:
        return None
    choices = range(MIN_AUDITED, most + 1)
    narrow = bisect_left(choices, -width, key=lambda visits: -(expected_width(frame, known_closed, visits) or 0.0))
    return choices[min(narrow, len(choices) - 1)]


def draw(grants: pd.DataFrame, visits: int, seed: int, drawn_on: date) -> list[str]:
    """The ids drawn, by regency and id. `grants`: the frame, one row per grant, with grant_id and regency_code.

    The day enters the lot: with the same one in the next round those just found running would be drawn again, and of
    the others nobody, which biases upward. The order of `grants` does not matter.
    """
    by_regency = grants.sort_values("grant_id").groupby("regency_code")["grant_id"]
    sizes = allocation(np.asarray(by_regency.size(), dtype=np.float64), visits)
    return [
        grant_id
        for (_, ids), size in zip(by_regency, sizes, strict=True)
        for grant_id in sorted(sorted(ids, key=lambda one: _lot(one, seed, drawn_on))[:size])
    ]


def _lot(grant_id: str, seed: int, drawn_on: date) -> str:
    return sha256(f"{seed}/{drawn_on.isoformat()}/{grant_id}".encode()).hexdigest()
