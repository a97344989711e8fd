"""Numbers as people type them: `8,4`, `8.4 miliar`, `Rp 7,5 juta`, `8.400.000.000`, `46%`.

Both decimal marks and the words of every language are read in every language, so that a link keeps its meaning when
its reader changes the language. What can be read in two ways is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analytics.i18n import Catalog, catalog, languages
from analytics.i18n.numbers import needed_decimals, number, rupiah, separators

Unit = Literal["rupiah_billion", "rupiah_million", "percent", "points", "count"]
Reason = Literal["not_a_number", "ambiguous", "out_of_range", "not_whole", "wrong_unit"]

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
UNIT_SCALE = {"rupiah_billion": 10**9, "rupiah_million": 10**6}
CONVENTIONS = (",.", ".,")
"""Decimal and grouping mark, as `separators` gives them."""

MAX_DIGITS = 15
SMALLEST_IN_FULL = 1_000
"""The smallest amount written out in full that a field of billions or millions reads, as a fraction of its unit."""

TYPED = re.compile(
    r"(?P<before>rp\.? ?|idr ?)?(?P<sign>[-−+]?) ?(?P<digits>[0-9]+(?:[., ][0-9]+)*)(?:,-)?(?P<after>[^0-9]*)"
)


@dataclass(frozen=True)
class NumberField:
    """What a field asks for. `minimum` and `maximum`, both allowed: rupiah, of 100, percentage points, or a count.

    A number without a word is in the unit that the label names (billions of rupiah); one written out in full is rupiah.
    """

    unit: Unit
    minimum: int
    maximum: int

    @property
    def is_rupiah(self) -> bool:
        """Whether values are amounts of rupiah."""
        return self.unit in UNIT_SCALE


@dataclass(frozen=True)
class Refusal:
    """Why a text is no value of its field. `readings`: what it could mean, likelier ones first; may be empty."""

    reason: Reason
    readings: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class _Reading:
    value: Decimal
    is_own: bool
    """Whether it is read by the marks and words of the reader's own language."""


