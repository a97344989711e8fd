"""Whom to visit next, drawn at random, and what the interval of the audit estimator will then be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.answers.figures import figures
from analytics.methods.audit_draw import draw, expected_width, visits_for
from analytics.store.database import Selection, Store


@dataclass(frozen=True)
class AuditPlan:
    """A random draw among the `frame` grants at least 6 months old that are not known closed.

    - `width_before`: of the interval of `persistence_audited` now, a fraction of 1; without random visits all of the
      frame may run or none.
    - `width_after`: once `visits` random visits are in (half of them running, the widest case); None under 20.
    - `audited`: random visits with a verdict behind `width_before`.
    - `drawn`: the grants to visit, by regency and id: grant_id, programme, regency_code, district, disbursed_on,
      last_visited_on.
    """

    frame: int
    known_closed: int
    audited: int
    visits: int
    width_before: float
    width_after: float | None
    drawn: pd.DataFrame


def audit_plan(
    store: Store,
    *,
    as_of: date | None = None,
    where: Selection | None = None,
    visits: int | None = None,
    width_points: float | None = None,
    seed: int = 1,
) -> AuditPlan:
    """The draw of `visits` grants, or of as many as make the interval at most `width_points` (percentage points) wide.

    Never more than the frame holds; all of it where it holds under 20. Raises ValueError unless one of the two is
    given.
    """
    if (visits is None) == (width_points is None):
        raise ValueError("either visits or a width")
    day = as_of or store.latest_on
    grants = store.query("audit_frame", as_of=day, picked=where or {})
    (audited,) = figures(store, "persistence_audited", as_of=day, where=where)
    frame = np.asarray(grants.groupby("regency_code").size(), dtype=np.float64)
    known_closed = audited.counts["known_closed"]
    if visits is None:
        visits = visits_for(frame, known_closed, (width_points or 0.0) / 100) or len(grants)
    visits = min(visits, len(grants))
    ids = draw(grants, visits, seed, day)
    now = audited.sampling
    nothing_known = len(grants) / max(1, len(grants) + known_closed)
    return AuditPlan(
        frame=len(grants),
        known_closed=known_closed,
        audited=audited.n if now else 0,
        visits=visits,
        width_before=now.width if now else nothing_known,
        width_after=expected_width(frame, known_closed, visits),
        drawn=grants.set_index("grant_id").loc[ids].reset_index(),
    )


MAX_OVERDUE = 1_000


def grants_to_visit(
    store: Store, *, as_of: date | None = None, where: Selection | None = None, visits: int, seed: int = 1
) -> pd.DataFrame:
    """What a visit form is preloaded with: grant_id, regency_code, place (its name), district and visit_reason.

    First the random draw (`audit`), then the overdue that it does not hold (`routine`), at most `MAX_OVERDUE`, the
    longest unseen first.
    """
    day = as_of or store.latest_on
    drawn = audit_plan(store, as_of=day, where=where, visits=visits, seed=seed).drawn
    overdue = store.query("overdue", as_of=day, picked=where or {}, most=MAX_OVERDUE)
    overdue = overdue[~overdue["grant_id"].isin(drawn["grant_id"])]
    found = pd.concat([drawn.assign(visit_reason="audit"), overdue.assign(visit_reason="routine")], ignore_index=True)
    names = store.query("regencies").set_index("regency_code")["regency_name"]
    found["place"] = found["regency_code"].map(names)
    return found[["grant_id", "regency_code", "place", "district", "visit_reason"]]
