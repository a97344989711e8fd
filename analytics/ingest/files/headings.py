"""Which row is the heading, which table a file holds, and what each of its columns is."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from analytics.contract import TABLES, Column, Table
from analytics.ingest.cells.values import is_blank
from analytics.ingest.files.heading_names import QUALIFYING, Names, is_unit, last_part, names_of, normalised, parts
from analytics.ingest.personal import MASK, is_personal_heading, masked
from analytics.ingest.report import Details, RefusalError
from analytics.ingest.vocabulary import Words, phrase

ROWS_SEARCHED = 40
MAX_BELOW_A_COUNT = 1_000
"""What a column that counts grants stays below, and no amount of one in rupiah does."""
MIN_KNOWN_HEADINGS = 2
LONGEST_HEADING = 60
LONGEST_SEARCHED = 300
FIRST_NUMBERS = ("1", "(1)", "1.")
"""How a row of column numbers begins."""

_MILLIONS = re.compile(r"\b(?:juta|jutaan|jt|millions?)\b|(?<!\d)(?:1[.,])?000[., ]000\b")
_THOUSANDS = re.compile(r"\b(?:ribu|ribuan|rb|thousands?)\b|(?<!\d)(?:1[.,]?)?000\b")
_UNIT_IN_TITLE = re.compile(
    r"\b(?:dalam|in) (?:rp\.? ?|rupiah )?(?:ribu|juta|thousand|million)|(?:ribu|juta)an? (?:rp|rupiah)"
)
_TOTAL = re.compile(r"(?:(?:grand|sub) ?)?(?:jumlah|total|subtotal)(?: .*)?|rata rata(?: .*)?|rerata(?: .*)?")
_REALISED = re.compile(r"\b(?:realisasi|terealisasi|direalisasikan|disalurkan|dicairkan|diterima|realised|disbursed)\b")
_BUDGET = re.compile(r"\b(?:pagu|anggaran|rencana|usulan|alokasi|budget|planned)\b")
_MEMBER = re.compile(r"\b(?:anggota|members?)\b")
_TICKS = frozenset({"0", "1", "0.0", "1.0", "true", "false"})
_LONG_NUMBER = re.compile(r"\d{3}")
_CODE_LIKE = re.compile(r"(?=\S*\d)\S+")
_BY_LETTERS = re.compile(rf"{MASK} ([A-Z]{{1,3}})")

Record = Sequence[str | None]


class HeadingNote(NamedTuple):
    """Something that the reader should know of how a heading was read: a word of `ingest.warning`."""

    reason: str
    column: str
    details: Details


@dataclass(frozen=True)
class Heading:
    """The heading of a table as it was found.

    `row` is the heading's last row and `height` how many rows it has; `columns` maps names of the contract to
    positions, `scales` those of amounts that the heading says are in thousands or millions. `unknown_at` and
    `personal_at` are the positions of headings that were not known and that name personal data, `twice` the columns
    that several claim together, `round_at` the positions of a round of visits beside others. `qualified` are headings
    that would name a column but for their brackets. `names_row` and `units_row` are its two rows where the lower has
    nothing but units.
    """

    table: Table
    row: int
    height: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]
    scales: Mapping[str, int] = field(default_factory=dict)
    unknown_at: tuple[int, ...] = ()
    personal_at: tuple[int, ...] = ()
    twice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    qualified: Mapping[str, str] = field(default_factory=dict)
    round_at: tuple[int, ...] = ()
    notes: tuple[HeadingNote, ...] = ()
    names_row: tuple[str, ...] = ()
    units_row: tuple[str, ...] = ()

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the reader calls its cells."""
        return labels(self.cells)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The labels of the headings that were not known."""
        return tuple(self.labels[at] for at in self.unknown_at)

    @property
    def personal(self) -> tuple[str, ...]:
        """The labels of the headings that name personal data."""
        return tuple(self.labels[at] for at in self.personal_at)

    @property
    def names_members(self) -> bool:
        """Whether a personal heading says that it is of the members of groups, so that a row may be a member."""
        return any(_MEMBER.search(self.cells[at].casefold()) for at in self.personal_at)

    @cached_property
    def required(self) -> tuple[int, ...]:
        """Positions of the columns without which a record is none."""
        return tuple(self.columns[c.name] for c in self.table.columns if c.required and c.name in self.columns)

    def odd_record(self, record: Record) -> bool:
        """Whether a record must be looked at before it is taken for data."""
        return any(is_blank(record[at]) for at in self.required) or record[0] in (self.cells[0], *FIRST_NUMBERS)

    def not_a_record(self, record: Record) -> str | None:
        """Why an odd record is no record of anything; None where it is one and must be checked as such."""
        filled = [cell for cell in record if cell is not None and cell.strip()]
        if not filled:
            return "blank_row"
        said = [" ".join((cell or "").split()) for cell in record]
        for row in (self.cells, self.names_row, self.units_row):
            if row and all(cell == heading for cell, heading in zip(said, row, strict=False)):
                return "repeated_heading"
        if [re.sub(r"\D", "", cell) for cell in filled] == [str(n + 1) for n in range(len(filled))] and len(filled) > 2:
            return "column_numbers"
        has_code = any(_CODE_LIKE.fullmatch((record[at] or "").strip()) for at in self._key)
        if not has_code and any(_TOTAL.fullmatch(phrase(cell)) for cell in filled):
            return "total_row"
        others = [at for at in self.required if at not in self._key]
        if not has_code and (len(filled) == 1 or (len(filled) == 2 and all(is_blank(record[at]) for at in others))):
            return "note_row"
        return "round_blank" if self.round_at and all(is_blank(record[at]) for at in self.round_at) else None

    @property
    def _key(self) -> tuple[int, ...]:
        return tuple(self.columns[name] for name in self.table.keys[-1] if name in self.columns)


class HeadingRefusalError(RefusalError):
    """A refusal for what a heading lacks or says twice; the heading travels along, to be corrected by the reader."""

    def __init__(self, code: str, heading: Heading, **details: str | int) -> None:
        super().__init__(code, **details)
        self.heading = heading


UNKNOWN_HEADINGS = ("no_heading", "headings_unknown")
"""Refusals for that fewer than two headings are known."""


class UnknownHeadingsError(RefusalError):
    """A refusal for headings of which fewer than two are known: `headings_unknown`, or `no_heading` where no row is
    like one. The labels of the row that may be one travel along."""

    def __init__(self, code: str, row: int, shown: tuple[str, ...]) -> None:
        super().__init__(code, row=row, columns="; ".join(shown)[:LONGEST_SEARCHED])
        self.shown = shown


def labels(cells: Record) -> tuple[str, ...]:
    """What each heading is called on the page and in a recipe: personal numbers covered, cut short, the second of its
    like and any further numbered; blank where there is none."""
    seen: Counter[str] = Counter()
    said = []
    for cell in cells:
        plain = masked(" ".join((cell or "")[:LONGEST_SEARCHED].split()))[:LONGEST_HEADING]
        seen[plain] += 1
        said.append(f"{plain} ({seen[plain]})" if plain and seen[plain] > 1 else plain)
    return tuple(said)


def covered(said: Sequence[str], words: Words) -> tuple[str, ...]:
    """The labels of the headings there are, those without a word that headings have told by their column's letters:
    where a heading is not known, it may be a person."""
    known = _heading_words(words)
    return tuple(
        label if known.intersection(phrase(label).split()) else f"{MASK} {column_letters(at)}"
        for at, label in enumerate(said)
        if label
    )


def column_letters(at: int) -> str:
    """The letters that a spreadsheet shows for a column, from 0."""
    letters = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def column_at(label: str) -> int | None:
    """The position of a column that is told by its letters alone; None for any other label."""
    said = _BY_LETTERS.fullmatch(label)
    return functools.reduce(lambda at, letter: at * 26 + ord(letter) - 64, said[1], 0) - 1 if said else None


def find_heading(
    records: Sequence[Record], words: Words, table: str | None = None, chosen: Mapping[str, str | None] | None = None
) -> Heading:
    """The heading among the first records of a file.

    - `table`: the table that the file is said to hold; without it the columns tell.
    - `chosen`: labels of headings that the reader has assigned to columns (None: to none), before any alias.

    Raises RefusalError: `no_heading`, `headings_unknown`, `looks_like_another_table`, `missing_columns`,
    `heading_qualified`, `duplicate_column`.
    """
    best = _best_heading(records, words, [table] if table else list(TABLES), chosen or {})
    if best is not None and (units := _units_below(best, records)):
        best = _with_units(best, units, records, words, chosen or {})
    if best is not None and not missing_columns(best):
        if best.twice:
            claimed = "; ".join(f"{name} ({', '.join(said)})" for name, said in best.twice.items())
            raise HeadingRefusalError("duplicate_column", best, columns=claimed)
        return _scaled_by_titles(best, records[: best.row - best.height])
    if table:
        other = _best_heading(records, words, [name for name in TABLES if name != table], chosen or {})
        if other is not None and not missing_columns(other):
            raise RefusalError("looks_like_another_table", expected=table, table=other.table.name)
    if best is None:
        raise _unknown_headings(records, words) or RefusalError("no_heading")
    for name in missing_columns(best):
        if said := best.qualified.get(name):
            raise HeadingRefusalError("heading_qualified", best, column=name, said=masked(said)[:LONGEST_HEADING])
    raise HeadingRefusalError(
        "missing_columns",
        best,
        table=best.table.name,
        row=best.row,
        columns=", ".join(_with_alias(best.table, name) for name in missing_columns(best)),
    )


def _units_below(heading: Heading, records: Sequence[Record]) -> tuple[str, ...]:
    """The row below a heading where each of its cells is a unit of the heading above it: "(ribu Rp)", "Rp"."""
    below = records[heading.row] if heading.row < len(records) else ()
    cells = tuple(" ".join((cell or "").split()) for cell in below)
    above = heading.cells + ("",) * (len(cells) - len(heading.cells))
    filled = [(cell, said) for cell, said in zip(cells, above, strict=False) if cell]
    return cells if filled and all(said and is_unit(cell) for cell, said in filled) else ()


def _with_units(
    heading: Heading, units: tuple[str, ...], records: Sequence[Record], words: Words,
    chosen: Mapping[str, str | None],
) -> Heading:  # fmt: skip
    padded = units + ("",) * (len(heading.cells) - len(units))
    cells = tuple(
        f"{cell} ({unit.strip('()[] ')})" if unit else cell for cell, unit in zip(heading.cells, padded, strict=False)
    )
    below = records[heading.row + 1 : heading.row + 1 + ROWS_SEARCHED]
    place = (heading.row + 1, heading.height + 1)
    found = _heading(names_of(heading.table.name, words), place, cells, below, chosen)
    return replace(found, names_row=heading.cells, units_row=padded)


def _scaled_by_titles(heading: Heading, titles: Sequence[Record]) -> Heading:
    """The heading, its amounts in the unit that a title above it names ("dalam ribuan rupiah")."""
    said = [cell for record in titles for cell in record if cell and _UNIT_IN_TITLE.search(cell.casefold())]
    if not said:
        return heading
    amounts = {name for name in heading.columns if heading.table.column(name).kind == "rupiah"}
    return replace(heading, scales=dict.fromkeys(amounts, scale_said(said[0])) | dict(heading.scales))


def missing_columns(heading: Heading) -> tuple[str, ...]:
    """Required columns that the heading lacks; of a group of which one is enough, the first."""
    return heading.table.missing(heading.columns)


def scale_said(heading: str) -> int:
    """1,000 or 1,000,000 where a heading says that its amounts are in thousands or millions, else 1."""
    text = heading.casefold()
    return 1_000_000 if _MILLIONS.search(text) else 1_000 if _THOUSANDS.search(text) else 1


def _unknown_headings(records: Sequence[Record], words: Words) -> UnknownHeadingsError | None:
    """The first row of which half the cells, and two or more, have a word that headings have; else the first with two
    cells that hold no long number; None where there is none."""
    like_one = None
    for row, _, cells in candidate_rows(records):
        filled = [cell for cell in cells if cell]
        if len(filled) < MIN_KNOWN_HEADINGS or any(_LONG_NUMBER.search(cell) for cell in filled):
            continue
        shown = covered(labels(cells), words)
        if sum(column_at(one) is None for one in shown) >= max(MIN_KNOWN_HEADINGS, len(filled) / 2):
            return UnknownHeadingsError("headings_unknown", row, shown)
        like_one = like_one or UnknownHeadingsError("no_heading", row, shown)
    return like_one


# Words are one object as long as they are in force.
@lru_cache(maxsize=4)
def _heading_words(words: Words) -> frozenset[str]:
    """Words that no person is called, and those of headings."""
    said = [heading for headings in words.headings.values() for heading, _ in headings]
    said += [name for table in TABLES.values() for column in table.columns for name in (column.name, *column.aliases)]
    return frozenset({*words.plain, *(word for heading in said for word in phrase(heading).split())})


def _best_heading(
    records: Sequence[Record], words: Words, tables: Sequence[str], chosen: Mapping[str, str | None]
) -> Heading | None:
    candidates = [
        _heading(names_of(table, words), (row, height), cells, records[row : row + ROWS_SEARCHED], chosen)
        for row, height, cells in candidate_rows(records)
        for table in tables
    ]
    known = [heading for heading in candidates if len(heading.columns) >= MIN_KNOWN_HEADINGS]
    return max(known, key=lambda h: (not missing_columns(h), len(h.columns), -h.height, -h.row), default=None)


def candidate_rows(records: Sequence[Record]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each of the first rows on its own, and with what the row above says where it is blank (merged headings)."""
    above: tuple[str, ...] = ()
    for row, record in enumerate(records[:ROWS_SEARCHED], start=1):
        cells = tuple(" ".join(cell.split()) if cell and len(cell) <= LONGEST_SEARCHED else "" for cell in record)
        yield row, 1, cells
        if any(above) and not all(cells):
            padded = above + ("",) * (len(cells) - len(above))
            yield row, 2, tuple(cell or upper for cell, upper in zip(cells, padded, strict=False))
        above = cells


