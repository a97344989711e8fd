"""Numbers, rupiah, shares and dates as the language writes them: `1.234,5` in Indonesian, `1,234.5` in English."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime

from analytics.i18n import catalog

MINUS = "\u2212"
EN_DASH = "\u2013"
FLOAT_NOISE = Decimal("1e-9")
RUPIAH_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
"""Sizes in which large amounts are written, with their words' keys (`numbers.scale.*`)."""


def number(value: float | int | Decimal, lang: str, decimals: int = 0) -> str:
    """`1.234,5`; halves are rounded away from zero, as by hand."""
    return _written(_rounded(_decimal(value), decimals), lang, decimals)


def rupiah(value: float | int | Decimal, lang: str) -> str:
    """`Rp5 juta`, `Rp7,5 juta`, `Rp8,4 miliar` where two decimals say it exactly, else `Rp1.234.567`."""
    exact = _rounded(_decimal(value), 0)
    for scale, word in RUPIAH_SCALES:
        scaled = exact / scale
        if abs(scaled) >= 1 and scaled == _rounded(scaled, 2):
            return _signed_rupiah(scaled, lang, needed_decimals(scaled), _scale_word(lang, word))
    return _signed_rupiah(exact, lang, 0)


def rupiah_about(value: float | int | Decimal, lang: str, decimals: int = 1) -> str:
    """`Rp23,5 miliar`: rounded to `decimals` of a million, billion or trillion; smaller amounts in full."""
    amount = _rounded(_decimal(value), 0)
    for scale, word in RUPIAH_SCALES:
        scaled = _rounded(amount / scale, decimals)
        if abs(scaled) >= 1:
            return _signed_rupiah(scaled, lang, min(decimals, needed_decimals(scaled)), _scale_word(lang, word))
    return _signed_rupiah(amount, lang, 0)


def percent(share: float, lang: str, decimals: int = 1) -> str:
    """A share of 1 as `39,5%`."""
    return number(_decimal(share) * 100, lang, decimals) + "%"


def percent_range(lower: float, upper: float, lang: str, outward: bool = False, decimals: int = 1) -> str:
    """Two shares as `33,3–46,0%`. `outward` rounds the ends away from each other, as bounds must."""
    low, high = _decimal(lower) * 100, _decimal(upper) * 100
    if outward:
        low = _rounded(low + FLOAT_NOISE, decimals, ROUND_FLOOR)
        high = _rounded(high - FLOAT_NOISE, decimals, ROUND_CEILING)
    return f"{number(low, lang, decimals)}{EN_DASH}{number(high, lang, decimals)}%"


def points(difference: float, lang: str, decimals: int = 1) -> str:
    """A difference of two shares of 1 as percentage points: `−3,1`."""
    return number(_decimal(difference) * 100, lang, decimals)


def day(value: date, lang: str) -> str:
    """`4 Juni 2025`."""
    return format_date(value, catalog(lang)("numbers.day"), locale=lang)


def moment(value: datetime, lang: str) -> str:
    """`4 Juni 2025, 09.05`: the clock of the value's own zone."""
    return format_datetime(value, catalog(lang)("numbers.moment"), locale=lang)


def month(value: date, lang: str) -> str:
    """`Juni 2025`."""
    return format_date(value, catalog(lang)("numbers.month"), locale=lang)


@cache
def separators(lang: str) -> str:
    """The decimal and the grouping mark: `,.` in Indonesian."""
    symbols = Locale.parse(lang).number_symbols["latn"]
    return str(symbols["decimal"] + symbols["group"])


def _decimal(value: float | int | Decimal) -> Decimal:
    return Decimal(str(value))


def _rounded(value: Decimal, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


def needed_decimals(value: Decimal) -> int:
    """As many decimals as write the value exactly, two at most."""
    return next(decimals for decimals in (0, 1, 2) if value == _rounded(value, decimals) or decimals == 2)


def _written(value: Decimal, lang: str, decimals: int) -> str:
    digits = f"{abs(value):,.{decimals}f}".translate(str.maketrans(".,", separators(lang)))
    return (MINUS if value < 0 else "") + digits


def _signed_rupiah(value: Decimal, lang: str, decimals: int, word: str = "") -> str:
    sign = MINUS if value < 0 else ""
    return f"{sign}Rp{number(abs(value), lang, decimals)}{' ' + word if word else ''}"


def _scale_word(lang: str, key: str) -> str:
    """`juta`, `miliar`, `triliun`."""
    return catalog(lang)(f"numbers.scale.{key}")
