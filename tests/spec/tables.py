"""Small tables in: grants that are alike, with what their visits found, and the one figure that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import cycle, islice
from typing import Any

from analytics.answers.figures import figures
from analytics.estimate import CompleteCount, Estimate, Sampling, Target
from analytics.store.database import Store

Row = dict[str, object]
Found = tuple[str, str] | tuple[str, str, int | None]
"""A visit: the day, what it found, and (of a group) how many members were active."""

BERAU, SAMARINDA, BONTANG = "64.03", "64.72", "64.74"
TEN = ("64.01", "64.02", "64.03", "64.07", "64.08", "64.09", "64.11", "64.71", "64.72", "64.74")
"""The regencies and cities of the province; Berau has 12,300 poor people, Bontang 7,910, all together 230,270."""

USUAL_AMOUNT_IDR = {"KUBE": 20_000_000, "WRSE": 3_000_000, "UEP": 5_000_000}
USUAL_MEMBERS = {"KUBE": 5, "WRSE": 1, "UEP": 1}
LONG_AGO, ON = "2024-01-15", date(2025, 6, 30)
"""When grants of the tables were disbursed, unless they say otherwise, and the day of the figures."""

RUNNING: Found = ("2025-03-01", "running")
CLOSED: Found = ("2025-03-01", "closed")
MOVED: Found = ("2025-03-01", "moved")
NOT_FOUND: Found = ("2025-03-01", "not_found")


def running_with(active_members: int | None) -> Found:
    return ("2025-03-01", "running", active_members)


class Tables:
    """Collects grants and their visits, with ids of their own, and targets."""

    def __init__(self, grants: Sequence[Row] = (), visits: Sequence[Row] = ()) -> None:
        self.grants = list(grants)
        self.visits = list(visits)
        self.targets: list[Row] = []

    def add(
        self,
        count: int,
        programme: str,
        *found: Found,
        regencies: Sequence[str] = (SAMARINDA,),
        recorded: Mapping[str, object] | None = None,
        **columns: Any,
    ) -> Tables:
        """`count` grants of a programme, dealt out over `regencies` in turn, each visited as `found` says.

        `recorded`: further columns of each of these visits; `columns`: of each of the grants.
        """
        for regency in islice(cycle(regencies), count):
            grant: Row = {
                "grant_id": f"G{len(self.grants):04d}",
                "programme": programme,
                "regency_code": regency,
                "amount_idr": USUAL_AMOUNT_IDR[programme],
                "members": USUAL_MEMBERS[programme],
                "disbursed_on": LONG_AGO,
                "business_type": "kue",
            } | columns
            self.grants.append(grant)
            for visited_on, status, *active in found:
                self.visits.append(
                    {
                        "visit_id": f"V{len(self.visits):04d}",
                        "grant_id": grant["grant_id"],
                        "visited_on": visited_on,
                        "status": status,
                        "active_members": active[0] if active else None,
                    }
                    | dict(recorded or {})
                )
        return self

    def target(self, year: int, regency: str, programme: str, target_grants: int) -> Tables:
        self.targets.append(
            {"year": year, "regency_code": regency, "programme": programme, "target_grants": target_grants}
        )
        return self


StoreOf = Callable[[Tables], Store]


def figure(store: Store, key: str, as_of: date = ON, **where: Sequence[str | int]) -> Estimate:
    (estimate,) = figures(store, key, as_of=as_of, where=where)
    return estimate


def ends(estimate: Estimate, method: str, target: Target | None = None) -> tuple[float, float]:
    """Of the one interval of this method and, where the method serves for both, of this target."""
    (found,) = [
        (interval.lower, interval.upper)
        for interval in estimate.intervals
        if not isinstance(interval, CompleteCount) and interval.method == method
        if target is None or (isinstance(interval, Sampling) and interval.target == target)
    ]
    return found