def _heading(
    names: Names, place: tuple[int, int], cells: tuple[str, ...], below: Sequence[Record],
    chosen: Mapping[str, str | None],
) -> Heading:  # fmt: skip
    table = names.table
    ticks = ticks_of_questions(cells, below, names)
    assigned = _assigned(cells, chosen)
    taken: dict[str, list[int]] = defaultdict(list)
    for position, cell in enumerate(cells):
        name = assigned.get(position)
        if cell and position not in assigned and position not in ticks:
            said = names.column(cell)
            name = None if said in assigned.values() else said
        if name is not None and name in names.columns:
            taken[name].append(position)
    _take_groups(taken, cells, names, {*assigned, *ticks})
    columns: dict[str, int] = {}
    twice: dict[str, tuple[str, ...]] = {}
    notes = []
    for name, positions in taken.items():
        if table.column(name).derived:
            continue
        columns[name], note = _one_of(table, name, positions, cells, below)
        if note:
            notes.append(note)
        elif _is_claimed_twice(table.column(name), positions, columns[name], cells):
            twice[name] = tuple(labels(cells)[at] for at in positions)
    dropped = [name for name in taken if not (table.column(name).stored or table.column(name).alone_enough)]
    used = {*columns.values(), *(at for name in dropped for at in taken[name])}
    left = [at for at, cell in enumerate(cells) if cell and at not in used]
    personal = tuple(at for at in left if is_personal(cells[at]))
    named = [cells[at] for at in sorted(ticks) if at not in assigned and names.column(cells[at])]
    if named:
        notes.append(HeadingNote("ticks_of_question", ", ".join(_shown(named)), {}))
    amounts = {name: scale_said(cells[at]) for name, at in columns.items() if table.column(name).kind == "rupiah"}
    return Heading(
        table, *place, cells, columns,
        {name: scale for name, scale in amounts.items() if scale != 1},
        tuple(at for at in left if at not in personal), personal, twice,
        {name: cells[at] for at in left if at not in assigned and (name := names.qualified(cells[at]))},
        notes=tuple(notes),
    )  # fmt: skip


