"""Cells into values: one pure rule a kind of column, for whatever is not already written canonically.

Every rule takes a trimmed cell and returns the canonical text of its value (ISO day, plain digits), or says
why there is none. Rules never choose between two readings; where the contract fixes the choice (day before
month, 20yy), the reading carries a note that the report passes on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from analytics.contract import Column
from analytics.ingest.personal import is_personal_code, masked

MAX_TEXT_LENGTH = 500
MAX_CODE_LENGTH = 64
MAX_NULL_WORD_LENGTH = 20
NULL_WORDS = frozenset(
    {"none", "null", "tidak ada", "tdk ada", "kosong", "blank", "undefined", "tidak diketahui", "n a"}
)
"""What is typed or written by programs for nothing in a column of text, without case and punctuation."""
UNCALCULATED = "#UNCALCULATED!"
"""What a formula says whose value was never written: a program made the file, and no spreadsheet has opened it."""
FORMULA_ERRORS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
"""What a formula says that found no value; #N/A is how spreadsheets say that there is none."""
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

# Three digits behind the other mark may be thousands mistyped (50.000,000): such a number is not read.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,(?!\d{3}$)\d+)?")
_GROUPED_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.(?!\d{3}$)\d+)?")
_GROUPED_BY_SPACE = re.compile(r"\d{1,3}(?: \d{3})+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_SHORTENED = re.compile(r"-?\d+(?:[.,]\d+)?e[+-]?\d+")
_GROUP_OR_DECIMALS = re.compile(r"\d{1,3}([.,])\d{3}")
_SURELY_DECIMAL = re.compile(r"\d+([.,])(?:\d{1,2}|\d{4,})|0([.,])\d+")
_SURELY_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3}){2,}|\d{1,3}([.,])\d{3}[.,]\d+")
_QUOTES = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb`\u00b4\u2032\u2033"
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_FORMULA_OF_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SIXTEEN_DIGITS = re.compile(r"\d(?:[ .\-]?\d){15}")


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
    if len(cell) > MAX_TEXT_LENGTH:
        return "cell_too_long"
    if cell == UNCALCULATED:
        return "uncalculated"
    if cell in FORMULA_ERRORS:
        return "formula_error"
    return "unreadable_characters" if "\x00" in cell else None


def unwrapped(cell: str) -> str:
    """A cell without what programs put round its text to keep it text: ="00001", an apostrophe, quotes of any form."""
    text = cell.strip().strip("\u200b\ufeff")
    if inside := _FORMULA_OF_TEXT.fullmatch(text):
        return inside[1].replace('""', '"').strip()
    if inside := _QUOTED.fullmatch(text):
        return inside[1].strip()
    return text[1:] if len(text) > 1 and text[0] in _QUOTES and text[1] not in _QUOTES else text


def decimal_marks(cells: Iterable[str]) -> dict[str, str]:
    """Of a column of numbers, which marks part decimals: `decimal`, or `unsure` where some cells say so and others
    say that the same mark parts thousands. A mark of which nothing is known is not named."""
    decimal: set[str] = set()
    grouped: set[str] = set()
    for cell in cells:
        text = _bare_number(cell)
        for pattern, found in ((_SURELY_DECIMAL, decimal), (_SURELY_GROUPED, grouped)):
            if match := pattern.fullmatch(text):
                found.add(match[1] or match[2])
    return {mark: "unsure" if mark in grouped else "decimal" for mark in decimal}


def _bare_number(cell: str) -> str:
    text = " ".join(cell.casefold().replace("\xa0", " ").split())
    text = re.sub(r"^(?:rp|idr)\s?\.?\s?", "", text)
    return re.sub(r"(?:[,.]-+|\s?rupiah|\s?(?:orang|org|jiwa|anggota|kk|kelompok|kpm))$", "", text)


def read_number(cell: str, scale: int = 1, marks: Mapping[str, str] = MappingProxyType({})) -> Reading:
    """Counts and rupiah. `scale` is what the heading says that the column is written in, `marks` what its other cells
    say of its marks: in a column in a unit, 1,500 may be one and a half."""
    text = _bare_number(cell)
    if _SHORTENED.fullmatch(text):
        return Reading(problem="shortened_number")
    if scale != 1 and (match := _GROUP_OR_DECIMALS.fullmatch(text)) and match[1] in marks:
        text = f"{text}0" if marks[match[1]] == "decimal" else "unsure"
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
    match = re.fullmatch(r"(?:ta\.? ?|tahun ?)?(\d{1,4})(?:\.0+)?", cell.strip().casefold())
    return Reading(match[1]) if match else Reading(problem="not_a_year")


def read_text(cell: str) -> Reading:
    """Text as written in the exports: NFC, trimmed, runs of space as one, personal numbers covered. A word for nothing
    is nothing."""
    text = _tidy(cell)
    return Reading(None if says_nothing(text) else masked(text) or None)


def says_nothing(text: str) -> bool:
    """Whether a text is a word for nothing."""
    return len(text) <= MAX_NULL_WORD_LENGTH and " ".join(re.findall(r"[^\W_]+", text.casefold())) in NULL_WORDS


def read_code(cell: str, column: Column) -> Reading:
    """An identifier in upper case, leading zeros kept; what a spreadsheet has mangled is not repaired."""
    code = _tidy(_DASHES.sub("-", unicodedata.normalize("NFKC", cell))).upper()
    if says_nothing(code):
        return Reading()
    if len(code) > MAX_CODE_LENGTH:
        return Reading(problem="cell_too_long")
    if is_personal_code(code) or (column.name == "recipient_id" and _SIXTEEN_DIGITS.fullmatch(code)):
        return Reading(problem="personal_number")
    if _is_mangled(code):
        return Reading(problem="mangled_id")
    if not column.required and not re.search(r"\d", code):
        return Reading(problem="not_a_code")
    return Reading(code)


_MANGLED = re.compile(
    r"\d+(?:[.,]\d+)?E\+?\d+|\d+\.0+|#+|#(?:REF|VALUE|NAME|DIV/0|N/A|NUM|NULL)[!?]?|TRUE|FALSE|=.*"
    r"|\d{4}-\d\d-\d\d(?:[T ].*)?|\d{1,2}:\d\d(?::\d\d)?"
)
"""Numbers, days, times, verdicts, errors and formulas that a spreadsheet made of an identifier."""


def _is_mangled(code: str) -> bool:
    month_and_year = re.fullmatch(r"(?:\d{1,2}[-/ ])?([A-Z]{3,4})[-/ ]\d{2,4}|\d{1,2}[-/ ]([A-Z]{3,4})", code)
    return bool(
        _MANGLED.fullmatch(code)
        or (month_and_year and (month_and_year[1] or month_and_year[2] or "").lower() in MONTHS)
    )


def _tidy(cell: str) -> str:
    composed = unicodedata.normalize("NFC", cell)
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zs") else c for c in composed)
    return " ".join("".join(c for c in kept if unicodedata.category(c) != "Cf").split())
