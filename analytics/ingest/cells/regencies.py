"""Which regency a row means: the name decides, a code must agree with it in one of the two code systems.

Kemendagri writes 64.02 for Kutai Kartanegara, BPS 6402 for Kutai Barat. An undotted code that the two
systems read differently is therefore never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analytics.ingest.cells.values import is_blank, unwrapped
from analytics.ingest.vocabulary import Words, phrase

_NO_NAME = frozenset(
    {"kab", "kabupaten", "kota", "kodya", "kotamadya", "pemkab", "pemkot", "provinsi", "prov", "kaltim"}
)
_PROVINCE = re.compile(r"\s*(?:prov(?:insi)? )?(?:kalimantan timur|kaltim)$")
_PARTS = re.compile(r"[(),/;\[\]]|\s[-–—]\s")
_CODE = r"(?P<code>\d{2}\.?\d{2})"
_CODE_FIRST = re.compile(rf"\s*\(?{_CODE}\)?\s*[-–—:.]?\s*(?P<name>[^\W\d_].*)")
_CODE_LAST = re.compile(rf"(?P<name>[^\W\d_][^\d]*?)\s*[-–—:]?\s*[(\[]?{_CODE}[)\]]?\s*")


@dataclass(frozen=True)
class Place:
    """The Kemendagri code of a regency, or the `problem` that there is instead and the names it could mean."""

    code: str | None = None
    problem: str | None = None
    column: str = "regency"
    candidates: tuple[str, ...] = field(default_factory=tuple)
    note: str | None = None


def resolve(name: str | None, code: str | None, words: Words) -> Place:
    """One regency from a name, a code or both. A code may also stand in the column of names."""
    name = None if name is None or is_blank(name) else unwrapped(name)
    code = None if code is None or is_blank(code) else unwrapped(code)
    if name and (both := _CODE_FIRST.fullmatch(name) or _CODE_LAST.fullmatch(name)):
        name, code = both["name"], code or both["code"]
    if name and _codes(name, words):
        return _from_code(code or name, words, "regency")
    if name:
        return _from_both(name, code, words) if code else _from_name(name, words)
    return _from_code(code, words, "regency_code") if code else Place(problem="missing_value")


def _from_name(name: str, words: Words) -> Place:
    place = _from_spelling(phrase(name), words)
    if place.code or place.problem != "unknown_regency":
        return place
    parts = [phrase(part) for part in _PARTS.split(name)]
    places = [_from_spelling(part, words) for part in parts if part and not set(part.split()) <= _NO_NAME]
    codes = {place.code for place in places}
    return places[0] if len(codes) == 1 and None not in codes else next((one for one in places if not one.code), place)


def _from_spelling(plain: str, words: Words) -> Place:
    """A name as it is, without the province behind it, or without the word for a regency or city."""
    shorter = _PROVINCE.sub("", plain)
    bare = " ".join(word for word in shorter.split() if word not in _NO_NAME)
    for spelling in (plain, shorter, bare):
        if code := words.aliases.get(spelling):
            return Place(code)
        if spelling in words.unresolvable:
            reason, candidates = words.unresolvable[spelling]
            return Place(problem=reason, candidates=_names(candidates, words))
    return Place(problem="unknown_regency")


def _from_code(code: str, words: Words, column: str) -> Place:
    candidates = _codes(code, words)
    if len(candidates) == 1:
        return Place(candidates[0])
    reason = "ambiguous_regency_code" if candidates else "unknown_regency"
    return Place(problem=reason, column=column, candidates=_names(candidates, words))


def _from_both(name: str, code: str, words: Words) -> Place:
    by_name, by_code = _from_name(name, words), _codes(code, words)
    if by_name.code:
        if by_name.code in by_code:
            return by_name
        return Place(problem="regency_code_disagrees", column="regency_code", candidates=_names(by_code, words))
    possible = words.unresolvable.get(phrase(name), ("", tuple(by_code)))[1]
    if len(by_code) == 1 and by_code[0] in possible:
        return Place(by_code[0], note="regency_by_code")
    return by_name


def _codes(text: str, words: Words) -> tuple[str, ...]:
    """Every regency that a code can mean: one where it is dotted, up to two where it is not."""
    digits = text.strip().replace(",", ".")
    if re.fullmatch(r"\d\d\.\d\d", digits):
        return (digits,) if digits in words.regencies else ()
    digits = re.sub(r"\.0+$", "", digits)
    if not re.fullmatch(r"\d{4}", digits):
        return ()
    dotted = f"{digits[:2]}.{digits[2:]}"
    found = {dotted} & words.regencies.keys()
    found |= {regency.code for regency in words.regencies.values() if regency.bps_code == digits}
    return tuple(sorted(found))


def _names(codes: tuple[str, ...], words: Words) -> tuple[str, ...]:
    return tuple(words.regencies[code].name for code in codes if code in words.regencies)
