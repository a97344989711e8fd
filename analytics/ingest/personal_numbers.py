"""Where a text holds a person's numbers: NIK, phones, accounts, coordinates, addresses of mail, links.

A text is read as people see it: compatibility characters and digits of any script as plain ones (NFKC), invisible
characters passed over, every dash one dash. Digits with up to three marks between them are one number, however they
are grouped. What is plainly none of a person's (a UUID, a date, a time, an amount) is distinguished first, wherever it
stands on its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

MIN_DIGITS = 10
"""From which on a number in free text may be a phone, an account, or a number of a register."""
MIN_DIGITS_AFTER_A_WORD = 6
"""From which on it is one where the word before it says so."""
NIK_DIGITS = 16
WOMEN_ADD_TO_DAY = 40
"""In a NIK the day of birth of a woman is written 40 higher (Permendagri 72/2022, annex)."""

_MARKS = r"[ ._\-/,()·•:|*'’\\+]"
_MAY_HOLD_ONE = re.compile(r"[\d@/:+]|[(\[{] ?(?:at|et)|\bat\b|www", re.IGNORECASE)
_MARKS_AT_ENDS = " .,-_/;:|"
_CHAIN = re.compile(rf"\(?\+?\(?\d(?:{_MARKS}{{0,3}}\d)*")
_DIGITS = re.compile(r"\d+")
_UUID = re.compile(
    r"(?<![0-9a-z])(?=[0-9a-f-]*[a-f])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})(?![0-9a-z])"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_TIME = r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?"
_PACKED_TIME = r"(?:[01]\d|2[0-3])[:._-]?[0-5]\d(?:[:._-]?[0-5]\d(?:[.,]\d+)?)?"
_PACKED_DAY = r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ONE_MOMENT = (
    rf"(?:{_YEAR}[-/._]{_MONTH}[-/._]{_DAY}(?:(?:[t ,_-]+){_PACKED_TIME}z?(?:[+-]\d\d:?\d\d)?)?"
    rf"|{_DAY}[-/. _]{_MONTH}[-/. _](?:{_YEAR}|\d\d)(?:[ ,]+{_TIME})?"
    rf"|{_PACKED_DAY}(?:[t _-]?{_PACKED_TIME})?|{_TIME}|{_YEAR}|{_MONTH}[-/.]{_YEAR})"
)
_AMOUNT = (
    r"(?:(?:rp|idr)\.? ?[1-9]\d{0,2}(?:[.,]\d{3}){1,4}(?:[.,]\d\d?|,-)?|(?:rp|idr)\.? ?[1-9]\d{3,12}(?:[.,]\d\d|,-)?"
    r"|[1-9]\d{0,2}(?:\.\d{3}){1,2}(?:,\d\d?|,-)?|[1-9]\d{0,2}(?:,\d{3}){1,2}(?:\.\d\d?)?|[1-9]\d{2,5}000)"
)
# Nothing of a number may touch what is distinguished: "64.72.01" of a NIK is no day.
_APART = re.compile(
    rf"(?<![\d.,/:()*+'’\\-])(?:{_ONE_MOMENT}(?: ?(?:[-/,]|s/?d) ?{_ONE_MOMENT})*|{_AMOUNT})(?![\d/()*+'’\\-]|[.,:]\d)"
)
_GROUPED_NIK = re.compile(r"\d(?:[ .\-]{0,3}\d){15}")
_PHONE = re.compile(r"(?:0062|62|0)0?8\d{7,11}")
_PERSONAL_WORD = re.compile(
    r"(?<![a-z])(?:nik|ktp|kk|npwp|norek|rek|rekening|hp|handphone|wa|whatsapp|telp|tlp|telepon|phone|bpjs|kks|nokk)"
    r"[ .:=#_-]{0,4}$"
)
_MAIL = re.compile(
    r"[\w.+-]+ ?(?:@|[(\[{] ?(?:at|et) ?[)\]}]) ?[\w-]+(?: ?(?:\.|[(\[{] ?(?:dot|titik) ?[)\]}]) ?[a-z0-9-]+)+"
    r"|[\w.+-]+ at [\w-]+(?: (?:dot|titik) [a-z0-9-]+|\.[a-z]{2,})+"
    r"|[\w.+-]{2,}@[\w-]{2,}"
)
_LINK = re.compile(
    r"(?:https?|ftp|geo|tel|mailto|whatsapp)\s?:\s?/{0,2}\S*[\w/]|www\.\S+"
    r"|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|co|id|me|gl|ly|net|org|app|to|link)/\S+"
)
_DEGREES = r"\d{1,3}(?:[.,]\d+)?"
_FRACTION = r"\d{1,3}[.,]\d{3,}"
_SIDE = r"(?:n|s|e|w|ls|lu|bt|bb|lat|lon|long|lintang|bujur|north|south|east|west|utara|selatan|timur|barat)"
_SEXAGESIMAL = (
    r"\d{1,3} ?[°º˚*d] ?\d{1,2}(?:[.,]\d+)?(?: ?['′’‘`m]+ ?(?:\d{1,2}(?:[.,]\d+)?(?: ?(?:[\"″”“]|['′’‘`]{2}|s))?)?)?"
)
_PAIR = re.compile(
    rf"(?<![\d.,])-? ?({_FRACTION}) ?°? ?({_SIDE})?\.? ?[,;/| ] ?-? ?({_FRACTION})(?![\d]|[.,]\d)"
    rf"(?: ?°? ?{_SIDE}(?![a-z]))?"
)
_COORDINATES = re.compile(
    rf"(?<![a-z]){_SIDE}[ .:=]{{0,3}}-?{_FRACTION} ?°?(?:[ ,;/&]{{1,3}}(?:dan )?{_SIDE}[ .:=]{{0,3}}-?{_FRACTION} ?°?)?"
    rf"|-?{_FRACTION} ?°? ?{_SIDE}(?![a-z])"
    rf"|(?:{_SIDE}[ .:]{{0,2}})?{_SEXAGESIMAL}(?: ?{_SIDE}(?![a-z]))?"
    rf"|(?<![\d.,])\d{{1,3}} \d{{1,2}} {_DEGREES} ?{_SIDE}(?![a-z])"
    rf"|(?<![\d.,])-?\d{{1,3}}[.,]\d{{5,}}(?!\d|[.,]\d)"
    r"|(?<![a-z0-9])\d\d ?[c-x] ?\d{6}(?:[.,]\d+)?[ ,/m]{1,4}(?:[en] ?)?\d{7}(?!\d)"
    r"|(?<![a-z0-9])[23456789cfghjmpqrvwx]{4,8}\+[23456789cfghjmpqrvwx]{2,3}(?![a-z0-9])"
)
_SEXAGESIMAL_ALONE = re.compile(_SEXAGESIMAL)
_LATITUDES, _LONGITUDES = (0, 11), (95, 141)
"""Degrees within which Indonesia lies, south or north and east."""
_WORDS_OF_A_PHONE = re.compile(r"(?:no\.?)?(?:hp|wa|telp|tlp|telepon|phone)[.:_-]?")


def spans_in_text(text: str) -> list[Span]:
    """Where free text holds personal numbers, as ranges of its characters, in order and apart from one another."""
    if text.isascii() and not _MAY_HOLD_ONE.search(text):
        return []
    plain, places = _plain(text)
    found = [match.span() for pattern in (_LINK, _MAIL, _COORDINATES) for match in pattern.finditer(plain)]
    found += _pairs(plain)
    hidden = [match.span() for match in _UUID.finditer(plain)]
    found = [span for span in found if not any(_overlap(span, uuid) for uuid in hidden)]
    rest = _blanked(plain, [*found, *hidden])
    apart = [match.span() for match in _APART.finditer(rest)]
    for match in _CHAIN.finditer(rest):
        found += _numbers(rest, *match.span(), [span for span in apart if _overlap(span, match.span())])
    return [(places[start], places[end - 1] + 1) for start, end in _joined(_trimmed(plain, found))]


def spans_in_code(code: str) -> list[Span]:
    """Where an identifier holds them: an unbroken NIK, mail, coordinates, a link, or what is wholly a NIK in groups or
    a phone.

    Ten digits stand in a row in one random UUID of eleven, and agencies number by region, day and counter: digits
    that are only part of an identifier are taken for its own.
    """
    plain, places = _plain(code)
    found = [match.span() for pattern in (_LINK, _MAIL, _SEXAGESIMAL_ALONE) for match in pattern.finditer(plain)]
    found += _pairs(plain)
    if not found and not _UUID.fullmatch(plain.removeprefix("uuid:")):
        runs = (match for match in _DIGITS.finditer(plain) if is_nik(match.group()))
        found = [match.span() for match in runs]
        found += [match.span() for match in re.finditer(r"\S+", plain) if _is_phone(match.group())]
        if _is_phone(plain) or (_GROUPED_NIK.fullmatch(plain) and is_nik(_only_digits(plain))):
            found = [(0, len(plain))]
    return [(places[start], places[end - 1] + 1) for start, end in _joined(_trimmed(plain, found))]


def is_nik(digits: str) -> bool:
    """Whether digits can be a NIK or the number of a family card: sixteen, with a day and a month in their place."""
    if len(digits) != NIK_DIGITS or not digits.isdecimal():
        return False
    day, month = int(digits[6:8]), int(digits[8:10])
    return digits[0] != "0" and 1 <= month <= 12 and 1 <= (day - WOMEN_ADD_TO_DAY if day > 40 else day) <= 31


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is searched, in lower case, and of each of its characters the place in the text."""
    if text.isascii() and not any(c in text for c in "\t\r\n\x0b\x0c"):
        return text.lower(), list(range(len(text)))
    characters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for one in unicodedata.normalize("NFKC", character):
            category = unicodedata.category(one)
            if category in ("Cf", "Mn", "Me"):
                continue
            characters.append(_as_plain(one, category))
            places.append(at)
    return "".join(characters), places


