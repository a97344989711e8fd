"""The grant programmes: how each is delivered, what one grant counts as, and what is usual for it.

To add a programme: an entry in `PROGRAMMES` here, and its names in `programme.toml` of every language (`short` and
`name` under its code). Exports may then hold it, filters offer it and figures count it; pictures draw it in ink, with a
shape of its own, until `analytics/charts/palette.py` gives it a colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Delivery = Literal["group", "individual"]
UnitOfCount = Literal["groups", "families", "grants"]


@dataclass(frozen=True)
class Programme:
    """One programme. `usual_members` is what a grant counts for in families where the export leaves it blank.

    Years outside `first_year`..`last_year` and amounts outside `usual_amount_idr` (rupiah, both ends
    included) earn a warning at import and are never a reason to reject.
    """

    code: str
    delivery: Delivery
    unit_of_count: UnitOfCount
    usual_members: int
    first_year: int
    last_year: int | None
    usual_amount_idr: tuple[int, int]


PROGRAMMES: dict[str, Programme] = {
    programme.code: programme
    for programme in (
        Programme("KUBE", "group", "groups", 5, 2016, None, (10_000_000, 25_000_000)),
        Programme("WRSE", "individual", "families", 1, 2017, 2024, (2_000_000, 6_000_000)),
        Programme("UEP", "individual", "families", 1, 2024, None, (3_000_000, 6_000_000)),
    )
}


def unit_of_count(codes: set[str] | frozenset[str]) -> UnitOfCount:
    """What a bare n counts when grants of these programmes are counted together: mixed ones are grants."""
    units = {PROGRAMMES[code].unit_of_count for code in codes}
    return units.pop() if len(units) == 1 else "grants"
