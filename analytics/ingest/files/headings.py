"""Which row is the heading, which table a file holds, and what each of its columns is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from analytics.contract import TABLES, Table
from analytics.ingest.cells.values import is_blank
from analytics.ingest.personal import is_personal_heading, masked
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words, phrase

ROWS_SEARCHED = 40
FEWEST_KNOWN_HEADINGS = 2
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
_GROUPED_NAME = re.compile("[-.:]")
_NAMES_OF_GROUPS = re.compile(r"\w+(?:[-.:]\w+)+")
_CODE_LIKE = re.compile(r"(?=\S*\d)\S+")

Record = Sequence[str | None]


@dataclass(frozen=True)
class Heading:
    """The heading of a table as it was found.

    `row` is the heading's last row and `height` how many rows it has; `columns` maps names of the contract to
    positions, `scales` those of amounts that the heading says are in thousands or millions. `unknown`, `personal`
    and `twice` are headings that were not known, that name personal data, and that claim a column together.
    """

    table: Table
    row: int
    height: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]
    scales: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

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
        if all((cell or "").strip() == heading for cell, heading in zip(record, self.cells, strict=False)):
            return "repeated_heading"
        if [re.sub(r"\D", "", cell) for cell in filled] == [str(n + 1) for n in range(len(filled))] and len(filled) > 2:
            return "column_numbers"
        has_code = any(_CODE_LIKE.fullmatch((record[at] or "").strip()) for at in self._key)
        if not has_code and any(_TOTAL.fullmatch(phrase(cell)) for cell in filled):
            return "total_row"
        others = [at for at in self.required if at not in self._key]
        if not has_code and (len(filled) == 1 or (len(filled) == 2 and all(is_blank(record[at]) for at in others))):
            return "note_row"
        return None

    @property
    def _key(self) -> tuple[int, ...]:
        return tuple(self.columns[name] for name in self.table.keys[-1] if name in self.columns)


class HeadingRefusalError(RefusalError):
    """A refusal for what a heading lacks or says twice; the heading travels along, to be corrected by the reader."""

    def __init__(self, code: str, heading: Heading, **details: str | int) -> None:
        super().__init__(code, **details)
        self.heading = heading


# The first rows are read against every table and delimiter: the same few cells many times over.
@lru_cache(maxsize=10_000)
def normalised(heading: str) -> str:
    """A heading without case, accents, punctuation and what stands in brackets; a leading underscore stays."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(c))
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain.casefold())
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    words = re.sub(r"_(?:rp|idr|rupiah)$", "", words) if not words.endswith("_idr") else words
    return f"_{words}" if plain.strip().startswith("_") else words


def find_heading(
    records: Sequence[Record], words: Words, table: str | None = None, chosen: Mapping[str, str | None] | None = None
) -> Heading:
    """The heading among the first records of a file.

    - `table`: the table that the file is said to hold; without it the columns tell.
    - `chosen`: headings that the reader has assigned to columns (None: to none), before any alias.

    Raises RefusalError: `no_heading`, `looks_like_another_table`, `missing_columns`, `duplicate_column`.
    """
    best = _best_heading(records, words, [table] if table else list(TABLES), chosen or {})
    if best is not None and not missing_columns(best):
        if best.twice:
            raise HeadingRefusalError("duplicate_column", best, columns="; ".join(best.twice))
        return _scaled_by_titles(best, records[: best.row - best.height])
    if table:
        other = _best_heading(records, words, [name for name in TABLES if name != table], chosen or {})
        if other is not None and not missing_columns(other):
            raise RefusalError("looks_like_another_table", expected=table, table=other.table.name)
    if best is None:
        raise RefusalError("no_heading")
    raise HeadingRefusalError(
        "missing_columns",
        best,
        table=best.table.name,
        row=best.row,
        columns=", ".join(_with_alias(best.table, name) for name in missing_columns(best)),
    )


def _scaled_by_titles(heading: Heading, titles: Sequence[Record]) -> Heading:
    """The heading, its amounts in the unit that a title above it names ("dalam ribuan rupiah")."""
    said = [cell for record in titles for cell in record if cell and _UNIT_IN_TITLE.search(cell.casefold())]
    if not said:
        return heading
    amounts = {name for name in heading.columns if heading.table.column(name).kind == "rupiah"}
    return replace(heading, scales=dict.fromkeys(amounts, scale_said(said[0])) | dict(heading.scales))