def _as_plain(character: str, category: str) -> str:
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == "−":
        return "-"
    lower = character.lower()
    return " " if character.isspace() or category == "Cc" else lower if len(lower) == 1 else character


def _pairs(text: str) -> list[Span]:
    """Pairs of decimal degrees; of three decimals, which amounts have too, only such as lie in Indonesia."""
    return [match.span() for match in _PAIR.finditer(text) if _is_pair(*match.groups())]


def _is_pair(one: str, side: str | None, other: str) -> bool:
    decimals = min(len(re.split("[.,]", number)[1]) for number in (one, other))
    if side or decimals > 3:
        return True
    low, high = sorted(int(re.split("[.,]", number)[0]) for number in (one, other))
    is_in_indonesia = low <= _LATITUDES[1] and _LONGITUDES[0] <= high <= _LONGITUDES[1]
    return is_in_indonesia and not (one.endswith("00") and other.endswith("00"))


def _numbers(text: str, start: int, end: int, apart: Sequence[Span]) -> Iterator[Span]:
    """The personal numbers in one run of digits and marks, of which ranges were distinguished."""
    groups = [match.span() for match in _DIGITS.finditer(text, start, end)]
    for span in _windows(text, groups):
        if not _is_covered(text, span, apart):
            yield _extended(span, (start, end), apart)
    first = start
    for one in [*sorted(apart), (end, end)]:
        last = min(one[0], end)
        if _is_number(text, first, last, MIN_DIGITS) or _is_said(text, first, last):
            yield first, last
        first = max(first, one[1])


