"""A figure at the end of each half-year, as the records until then tell it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analytics.answers.figures import figures
from analytics.estimate import Estimate
from analytics.store.database import Selection, Store

TREND = ("persistence_rate", "persistence_nowcast", "visited_rate")
USUAL_HALF_YEARS = 8


def half_year_ends(as_of: date, most: int) -> tuple[date, ...]:
    """The last `most` days that end a half-year (30 June, 31 December) up to and with the as-of date, the earliest
    first."""
    years = range(as_of.year - most, as_of.year + 1)
    ends = [date(year, month, day) for year in years for month, day in ((6, 30), (12, 31))]
    return tuple([end for end in ends if end <= as_of][-most:]) if most > 0 else ()


def over_time(
    store: Store,
    keys: Sequence[str],
    *,
    as_of: date | None = None,
    by: Sequence[str] = (),
    where: Selection | None = None,
    half_years: int = USUAL_HALF_YEARS,
) -> list[Estimate]:
    """The Estimates of these indicators at each half-year's end, each `as_of` its day. Other arguments and errors are
    those of `figures`."""
    ends = half_year_ends(as_of or store.latest_on, half_years)
    return [one for day in ends for key in keys for one in figures(store, key, as_of=day, by=by, where=where)]