def _assigned(cells: Sequence[str], chosen: Mapping[str, str | None]) -> dict[int, str | None]:
    """The positions of headings that the reader has assigned, by their labels or by the letters of their columns."""
    if not chosen:
        return {}
    by_letters = {at: name for label, name in chosen.items() if (at := column_at(label)) is not None}
    said = {at: label for at, label in enumerate(labels(cells)) if label}
    found = {at: by_letters[at] for at in said if at in by_letters}
    return found | {at: chosen[label] for at, label in said.items() if label in chosen}


def ticks_of_questions(cells: Sequence[str], below: Sequence[Record], names: Names) -> set[int]:
    """Positions of the options of a question, one column each, ticked by 0 and 1 (select_multiple of KoboToolbox).

    They stand in the path of a question that has a column of its own, or form a group of which all cells are ticks and
    not every heading is known otherwise.
    """
    said = {cell.casefold() for cell in cells if cell}
    found: set[int] = set()
    groups: dict[str, list[int]] = defaultdict(list)
    for at, cell in enumerate(cells):
        paths = [group.casefold() for group, _ in parts(cell) if group]
        if said.intersection(paths):
            found.add(at)
        elif "/" in cell and paths:
            groups[paths[-1]].append(at)
    for positions in groups.values():
        known = [names.column(cells[at]) for at in positions]
        if None in known and len(positions) > 1 and all(_is_ticked(below, at) for at in positions):
            found.update(
                at for at, name in zip(positions, known, strict=True)
                if name is None or names.table.column(name).kind != "boolean"
            )  # fmt: skip
    return found


