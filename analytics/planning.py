"""What the planner of the grant size asks of the records, by the same way as figures: ask the store, hand the rows to
the estimators.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.estimators.grant_size_records import AmountRecords, StillRunning, amount_records, still_running
from analytics.store import Selection, Store


@dataclass(frozen=True)
class AmountsOnRecord:
    """What the records can say about the amount, in rupiah of December of `prices_of_year`."""

    records: AmountRecords
    prices_of_year: int


def amounts_on_record(store: Store, *, as_of: date, where: Selection) -> AmountsOnRecord:
    """Over all programmes that the selection leaves: an amount that goes with a programme must show as such."""
    amounts = store.query("grant_amounts", as_of=as_of, picked=where)
    last_year = int(store.query("price_index")["year"].iloc[-1])
    return AmountsOnRecord(amount_records(amounts), last_year)


def mentoring(store: Store, *, as_of: date, where: Selection, programme: str) -> tuple[StillRunning, ...]:
    """Mentored and not mentored grants of a programme; fewer than two rows where the export tells no difference."""
    rows = store.query("mentoring", as_of=as_of, picked={**where, "programme": [programme]})
    return still_running(rows, ["mentored"])