def missing_columns(heading: Heading) -> tuple[str, ...]:
    """Required columns that the heading lacks; of a group of which one is enough, the first."""
    missing = [c.name for c in heading.table.columns if c.required and c.name not in heading.columns]
    groups: dict[str, list[str]] = {}
    for column in heading.table.columns:
        if column.alone_enough:
            groups.setdefault(column.alone_enough, []).append(column.name)
    return (*missing, *(names[0] for names in groups.values() if not heading.columns.keys() & set(names)))


def scale_said(heading: str) -> int:
    """1,000 or 1,000,000 where a heading says that its amounts are in thousands or millions, else 1."""
    text = heading.casefold()
    return 1_000_000 if _MILLIONS.search(text) else 1_000 if _THOUSANDS.search(text) else 1


def _best_heading(
    records: Sequence[Record], words: Words, tables: Sequence[str], chosen: Mapping[str, str | None]
) -> Heading | None:
    names = {table: names_of(TABLES[table], words) for table in tables}
    candidates = [
        _heading(TABLES[table], row, height, cells, names[table], chosen)
        for row, height, cells in _candidate_rows(records)
        for table in tables
    ]
    known = [heading for heading in candidates if len(heading.columns) >= FEWEST_KNOWN_HEADINGS]
    return max(known, key=lambda h: (not missing_columns(h), len(h.columns), -h.height, -h.row), default=None)


def _candidate_rows(records: Sequence[Record]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
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
    table: Table,
    row: int,
    height: int,
    cells: tuple[str, ...],
    names: Mapping[str, str],
    chosen: Mapping[str, str | None],
) -> Heading:
    taken: dict[str, list[int]] = {}
    unknown: list[str] = []
    personal: list[str] = []
    for position, cell in enumerate(cells):
        name = chosen[cell] if cell in chosen else names.get(normalised(cell)) or names.get(normalised(last_part(cell)))
        if name is not None and name in names.values():
            taken.setdefault(name, []).append(position)
        elif cell:
            (personal if is_personal_heading(normalised(last_part(cell))) else unknown).append(cell)
    columns, twice = {}, []
    for name, positions in taken.items():
        if table.column(name).derived:
            continue
        exact = [at for at in positions if normalised(cells[at]) == name]
        if len(positions) > 1 and len(exact) != 1 and table.column(name).stored:
            twice.append(f"{name} ({', '.join(cells[at] for at in positions)})")
        columns[name] = (exact or positions)[0]
        if len(exact) == 1 or table.column(name).stored:
            unknown += [cells[at] for at in positions if at != columns[name]]
    amounts = {name: scale_said(cells[at]) for name, at in columns.items() if table.column(name).kind == "rupiah"}
    return Heading(
        table, row, height, cells, columns,
        {name: scale for name, scale in amounts.items() if scale != 1},
        _shown(unknown), _shown(personal), tuple(twice),
    )  # fmt: skip


def names_of(table: Table, words: Words) -> dict[str, str]:
    """The column that each heading known, normalised, names in a table."""
    names = {normalised(heading): column for heading, column in words.headings[table.name]}
    names |= {normalised(alias): column.name for column in table.columns for alias in column.aliases}
    return names | {normalised(column.name): column.name for column in table.columns}


def last_part(heading: str) -> str:
    """The question of a heading that names its groups before it: `kunjungan/status`, `kunjungan-status` (ODK)."""
    last = heading.rsplit("/", 1)[-1]
    return _GROUPED_NAME.split(last)[-1] if _NAMES_OF_GROUPS.fullmatch(last) else last


def _with_alias(table: Table, name: str) -> str:
    aliases = table.column(name).aliases
    return f"{name} ({aliases[0].replace('_', ' ').title()})" if aliases else name


def _shown(headings: list[str]) -> tuple[str, ...]:
    return tuple(masked(heading)[:LONGEST_HEADING] for heading in headings)


def count_known(records: Sequence[Record], words: Words) -> int:
    """How many columns the best heading among these records knows: what tells a delimiter from another."""
    best = _best_heading(records, words, list(TABLES), {})
    return len(best.columns) if best else 0