def _is_ticked(below: Sequence[Record], at: int) -> bool:
    return _all_below(below, at, lambda cell: cell.casefold() in _TICKS)


def _all_below(below: Sequence[Record], at: int, holds: Callable[[str], bool]) -> bool:
    """Whether there are filled cells below a heading, and all of them are such."""
    filled = [cell.strip() for record in below if at < len(record) and (cell := record[at]) and not is_blank(cell)]
    return bool(filled) and all(map(holds, filled))


def _take_groups(taken: dict[str, list[int]], cells: Sequence[str], names: Names, but: set[int]) -> None:
    """Takes headings of groups joined by underscores (`kunjungan_status`), where two of a group or more are known and
    the column is not named otherwise."""
    said = {normalised(cell) for cell in cells}
    used = {at for positions in taken.values() for at in positions} | but
    groups: dict[str, dict[int, str]] = defaultdict(dict)
    for at, cell in enumerate(cells):
        words = normalised(cell).split("_")
        for first in range(1, len(words)) if at not in used else ():
            group, column = "_".join(words[:first]), names.by_name.get("_".join(words[first:]))
            if group and column and group not in said and not QUALIFYING.intersection(words[:first]):
                groups[group][at] = column
    for members in groups.values():
        if len(set(members.values())) >= MIN_KNOWN_HEADINGS:
            free = {at: column for at, column in members.items() if column not in taken and at not in used}
            for at, column in free.items():
                taken[column].append(at)
                used.add(at)


