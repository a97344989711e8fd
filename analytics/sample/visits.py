"""The visits table: irregular visits, which mostly end when a closure has been found.

When the next visit comes does not depend on whether the business has closed, only on what the last visit
found: the assumption on which the survival estimates rest holds in the sample.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.contract import SAMPLE_PREFIX, VISITS
from analytics.sample.grants import day_number, day_numbers
from analytics.sample.lives import Lives
from analytics.sample.places import REACH

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Names: TypeAlias = "pd.Categorical[str]"

DAYS_A_MONTH = 30.4375
GAP_SHAPE = 2.0
GAP_MONTHS = {"KUBE": 6.3, "WRSE": 7.5, "UEP": 3.7}
"""Mean time between visits in an ordinary regency (invented; with it the sample has some 15,000 visits)."""

MIN_GAP_DAYS = 7
STATUSES = VISITS.column("status").domain
RUNNING, CLOSED, MOVED, NOT_FOUND = (STATUSES.index(s) for s in ("running", "closed", "moved", "not_found"))
GOES_ON = {RUNNING: 1.0, CLOSED: 0.45, MOVED: 0.15, NOT_FOUND: 1.0}
"""Chance of another visit after this was found."""

ROLES = {"PSM": 0.45, "TKSK": 0.35, "PENDAMPING": 0.20}
OBSTACLES = {
    "capital": 0.24, "market": 0.26, "materials": 0.18, "skill": 0.10, "health": 0.08, "conflict": 0.06,
    "location": 0.05, "other": 0.03,
}  # fmt: skip
OFFICERS_A_REGENCY = 8


def draw_visits(grants: pd.DataFrame, lives: Lives, rng: np.random.Generator, last_day: date) -> pd.DataFrame:
    """Visits up to `last_day` in the columns of the contract, by day."""
    grant, day, status = _rounds(grants, lives, rng, day_number(last_day))
    order = np.lexsort((grant, day))
    grant, day, status = grant[order], day[order], status[order]
    age_months = (day - day_numbers(grants["disbursed_on"])[grant]) / DAYS_A_MONTH
    size = len(day)
    frame = pd.DataFrame(
        {
            "visit_id": [f"{SAMPLE_PREFIX}V{n:06d}" for n in range(1, size + 1)],
            "grant_id": grants["grant_id"].to_numpy()[grant],
            "visited_on": day.astype("datetime64[D]").astype("datetime64[s]"),
            "status": _named(status, STATUSES),
            "officer_role": _choice(ROLES, size, np.ones(size, bool), rng),
            "officer_code": _officers(grants["regency_code"].to_numpy(dtype=str)[grant], rng),
            "active_members": _active_members(grants, lives, grant, age_months, status, rng),
        }
    )
    _add_business_facts(frame, grants, grant, status, rng)
    return frame


def _rounds(grants: pd.DataFrame, lives: Lives, rng: np.random.Generator, last: int) -> tuple[Ints, Ints, Ints]:
    """Grant (row number), day and status code of every visit: one round gives each open grant its next visit."""
    disbursed = day_numbers(grants["disbursed_on"])
    codes = grants["regency_code"]
    never = codes.map({code: reach.never_visited for code, reach in REACH.items()}).to_numpy(dtype=float)
    missed = codes.map({code: reach.not_found for code, reach in REACH.items()}).to_numpy(dtype=float)
    gap_months = (
        grants["programme"].map(GAP_MONTHS).to_numpy(dtype=float)
        * codes.map({code: reach.gap_factor for code, reach in REACH.items()}).to_numpy(dtype=float)
        * rng.gamma(4, 1 / 4, len(grants))
    )
    grant = np.flatnonzero(rng.random(len(grants)) >= never)
    day = disbursed[grant]
    goes_on = np.array([GOES_ON[code] for code in range(len(STATUSES))])
    seen = [(grant[:0], day[:0], grant[:0])]
    while len(grant):
        gap = rng.gamma(GAP_SHAPE, gap_months[grant] / GAP_SHAPE) * DAYS_A_MONTH
        day = _workday(day + np.maximum(MIN_GAP_DAYS, gap.astype(np.int64)))
        grant, day = grant[day <= last], day[day <= last]
        age_months = (day - disbursed[grant]) / DAYS_A_MONTH
        status = np.where(lives.running(grant, age_months), RUNNING, CLOSED)
        status = np.where(rng.random(len(grant)) < missed[grant], NOT_FOUND, status)
        status = np.where(age_months >= lives.moved[grant], MOVED, status)
        seen.append((grant, day, status))
        again = rng.random(len(grant)) < goes_on[status]
        grant, day = grant[again], day[again]
    grants_seen, days, statuses = (np.concatenate(part) for part in zip(*seen, strict=True))
    return grants_seen, days, statuses


def _workday(day: Ints) -> Ints:
    """The day itself, or the Monday after a weekend (1970-01-01 was a Thursday)."""
    weekday = (day + 3) % 7
    return day + np.where(weekday >= 5, 7 - weekday, 0)


def _active_members(
    grants: pd.DataFrame, lives: Lives, grant: Ints, age_months: Floats, status: Ints, rng: np.random.Generator
) -> pd.arrays.IntegerArray:
    """Founding members still taking part: the first as long as the business runs, the others until they left."""
    group = (grants["programme"] == "KUBE").to_numpy()[grant]
    running = status == RUNNING
    active = np.where(running, 1, 0)
    counted = group & running
    active[counted] += (lives.left[grant[counted]] > age_months[counted, None]).sum(axis=1)
    recorded = (running | (status == CLOSED)) & (rng.random(len(grant)) < 0.96)
    return pd.arrays.IntegerArray(active.astype(np.int64), ~recorded)


def _add_business_facts(
    frame: pd.DataFrame, grants: pd.DataFrame, grant: Ints, status: Ints, rng: np.random.Generator
) -> None:
    size = len(frame)
    year = frame["visited_on"].dt.year.to_numpy()
    running = status == RUNNING
    group = (grants["programme"] == "KUBE").to_numpy()[grant]
    workers = rng.poisson(np.where(group, 0.3, 0.12))
    frame["workers_employed"] = pd.arrays.IntegerArray(
        workers.astype(np.int64), ~(running & (year >= 2022) & (rng.random(size) < 0.7))
    )
    level = rng.normal(0, 0.45, len(grants))[grant] + rng.normal(0, 0.2, size)
    turnover = np.exp(np.where(group, 14.6, 14.1) + 0.03 * (year - 2024) + level)
    frame["monthly_turnover_idr"] = pd.arrays.IntegerArray(
        (50_000 * np.round(turnover / 50_000)).astype(np.int64), ~(running & (rng.random(size) < 0.6))
    )
    labelled = (year >= 2024) & (rng.random(size) < 0.7)
    frame["visit_reason"] = _choice({"routine": 0.98, "complaint": 0.02}, size, labelled, rng)
    named = (running | (status == CLOSED)) & (rng.random(size) < np.where(running, 0.3, 0.7))
    frame["obstacle"] = _choice(OBSTACLES, size, named, rng)


def _choice(shares: dict[str, float], size: int, recorded: Flags, rng: np.random.Generator) -> Names:
    upto = np.cumsum(list(shares.values()))
    codes = np.minimum(np.searchsorted(upto, rng.random(size), side="right"), len(shares) - 1)
    return _named(np.where(recorded, codes, -1), tuple(shares))


def _officers(regency_codes: npt.NDArray[np.str_], rng: np.random.Generator) -> Names:
    codes, regency = np.unique(regency_codes, return_inverse=True)
    names = [f"PTG-{code.replace('.', '')}-{n:02d}" for code in codes for n in range(1, OFFICERS_A_REGENCY + 1)]
    officer = regency * OFFICERS_A_REGENCY + rng.integers(0, OFFICERS_A_REGENCY, len(regency_codes))
    recorded = rng.random(len(regency_codes)) < 0.9
    return _named(np.where(recorded, officer, -1), tuple(names))


def _named(codes: Ints, names: tuple[str, ...]) -> Names:
    """Names by position; -1 is unknown."""
    return pd.Categorical.from_codes(codes, pd.Index(names))
