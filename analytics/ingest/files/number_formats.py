"""What the number format of a workbook's cell adds to its number: that it is a day, leading zeros, a unit.

A format is read as ECMA-376 part 1, 18.8.31 describes it; of its sections the first counts, that of numbers above zero.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from analytics.ingest.files.grids import day_text, number_text

DAY_ZERO = date(1899, 12, 30)
DAY_ZERO_1904 = date(1904, 1, 1)
LAST_DAY_NUMBER = 2_958_465
LEAP_DAY_OF_1900 = 60
"""The day number of 29 February 1900, which spreadsheets count though it never was."""
BUILT_IN_MONTH = 17
BUILT_IN_DAYS = frozenset({14, 15, 16, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
BUILT_IN_TIMES = frozenset({18, 19, 20, 21, 32, 33, 45, 46, 47})

_UNITS = re.compile(r"\b(?:jt|juta|jutaan|rb|ribu|ribuan|miliar|milyar|million|thousand)\b")
_TOKENS = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.|(?P<plain>.)', re.DOTALL)

_SCALED = re.compile(r",(?=\.|$)")
"""A comma after the last digit before the decimals: shown in thousands, the number itself is whole."""

Shape = Literal["plain", "day", "month", "year", "time", "padded", "suffixed"]


@dataclass(frozen=True)
class NumberFormat:
    """What is to be done with a number: `padded` ones have `tokens` of zeros and literals, others a `suffix`."""

    shape: Shape = "plain"
    tokens: tuple[str | None, ...] = ()
    suffix: str = ""

    def text(self, number: float, day_zero: date) -> str:
        """The number as the cell says it: an ISO day, padded, with its unit, or plain."""
        if self.shape in SHOWN_OF_A_DAY and 0 < number < LAST_DAY_NUMBER + 1:
            day = _day(number, day_zero)
            return day[: SHOWN_OF_A_DAY[self.shape]] if day.endswith(FIRST_OF[self.shape]) else day
        if self.shape == "time" and 0 <= number < 1:
            seconds = round(number * 86_400)
            return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        if self.shape == "padded" and number >= 0 and float(number).is_integer():
            return _padded(str(int(number)), self.tokens)
        return number_text(number) + self.suffix


PLAIN = NumberFormat()
SHOWN_OF_A_DAY: Mapping[Shape, int] = {"day": 10, "month": 7, "year": 4}
"""How much of an ISO day a cell shows."""
FIRST_OF: Mapping[Shape, str] = {"day": "", "month": "-01", "year": "-01-01"}
"""What a spreadsheet adds to what was typed: "Mei 2024" is kept as its first day. Any other day was meant."""


def number_format(code: str) -> NumberFormat:
    """The format that a code such as `dd/mm/yyyy`, `00000` or `0 "juta"` names."""
    literals: list[str] = []
    tokens: list[str | None] = []
    placeholders = ""
    for token in _TOKENS.finditer(_first_section(code)):
        literal = token["quoted"] if token["quoted"] is not None else token["escaped"]
        plain = token["plain"]
        if literal is None and plain is not None and plain in " -+/():'!&~{}<>$":
            literal = plain
        if literal is not None:
            literals.append(literal)
            tokens.append(literal)
        elif plain is not None:
            placeholders += plain
            tokens.append(None if plain == "0" else plain)
    lowered = placeholders.casefold()
    if "general" in lowered or "@" in lowered:
        return PLAIN
    if shape := _shape_of_a_day(lowered):
        return NumberFormat(shape)
    if _SCALED.search(placeholders.strip()):
        return PLAIN
    if placeholders and not placeholders.strip("0") and len(placeholders) > 1:
        return NumberFormat("padded", tuple(tokens))
    return NumberFormat("suffixed", suffix=_suffix(tokens)) if literals else PLAIN


def _shape_of_a_day(placeholders: str) -> Shape | None:
    """How much of a day, or of its clock, is shown."""
    if "d" in placeholders:
        return "day"
    if "y" in placeholders:
        return "month" if "m" in placeholders else "year"
    if re.search("[hs]", placeholders):
        return "time"
    return "month" if "m" in placeholders else None


def built_in(number: int) -> NumberFormat:
    """The format of one of the numbers below 164, which a workbook need not spell out."""
    if number == BUILT_IN_MONTH:
        return NumberFormat("month")
    if number in BUILT_IN_DAYS:
        return NumberFormat("day")
    return NumberFormat("time") if number in BUILT_IN_TIMES else PLAIN


def _first_section(code: str) -> str:
    """What stands before the first semicolon that is neither quoted nor escaped."""
    for token in _TOKENS.finditer(code):
        if token["plain"] == ";":
            return code[: token.start()]
    return code


def _day(number: float, day_zero: date) -> str:
    days = int(number)
    if day_zero == DAY_ZERO and days < LEAP_DAY_OF_1900:
        days += 1
    return day_text(day_zero + timedelta(days=days))


def _padded(digits: str, tokens: tuple[str | None, ...]) -> str:
    """The digits in the places of the zeros, from the right; what is over stands before the first."""
    places = tokens.count(None)
    digits = digits.zfill(places)
    over, digits = digits[: len(digits) - places], digits[len(digits) - places :]
    each = iter(digits)
    text = ""
    for token in tokens:
        if token is None:
            text += over + next(each)
            over = ""
        else:
            text += token
    return text


def _suffix(tokens: list[str | None]) -> str:
    """The literals after the last digit where they name a unit, or are zeros that the number itself lacks."""
    last = max((at for at, token in enumerate(tokens) if token in (None, "#", "?", ",", ".")), default=-1)
    suffix = "".join(token for token in tokens[last + 1 :] if token)
    if _UNITS.search(suffix.casefold()):
        return suffix
    zeros = re.fullmatch(r"[.,]?(000(?:[.,]?000)*)", suffix.strip())
    return re.sub(r"[.,]", "", zeros[1]) if zeros else ""
