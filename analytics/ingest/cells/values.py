"""Cells into values: one pure rule a kind of column, for whatever is not already written canonically.

Every rule takes a trimmed cell and returns the canonical text of its value (ISO day, plain digits), or says
why there is none. Rules never choose between two readings; where the contract fixes the choice (day before
month, 20yy), the reading carries a note that the report passes on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from analytics.contract import Column
from analytics.ingest.personal import NIK, PHONE, masked

LONGEST_TEXT = 500
LONGEST_CODE = 64
BLANKS = frozenset({"", "-", "--", "---", "–", "—", "n/a", "#n/a", "nan", "null", "nil", "."})

SCALE_WORDS = {
    "ribu": 1_000, "rb": 1_000, "juta": 1_000_000, "jt": 1_000_000, "jta": 1_000_000,
    "miliar": 10**9, "milyar": 10**9, "miliyar": 10**9,
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february pebruari feb peb", "maret march mar mrt", "april apr",
            "mei may", "juni june jun", "juli july jul", "agustus august agust agus agu agt ags aug",
            "september sept sep", "oktober october okt oct", "november nopember nov nop", "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_SPACE = re.compile(r"\d{1,3}(?: \d{3})+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Reading:
    """What a cell says: `value` in canonical text (None is unknown), or the `problem` that it has instead.

    `note` names a convention that was needed to read it.
    """

    value: str | None = None
    problem: str | None = None
    note: str | None = None


def is_blank(cell: str | None) -> bool:
    """Whether a cell says nothing: empty, a dash, or a program's word for nothing."""
    return cell is None or cell.strip().casefold() in BLANKS


def unreadable(cell: str) -> str | None:
    """The problem of a cell that no rule should be asked to read, None where there is none."""
    if len(cell) > LONGEST_TEXT:
        return "cell_too_long"
    return "unreadable_characters" if "\x00" in cell else None


def read_number(cell: str, scale: int = 1) -> Reading:
    """Counts and rupiah. `scale` is what the heading says that the column is written in."""
    text = " ".join(cell.casefold().replace("\xa0", " ").split())
    text = re.sub(r"^(?:rp|idr)\s?\.?\s?", "", text)
    text = re.sub(r"(?:[,.]-+|\s?rupiah|\s?(?:orang|org|jiwa|anggota|kk|kelompok|kpm))$", "", text)
    worded = re.fullmatch(rf"(.*?)\s?({'|'.join(SCALE_WORDS)})\.?", text)
    if worded and scale != 1:
        return Reading(problem="unit_said_twice")
    number = _number(worded[1] if worded else text, may_be_grouped=worded is None)
    if number is None:
        return Reading(problem="not_a_number")
    number *= SCALE_WORDS[worded[2]] if worded else scale
    if number != number.to_integral_value():
        return Reading(problem="not_whole")
    return Reading(str(int(number))) if abs(number) < 10**15 else Reading(problem="not_a_number")


def _number(text: str, may_be_grouped: bool) -> Decimal | None:
    sign, digits = (-1, text[1:]) if text.startswith(("-", "−")) else (1, text)
    plain: str | None = None
    if _GROUPED.fullmatch(digits):
        plain = digits.replace(".", "").replace(",", ".") if may_be_grouped else None
    elif _GROUPED_ENGLISH.fullmatch(digits):
        plain = digits.replace(",", "") if may_be_grouped else None
    elif _GROUPED_BY_SPACE.fullmatch(digits):
        plain = digits.replace(" ", "")
    elif _DECIMAL.fullmatch(digits):
        plain = digits.replace(",", ".")
    try:
        return sign * Decimal(plain) if plain is not None else None
    except InvalidOperation:
        return None


def read_year(cell: str) -> Reading:
    """A year of four digits, as a number program may have written it."""
    said = re.fullmatch(r"(?:ta\.? ?|tahun ?)?(\d{1,4})(?:\.0+)?", cell.strip().casefold())
    return Reading(said[1]) if said else Reading(problem="not_a_year")


def read_text(cell: str) -> Reading:
    """Text as typed: NFC, trimmed, runs of space as one, personal numbers covered."""
    return Reading(masked(_tidy(cell)) or None)


def read_code(cell: str, column: Column) -> Reading:
    """An identifier in upper case, leading zeros kept; what a spreadsheet has mangled is not mended."""
    code = _tidy(cell).upper()
    if len(code) > LONGEST_CODE:
        return Reading(problem="cell_too_long")
    if NIK.search(code) or PHONE.fullmatch(code):
        return Reading(problem="personal_number")
    if _is_mangled(code):
        return Reading(problem="mangled_id")
    if not column.required and not re.search(r"\d", code):
        return Reading(problem="not_a_code")
    return Reading(code)


def _is_mangled(code: str) -> bool:
    month_and_year = re.fullmatch(r"(?:\d{1,2}[-/ ])?([A-Z]{3,4})[-/ ]\d{2,4}|\d{1,2}[-/ ]([A-Z]{3,4})", code)
    return bool(
        re.fullmatch(r"\d+(?:[.,]\d+)?E\+?\d+|\d+\.0+|#+|#(?:REF|VALUE|NAME|DIV/0|N/A)[!?]?", code)
        or (month_and_year and (month_and_year[1] or month_and_year[2] or "").lower() in MONTHS)
    )


def _tidy(cell: str) -> str:
    composed = unicodedata.normalize("NFC", cell)
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zs") else c for c in composed).split())
