"""What a report may show of a cell: words that name no person, and nothing that may."""

from __future__ import annotations

import re

from analytics.contract import Column
from analytics.ingest.personal import MASK, masked, masked_cell, masked_code
from analytics.ingest.vocabulary import Words, phrase

MAX_NUMBER_LENGTH = 80
_CENTS = re.compile(r"[.,]\d{1,2}$")
_WORDS_ALONE = re.compile(r"[^\W\d_]+(?:[ '.-]+[^\W\d_]+)+\.?")


def shown(column: Column, found: str, words: Words, longest: int = 80) -> str:
    """The cell, cut, or covered where it may hold a person.

    Shown in any case is what a mapping table knows whole, or what has only words that no person is called. In a column
    of a few words any other two words in a row are covered, for a name is written in capitals or without as well; in
    other columns those written as a name is. One word alone cannot be distinguished from a name, and is shown.
    """
    if column.kind == "code":
        return masked_code(found)
    if _is_beyond(column, found):
        return MASK
    plain = " ".join(found[: 4 * longest].replace("\x00", "\ufffd").split())
    if (_is_known(column, plain, words) or _is_plain(plain, words)) and masked(plain) == plain:
        return plain if len(plain) <= longest else f"{plain[:longest]}…"
    if column.kind == "choice" and _WORDS_ALONE.fullmatch(plain):
        return MASK
    return masked_cell(found, longest)


def _is_beyond(column: Column, text: str) -> bool:
    """Whether an optional amount is more than it can be: then it may be the number of a phone or an account."""
    digits = re.sub(r"\D", "", _CENTS.sub("", text[:MAX_NUMBER_LENGTH].strip()))
    return bool(
        column.kind == "rupiah" and not column.required and column.maximum and digits and int(digits) > column.maximum
    )


def _is_known(column: Column, text: str, words: Words) -> bool:
    if column.name == "regency":
        return phrase(text) in words.aliases or phrase(text) in words.unresolvable
    if column.name == "business_type":
        return any(phrase(text) == known for known, _ in words.business)
    return words.choice(column.name, text) is not None


def _is_plain(text: str, words: Words) -> bool:
    return all(word in words.plain or word.isdecimal() for word in phrase(text).split())
