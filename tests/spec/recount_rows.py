"""What every grant comes to at a date, in plain Python from the exports alone.

No database, no data frame, no code of `analytics`: rows are read with `csv`. Slow and plain on purpose.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DELIVERY = {"KUBE": "group", "WRSE": "individual", "UEP": "individual"}
USUAL_MEMBERS = {"KUBE": 5, "WRSE": 1, "UEP": 1}


@dataclass(frozen=True)
class Seen:
    """One grant as it stands at a date: `verdict` None is unknown, `active` None is not recorded;
    `at_most`: the members that a running group can have at most, its own last count or else its founding members."""

    programme: str
    delivery: str
    regency: str
    regency_type: str
    cohort_year: int
    business_category: str | None
    amount_idr: int
    founding: int
    budget_year: int
    welfare_decile: int | None
    old_enough: bool
    visited: bool
    verdict: str | None
    active: int | None
    at_most: int

    @property
    def running(self) -> bool:
        return self.verdict == "running"


@dataclass(frozen=True)
class Regency:
    regency_type: str
    poor_people: int


@dataclass(frozen=True, eq=False)
class Exports:
    """The rows of the three tables as text, and the two facts about places that figures need.

    `category_of` gives the business category of a grant_id: it is derived at import and not in the exports.
    """

    grants: list[dict[str, str]]
    visits: list[dict[str, str]]
    targets: list[dict[str, str]]
    regencies: Mapping[str, Regency]
    category_of: Mapping[str, str | None]


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_regencies(path: Path) -> dict[str, Regency]:
    return {
        row["regency_code"]: Regency(row["regency_type"], int(row["poor_people"]))
        for row in read_rows(path)
        if "." in row["regency_code"]
    }


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def seen_at(exports: Exports, as_of: date) -> list[Seen]:
    """Every grant disbursed by `as_of`, with what its visits up to that day tell."""
    visits = defaultdict(list)
    for row in exports.visits:
        if date.fromisoformat(row["visited_on"]) <= as_of:
            visits[row["grant_id"]].append(row)
    return [
        _seen(row, visits[row["grant_id"]], as_of, exports)
        for row in exports.grants
        if date.fromisoformat(row["disbursed_on"]) <= as_of
    ]


def _seen(
    grant: Mapping[str, str],
    visits: Sequence[Mapping[str, str]],
    as_of: date,
    exports: Exports,
) -> Seen:
    disbursed_on = date.fromisoformat(grant["disbursed_on"])
    programme = grant["programme"]
    founding = int(grant.get("members") or USUAL_MEMBERS[programme]) if DELIVERY[programme] == "group" else 1
    verdicts = [visit for visit in visits if visit["status"] in ("running", "closed")]
    last = max(verdicts, key=lambda visit: visit["visited_on"], default=None)
    active: int | None = None
    if last is not None:
        recorded = last.get("active_members") or None
        if last["status"] == "closed":
            active = 0
        elif DELIVERY[programme] == "individual":
            active = 1
        elif recorded is not None and int(recorded) <= founding:
            active = int(recorded)
    counts = [
        (visit["visited_on"], int(visit["active_members"]))
        for visit in verdicts
        if visit["status"] == "running" and visit.get("active_members")
    ]
    at_most = min(max(counts)[1], founding) if counts else founding
    return Seen(
        programme=programme,
        delivery=DELIVERY[programme],
        regency=grant["regency_code"],
        regency_type=exports.regencies[grant["regency_code"]].regency_type,
        cohort_year=disbursed_on.year,
        business_category=exports.category_of.get(grant["grant_id"]),
        amount_idr=int(grant["amount_idr"]),
        founding=founding,
        budget_year=int(grant.get("budget_year") or disbursed_on.year),
        welfare_decile=int(grant["welfare_decile"]) if grant.get("welfare_decile") else None,
        old_enough=months_later(disbursed_on, 6) <= as_of,
        visited=bool(visits),
        verdict=last["status"] if last is not None else None,
        active=active,
        at_most=at_most,
    )
