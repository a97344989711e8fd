"""The rows of a sheet out of its XML, as a stream: each cell as the text that a CSV would hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import ascii_uppercase, digits
from typing import IO
from xml.parsers import expat

MOST_COLUMNS = 200
MOST_ROWS = 1_048_576
BYTES_AT_ONCE = 1 << 18
LONGEST_MARK = 1_000_000
"""Bytes of one tag or comment: the parser goes over an unfinished one again with every block."""
LONGEST_WHOLE = 10**15
"""A whole number below it is written without a point."""
MILLISECONDS_A_DAY = 86_400_000
NO_DAY = "#VALUE!"
_ESCAPED = re.compile("_x((?!d[89a-f])[0-9a-f]{4})_", re.IGNORECASE)

Attributes = Mapping[str, str]
Row = tuple[int, list[str | None]]
"""A row's number as a spreadsheet shows it, and its cells to the last that holds anything."""


@dataclass(frozen=True)
class Styles:
    """The styles that show a number as a day or a time of day, those that show it as a length of time, and the day
    from which days are counted."""

    days: Collection[str] = ()
    lengths: Collection[str] = ()
    counted_from: datetime = datetime(1899, 12, 30)


def parser_of(
    start: Callable[[str, Attributes], object], end: Callable[[str], object] | None = None
) -> expat.XMLParserType:
    """A parser that calls `start` and `end`. A DTD, and with it any entity of the document's own, is a ValueError."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_dtd
    return parser


def _refuse_dtd(*_declared: object) -> None:
    raise ValueError("no part of a workbook has a document type")


def parsed(parser: expat.XMLParserType, stream: IO[bytes]) -> Iterator[None]:
    """Parses a stream, with a pause after each block. Raises ValueError or ExpatError where it is damaged."""
    given = 0
    while block := stream.read(BYTES_AT_ONCE):
        parser.Parse(block)
        given += len(block)
        if given - parser.CurrentByteIndex > LONGEST_MARK:
            raise ValueError("a tag without an end")
        yield
    parser.Parse(b"", True)


def rows(stream: IO[bytes], strings: Sequence[str], styles: Styles) -> Iterator[Row]:
    """The rows that hold anything, in order, to `MOST_COLUMNS` and `MOST_ROWS`.

    What the sheet says of its own size is not asked. Raises ValueError, LookupError or ExpatError where the sheet is
    damaged, and whatever the stream raises.
    """
    parser, found = _listening(strings, styles)
    for _ in parsed(parser, stream):
        for row in found:
            if row[0] > MOST_ROWS:
                return
            yield row
        found.clear()


def _listening(strings: Sequence[str], styles: Styles) -> tuple[expat.XMLParserType, list[Row]]:
    """A parser of a sheet, and the list to which it adds the rows that it comes by."""
    found: list[Row] = []
    heard: list[str] = []
    hear = heard.append
    positions = _Positions()
    c = v = t = row = ""
    number = at = 0
    cell: Attributes = {}
    cells: list[str | None] = []

    # Four calls a cell, where an import of a workbook spends its time: local names, the commonest first.
    def start(name: str, attributes: Attributes) -> None:
        nonlocal at, cell, cells, number
        if name == c:
            cell = attributes
            at += 1
        elif name in (v, t):
            parser.CharacterDataHandler = hear
        elif name == row:
            at, cells = -1, []
            number = max(number + 1, int(attributes.get("r", 0)))

    def end(name: str) -> None:
        nonlocal at
        if name != c:
            parser.CharacterDataHandler = None
            if name == row and cells:
                found.append((number, cells))
        elif heard:
            text = _text("".join(heard), cell, strings, styles)
            heard.clear()
            at = positions[cell["r"].rstrip(digits)] if "r" in cell else at
            if text and at < MOST_COLUMNS:
                cells.extend([None] * (at - len(cells)))
                cells[at : at + 1] = [text]

    def first(name: str, _attributes: Attributes) -> None:
        nonlocal c, v, t, row
        prefix = name.removesuffix("worksheet")
        c, v, t, row = (f"{prefix}{known}" for known in ("c", "v", "t", "row"))
        parser.StartElementHandler = start

    parser = parser_of(first, end)
    return parser, found


def unescaped(text: str) -> str:
    """A text with the characters that XML cannot hold, written _x000D_ (ECMA-376, part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text) if "_x" in text else text


class _Positions(dict[str, int]):
    """Positions of columns by their letters: A is 0."""

    def __missing__(self, letters: str) -> int:
        at = 0
        for letter in letters:
            at = at * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
        self[letters] = at - 1
        return at - 1


def _text(found: str, cell: Attributes, strings: Sequence[str], styles: Styles) -> str:
    """What a cell holds, by its type; for a formula, what it last gave."""
    kind = cell.get("t", "n")
    if kind == "s":
        return strings[int(found)]
    if kind == "n":
        style = cell.get("s")
        if style in styles.days:
            return _day(float(found), styles.counted_from)
        if style in styles.lengths:
            return str(timedelta(days=float(found)))
        return found if found.isdecimal() else _number(found)
    if kind == "b":
        return "true" if found.strip() in {"1", "true"} else "false"
    return found.partition("T")[0] or found if kind == "d" else unescaped(found)


def _number(found: str) -> str:
    """A number as it is typed: 20000000 where the file has 2E7."""
    if not found.strip():
        return ""
    number = float(found)
    return str(int(number)) if number.is_integer() and abs(number) < LONGEST_WHOLE else str(number)


def _day(number: float, counted_from: datetime) -> str:
    """The day, or below one day the time, that a number of days stands for."""
    try:
        moment = counted_from + timedelta(milliseconds=round(number * MILLISECONDS_A_DAY))
    except OverflowError:
        return NO_DAY
    return moment.time().isoformat("seconds") if 0 <= number < 1 else moment.date().isoformat()
