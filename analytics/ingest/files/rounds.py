"""Visits that stand in columns of their own, round beside round, or beside the grants that they are of.

Where each round has its date and its status (`Tanggal Kunjungan 1`, `Status 1`, `Kunjungan 2 tanggal`, or a heading
merged over the columns of a round) every round is read as a visit of its own; else the sheet is refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile

import duckdb

from analytics.contract import TABLES
from analytics.ingest.files.grids import Rows
from analytics.ingest.files.heading_names import Names, names_of, normalised
from analytics.ingest.files.headings import Heading, HeadingRefusalError, Record, find_heading
from analytics.ingest.files.records import FindHeading, Walk
from analytics.ingest.files.text_tables import Note, TextTable, fill
from analytics.ingest.vocabulary import Words

MIN_ROUNDS = 2
OF_A_VISIT = ("visited_on", "status")
ROWS_LOOKED_AT = 20

_ROUND = re.compile(r"(?P<what>[a-z_]*?)_*(?P<round>\d{1,4}|i{1,3}|iv|v)")
_OF_ROUNDS = re.compile(
    r"(?:monev|monitoring|kunjungan|visit|status|kondisi|tahap|putaran|round|triwulan|semester|tw|tahun)"
)
_WORD = re.compile(
    r"(?P<stem>[A-Za-z]*?)(?P<round>(?<![A-Za-z])(?:i{1,3}|iv|v)(?![A-Za-z])|(?<!\d)(?:20\d\d|\d{1,2}))(?!\d)", re.I
)
_GROUP = re.compile(
    r"\b(?:ke|monev|monitoring|kunjungan|visit|tahap|putaran|round|triwulan|semester|tw|bulan|tahun)\b[ _\-.:/]*", re.I
)
_BRACKETS = re.compile(r"\((?![\divIV]+\))[^)]*\)|\[(?![\divIV]+\])[^\]]*\]")
"""All but those that hold a round alone."""
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")

Cell = tuple[str, str | None]
"""What a heading says beside its round, and the column of visits that this names."""


def visits_in_rounds(
    head: Sequence[Record], words: Words, chosen: Mapping[str, str | None] | None = None
) -> tuple[Heading, ...]:
    """The heading of each round of a sheet with two rounds or more side by side; none where there are no such rounds.

    Raises HeadingRefusalError(`wide_monitoring`) where a round lacks its date or status, or is told in two ways.
    """
    names = names_of("visits", words)
    for row, height, cells in _rows(head):
        rounds = _rounds_of(cells, names)
        if sum(set(OF_A_VISIT) <= _columns(one) for one in rounds.values()) < MIN_ROUNDS:
            continue
        in_rounds = {at for one in rounds.values() for at in one}
        shared = [names.column(cell) for at, cell in enumerate(cells) if at not in in_rounds]
        of_visits = {label: one for label, one in rounds.items() if _columns(one) & set(OF_A_VISIT)}
        is_plain = shared.count("grant_id") == 1 and not set(OF_A_VISIT) & set(shared)
        if not is_plain or not all(_is_whole(one) for one in of_visits.values()):
            said = ", ".join(cells[at] for one in of_visits.values() for at in one)
            raise HeadingRefusalError("wide_monitoring", _of_ids(row, cells, names), columns=said)
        headings = [
            _heading_of(one, (row, height), cells, in_rounds, words, chosen or {}) for one in of_visits.values()
        ]
        return (headings[0], *(_without_shared(one) for one in headings[1:]))
    return ()


def take_in_rounds(
    connection: duckdb.DuckDBPyConnection, table: TextTable, further: Sequence[Heading], rows: Callable[[], Rows],
    find: FindHeading, *, is_sheet: bool,
) -> list[TextTable]:  # fmt: skip
    """Takes in the first round of a sheet, and each further one as a table of its own.

    Raises HeadingRefusalError where another heading stands further down: to it the rounds are nothing.
    """
    found = [table]
    found += [
        TextTable(
            f"{table.name}_{number}", table.file, heading, table.export, table.sheet,
            counts_from_1904=table.counts_from_1904,
        )
        for number, heading in enumerate(further, start=2)
    ]  # fmt: skip
    for one in found:
        walk = Walk(iter(rows()), find, is_sheet)
        if one is table:
            walk.above(one)
        else:
            walk.rows = dropwhile(lambda row: row[0] <= table.heading.row, walk.rows)
        fill(connection, one, walk.records(one))
        if walk.next_heading:
            raise HeadingRefusalError(
                "wide_monitoring", table.heading, columns=", ".join(filter(None, table.heading.cells))
            )
    days = ", ".join(one.heading.cells[one.heading.columns["visited_on"]] for one in found)
    table.notes.append(Note("rounds_read", details={"rounds": len(found), "columns": days}))
    return found[1:]


def _rows(head: Sequence[Record]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each of the first rows on its own, and with the round that a heading above says, which is merged to the right."""
    above: tuple[str, ...] = ()
    for row, record in enumerate(head[:ROWS_LOOKED_AT], start=1):
        cells = tuple(" ".join((cell or "").split()) for cell in record)
        yield row, 1, cells
        if any(above) and any(cells):
            yield row, 2, tuple(_beneath(above, cells))
        above = cells