def _windows(text: str, groups: Sequence[Span]) -> Iterator[Span]:
    """Neighbouring groups of digits that make up a NIK or a mobile phone's number."""
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += text[slice(*group)]
            if len(digits) > NIK_DIGITS:
                break
            if is_nik(digits) or _PHONE.fullmatch(digits):
                yield groups[first][0], group[1]


def _is_covered(text: str, span: Span, apart: Sequence[Span]) -> bool:
    inside = [one for one in apart if _overlap(one, span)]
    left = _blanked(text, inside)[slice(*span)]
    return not any(character.isdecimal() for character in left)


def _extended(span: Span, run: Span, apart: Sequence[Span]) -> Span:
    """The range with what is left of its run on either side, up to what is distinguished: no half of a number stays."""
    before = [stop for _, stop in apart if stop <= span[0]]
    after = [start for start, _ in apart if start >= span[1]]
    return max(before, default=run[0]), min(after, default=run[1])


def _is_number(text: str, start: int, end: int, fewest: int) -> bool:
    return start < end and len(_only_digits(text[start:end])) >= fewest


def _is_said(text: str, start: int, end: int) -> bool:
    """Whether a word before the number says whose it is: six digits after "rek." are an account."""
    if not _is_number(text, start, end, MIN_DIGITS_AFTER_A_WORD):
        return False
    return _PERSONAL_WORD.search(text[max(start - 20, 0) : start]) is not None


def _is_phone(part: str) -> bool:
    """Whether the part of a code is a mobile phone's number, however grouped, with or without a word for phone."""
    number = _WORDS_OF_A_PHONE.sub("", part.strip("()[]{}<>,;:. "), count=1)
    grouped = re.fullmatch(rf"\(?\+?(?:\d|{_MARKS})+", number)
    return grouped is not None and _PHONE.fullmatch(_only_digits(number)) is not None


def _only_digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with ranges replaced by a character that joins no digits."""
    for start, end in spans:
        text = f"{text[:start]}{'~' * (end - start)}{text[end:]}"
    return text


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _trimmed(text: str, spans: Sequence[Span]) -> list[Span]:
    """The ranges without the spaces and marks at their ends."""
    trimmed = []
    for start, end in spans:
        held = text[start:end]
        first = start + len(held) - len(held.lstrip(_MARKS_AT_ENDS))
        trimmed.append((first, max(first + 1, start + len(held.rstrip(_MARKS_AT_ENDS)))))
    return trimmed


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
