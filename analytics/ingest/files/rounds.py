"""Visits that stand in columns of their own, round beside round, or beside the grants that they are of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from analytics.contract import TABLES
from analytics.ingest.files.heading_names import names_of, normalised
from analytics.ingest.files.headings import Heading, HeadingRefusalError, Record
from analytics.ingest.files.text_tables import Note
from analytics.ingest.vocabulary import Words

FEWEST_ROUNDS = 2
OF_A_VISIT = ("visited_on", "status")

_ROUND = re.compile(r"(?P<what>[a-z_]*?)_*(?P<round>\d{1,4}|i{1,3}|iv|v)")
_OF_ROUNDS = re.compile(
    r"(?:monev|monitoring|kunjungan|visit|status|kondisi|tahap|putaran|round|triwulan|semester|tw|tahun)"
)


def rounds_side_by_side(head: Sequence[Record], words: Words) -> HeadingRefusalError | None:
    """The refusal of a sheet with one column per round of monitoring: a heading of the grant's number, and headings
    that are alike but for a number or year. Read as it stands it would lose every round but one."""
    visits = TABLES["visits"]
    names = names_of("visits", words)
    for row, record in enumerate(head, start=1):
        cells = tuple(" ".join((cell or "").split()) for cell in record)
        ids = [at for at, cell in enumerate(cells) if names.column(cell) == "grant_id"]
        rounds = _rounds(cells)
        if ids and rounds:
            heading = Heading(visits, row, 1, cells, {"grant_id": ids[0]})
            return HeadingRefusalError("wide_monitoring", heading, columns=", ".join(rounds))
    return None


def _rounds(cells: Sequence[str]) -> list[str]:
    """The headings that differ by a number alone and name a visit or its status."""
    alike: dict[str, dict[str, str]] = defaultdict(dict)
    for cell in cells:
        found = _ROUND.fullmatch(normalised(cell))
        if found and _OF_ROUNDS.search(found["what"]):
            alike[found["what"]][found["round"]] = cell
    return [cell for rounds in alike.values() if len(rounds) >= FEWEST_ROUNDS for cell in rounds.values()]


def visits_beside(heading: Heading, words: Words) -> list[Note]:
    """What is to be said of a table of grants with columns of a visit, which are not read with it."""
    if heading.table.name != "grants":
        return []
    names = names_of("visits", words)
    taken = set(heading.columns.values())
    others = [cell for at, cell in enumerate(heading.cells) if at not in taken]
    beside = [cell for cell in others if names.column(cell) in OF_A_VISIT]
    return [Note("visits_beside_grants", ", ".join(beside))] if beside else []


def further_rounds(heading: Heading, words: Words) -> HeadingRefusalError | None:
    """The refusal of a table of visits with a second date or status beside the first: a round that would be lost."""
    if heading.table.name != "visits":
        return None
    names = names_of("visits", words)
    taken = set(heading.columns.values())
    further = []
    for at, cell in enumerate(heading.cells):
        found = _ROUND.fullmatch(normalised(cell)) if at not in taken else None
        if found and names.by_name.get(found["what"]) in OF_A_VISIT:
            further.append(cell)
    return HeadingRefusalError("wide_monitoring", heading, columns=", ".join(further)) if further else None