def _beneath(above: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    over = ""
    for at, cell in enumerate(cells):
        own = above[at] if at < len(above) else ""
        over = own or over
        yield f"{over} {cell}" if cell and _round_in(over) else cell or own


def _round_in(heading: str) -> tuple[str, str] | None:
    """What a heading says beside its round (a number, a year, a Roman number), and the round; None without one."""
    found = list(_WORD.finditer(_BRACKETS.sub(lambda one: " " * len(one[0]), heading)))
    if not found:
        return None
    kept = heading
    for one in reversed(found):
        kept = f"{kept[: one.start('round')]} {kept[one.end('round') :]}"
    return " ".join(_EMPTY_BRACKETS.sub(" ", kept).replace("_", " ").split()).strip(" -.:/"), " ".join(
        one["round"].casefold() for one in found
    )


def _rounds_of(cells: Sequence[str], names: Names) -> dict[str, dict[int, Cell]]:
    """The cells of each round, in order, by their positions."""
    rounds: dict[str, dict[int, Cell]] = defaultdict(dict)
    for at, cell in enumerate(cells):
        if cell and names.column(cell) != "grant_id" and (found := _round_in(cell)):
            what, label = found
            rounds[label][at] = (what, names.column(what) or names.column(_GROUP.sub("", what).strip(" -.:/")))
    return {label: one for label, one in rounds.items() if any(column for _, column in one.values())}


def _columns(cells: Mapping[int, Cell]) -> set[str]:
    return {column for _, column in cells.values() if column}


def _is_whole(cells: Mapping[int, Cell]) -> bool:
    """Whether a round has its date and its status, and no column twice."""
    said = [column for _, column in cells.values() if column]
    return set(OF_A_VISIT) <= set(said) and len(said) == len(set(said))


def _heading_of(
    own: Mapping[int, Cell], place: tuple[int, int], cells: tuple[str, ...], in_rounds: set[int], words: Words,
    chosen: Mapping[str, str | None],
) -> Heading:  # fmt: skip
    """The heading of one round: what all rounds share, and its own columns. A key of the row is none of its visits."""
    said = []
    for at, cell in enumerate(cells):
        what, column = own.get(at, (cell, None))
        units = " ".join(_BRACKETS.findall(what))
        said.append(f"{column} {units}".strip() if column else "" if at in in_rounds and at not in own else cell)
    heading = find_heading([said], words, "visits", chosen)
    shared = {name for name, at in heading.columns.items() if at not in own}
    columns = {name: at for name, at in heading.columns.items() if (name, name in shared) != ("visit_id", True)}
    return replace(heading, row=place[0], height=place[1], cells=cells, columns=columns, round_at=tuple(own))


def _without_shared(heading: Heading) -> Heading:
    """A further round: what is to be said of the columns that all share is said of the first."""
    own = set(heading.round_at)
    unknown, personal = (tuple(at for at in one if at in own) for one in (heading.unknown_at, heading.personal_at))
    return replace(heading, unknown_at=unknown, personal_at=personal)


def _of_ids(row: int, cells: tuple[str, ...], names: Names) -> Heading:
    ids = [at for at, cell in enumerate(cells) if names.column(cell) == "grant_id"]
    return Heading(TABLES["visits"], row, 1, cells, {"grant_id": ids[0]} if ids else {})


def rounds_side_by_side(head: Sequence[Record], words: Words) -> HeadingRefusalError | None:
    """The refusal of a sheet with one column per round of monitoring: a heading of the grant's number, and headings
    that are alike but for a number or year. Read as it stands it would lose every round but one."""
    names = names_of("visits", words)
    for row, record in enumerate(head, start=1):
        cells = tuple(" ".join((cell or "").split()) for cell in record)
        rounds = _alike(cells)
        heading = _of_ids(row, cells, names)
        if heading.columns and rounds:
            return HeadingRefusalError("wide_monitoring", heading, columns=", ".join(rounds))
    return None


def _alike(cells: Sequence[str]) -> list[str]:
    """The headings that differ by a number alone and name a visit or its status."""
    alike: dict[str, dict[str, str]] = defaultdict(dict)
    for cell in cells:
        found = _ROUND.fullmatch(normalised(cell))
        if found and _OF_ROUNDS.search(found["what"]):
            alike[found["what"]][found["round"]] = cell
    return [cell for rounds in alike.values() if len(rounds) >= MIN_ROUNDS for cell in rounds.values()]


def visits_beside(heading: Heading, words: Words) -> list[Note]:
    """What is to be said of a table of grants with columns of a visit, which are not read with it."""
    if heading.table.name != "grants":
        return []
    names = names_of("visits", words)
    taken = set(heading.columns.values())
    others = [cell for at, cell in enumerate(heading.cells) if at not in taken]
    in_rounds = {at for one in _rounds_of(others, names).values() if _columns(one) & set(OF_A_VISIT) for at in one}
    beside = [cell for at, cell in enumerate(others) if at in in_rounds or names.column(cell) in OF_A_VISIT]
    return [Note("visits_beside_grants", ", ".join(beside))] if beside else []


def further_rounds(heading: Heading, words: Words) -> HeadingRefusalError | None:
    """The refusal of a table of visits with a second date or status beside the first: a round that would be lost."""
    if heading.table.name != "visits":
        return None
    taken = set(heading.columns.values())
    others = [cell if at not in taken else "" for at, cell in enumerate(heading.cells)]
    rounds = _rounds_of(others, names_of("visits", words)).values()
    further = [others[at] for one in rounds for at, (_, column) in one.items() if column in OF_A_VISIT]
    return HeadingRefusalError("wide_monitoring", heading, columns=", ".join(further)) if further else None