def _one_of(
    table: Table, name: str, positions: Sequence[int], cells: Sequence[str], below: Sequence[Record]
) -> tuple[int, HeadingNote | None]:
    """Which of the headings that claim a column is taken, and what is to be said of the choice.

    Of keys, the one that outlasts edits; of amounts, the one realised beside budgets, and the one in rupiah beside
    counts of grants.
    """
    exact = [at for at in positions if normalised(cells[at]) == name]
    lasting = [at for at in positions if normalised(last_part(cells[at])) == table.column(name).lasting]
    if len(lasting) == 1 < len(positions) and not exact:
        beside = [cells[at] for at in positions if at not in lasting]
        return lasting[0], HeadingNote(
            "lasting_key_taken", name, {"said": masked(cells[lasting[0]]), "others": ", ".join(_shown(beside))}
        )
    is_same = len({normalised(cells[at]) for at in positions}) < len(positions)
    if len(positions) == 1 or len(exact) == 1 or is_same or table.column(name).kind != "rupiah":
        return (exact or positions)[0], None
    realised = [at for at in positions if _REALISED.search(cells[at].casefold())]
    budgets = [at for at in positions if at not in realised and _BUDGET.search(cells[at].casefold())]
    counts = [at for at in positions if scale_said(cells[at]) == 1 and _all_below(below, at, _is_small_count)]
    for reason, others in (("realised_amount_taken", budgets), ("count_is_no_amount", counts)):
        amounts = [at for at in positions if at not in others]
        if len(amounts) == 1 and (others is counts or amounts == realised):
            said = {"said": masked(cells[amounts[0]]), "others": ", ".join(_shown([cells[at] for at in others]))}
            return amounts[0], HeadingNote(reason, name, said)
    return positions[0], None


def _is_small_count(cell: str) -> bool:
    return cell.isdecimal() and int(cell) < MAX_BELOW_A_COUNT


def _is_claimed_twice(column: Column, positions: Sequence[int], taken: int, cells: Sequence[str]) -> bool:
    """Whether headings claim a column together, none of them alone by the column's own name."""
    matters = column.stored or column.alone_enough is not None
    is_exact = [one for one in positions if normalised(cells[one]) == column.name] == [taken]
    return matters and len(positions) > 1 and not is_exact


def is_personal(heading: str) -> bool:
    """Whether a heading, or what stands behind its groups, names personal data."""
    return any(is_personal_heading(normalised(part)) for _, part in parts(heading))


def _with_alias(table: Table, name: str) -> str:
    aliases = table.column(name).aliases
    return f"{name} ({aliases[0].replace('_', ' ').title()})" if aliases else name


def _shown(headings: Sequence[str]) -> tuple[str, ...]:
    return tuple(masked(heading)[:LONGEST_HEADING] for heading in headings)


def count_known(records: Sequence[Record], words: Words) -> int:
    """How many columns the best heading among these records knows: what tells a delimiter from another."""
    best = _best_heading(records, words, list(TABLES), {})
    return len(best.columns) if best else 0