def parse_typed_number(typed: str, field: NumberField, lang: str) -> Decimal | Refusal:
    """The value in rupiah, of 100, in points or as a count, or why it is refused.

    Accepted is only what has one reading within the field's range, by the marks and words of `lang` where those read
    it at all: `8.4` is 8.4 in both languages, `8.400` in a field of billions is refused in Indonesian.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", typed)).strip().casefold()
    found = TYPED.fullmatch(text)
    if found is None or sum(map(str.isdigit, text)) > MAX_DIGITS:
        return Refusal("not_a_number")
    words = found["after"].strip().rstrip(".").replace("%", " % ").split()
    is_percent = bool({*words} & _words("percent"))
    is_rupiah = bool(found["before"]) or "rupiah" in words
    scale_words = [word for word in words if word != "rupiah" and word not in _words("percent")]
    numbers = _numbers(found["digits"], lang)
    if not numbers or len(scale_words) > 1 or not {*scale_words} <= {*_scales(lang)}:
        return Refusal("not_a_number")
    if _is_wrong_unit(field, is_percent, is_rupiah, bool(scale_words)):
        return Refusal("wrong_unit")
    sign = -1 if found["sign"] in {"-", "−"} else 1
    readings = _readings(numbers, _scales(lang)[scale_words[0]] if scale_words else None, field)
    return _decided([_Reading(sign * one.value, one.is_own) for one in readings], field)


def value_in_words(value: Decimal | float, field: NumberField, t: Catalog) -> str:
    """`Rp8,4 miliar`, `46 dari 100`, `14 poin persen`, `1.500`."""
    exact = Decimal(str(value))
    if field.is_rupiah:
        return rupiah(exact, t.lang)
    written = number(exact, t.lang, needed_decimals(exact))
    return written if field.unit == "count" else t(f"numbers.typed.value.{field.unit}", n=written)


def value_as_typed(value: Decimal | float, field: NumberField, t: Catalog) -> str:
    """How a person would type the value: `8,4 miliar`, `46`."""
    exact = Decimal(str(value))
    if field.is_rupiah:
        return rupiah(exact, t.lang).removeprefix("Rp")
    return number(exact, t.lang, needed_decimals(exact))


def refusal_words(refusal: Refusal, typed: str, field: NumberField, t: Catalog) -> str:
    """The sentence that says why, and what can be typed instead."""
    readings = [value_in_words(value, field, t) for value in refusal.readings[:2]]
    return t(
        f"numbers.typed.refused.{refusal.reason}",
        typed=typed.strip(),
        first=readings[0] if readings else "",
        second=readings[-1] if readings else "",
        minimum=value_in_words(field.minimum, field, t),
        maximum=value_in_words(field.maximum, field, t),
    )


def _is_wrong_unit(field: NumberField, is_percent: bool, is_rupiah: bool, has_scale: bool) -> bool:
    if field.is_rupiah:
        return is_percent
    return is_rupiah or (is_percent and field.unit == "count") or (has_scale and field.unit != "count")


def _numbers(digits: str, lang: str) -> list[_Reading]:
    """The number by the language's marks, and by the others' where they differ."""
    read: dict[Decimal, bool] = {}
    for marks in (separators(lang), *CONVENTIONS):
        value = _number(digits, *marks)
        if value is not None:
            read.setdefault(value, not read)
    return [_Reading(value, is_own) for value, is_own in read.items()]


def _number(digits: str, decimal: str, group: str) -> Decimal | None:
    d, g = re.escape(decimal), re.escape(group)
    whole = rf"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:(?:{g}[0-9]{{3}})+|(?: [0-9]{{3}})+))"
    if not re.fullmatch(rf"{whole}(?:{d}[0-9]+)?", digits):
        return None
    return Decimal(digits.replace(group, "").replace(" ", "").replace(decimal, "."))


def _words(key: str) -> set[str]:
    return {word for lang in languages() for word in catalog(lang)(f"numbers.typed.words.{key}").split()}


def _scales(lang: str) -> dict[str, dict[int, bool]]:
    """Scales by word; `m` is a billion to some and a million to others. True where it is the language's own word."""
    found: dict[str, dict[int, bool]] = {}
    for spoken in (lang, *languages()):
        for key, scale in SCALES.items():
            for word in catalog(spoken)(f"numbers.typed.words.{key}").split():
                scales = found.setdefault(word, {})
                scales.setdefault(scale, not scales)
    return found


def _readings(numbers: Sequence[_Reading], scales: dict[int, bool] | None, field: NumberField) -> list[_Reading]:
    """Every number at every scale; without a word the field's unit, and rupiah where it may be written out in full."""
    if scales is not None:
        return [
            _Reading(one.value * scale, one.is_own and is_own) for one in numbers for scale, is_own in scales.items()
        ]
    unit = UNIT_SCALE.get(field.unit, 1)
    at_unit = [_Reading(one.value * unit, one.is_own) for one in numbers]
    in_full = [one for one in numbers if one.value % 1 == 0 and one.value * SMALLEST_IN_FULL >= unit > 1]
    return at_unit + in_full


def _decided(readings: list[_Reading], field: NumberField) -> Decimal | Refusal:
    possible = [one for one in readings if field.unit != "count" or one.value % 1 == 0]
    if not possible:
        return Refusal("not_whole")
    has_own = any(one.is_own for one in possible)
    within = [one for one in possible if field.minimum <= one.value <= field.maximum]
    values = tuple(dict.fromkeys(one.value for one in (*within, *possible)))
    if not within:
        return Refusal("out_of_range", values)
    if len({one.value for one in within}) == 1 and (not has_own or any(one.is_own for one in within)):
        return within[0].value
    return Refusal("ambiguous", values)
