"""The agency's own words: what it adds to the mapping tables, kept beside its store and read over what is shipped.

`<store>/words/<list>.csv` has the columns of the shipped list that carry meaning, and `added_on`. The files are the
agency's: they are read at every import, and an update of the product leaves them alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.contract import BUSINESS_CATEGORIES, TABLES
from analytics.ingest.files.heading_names import names_of, normalised
from analytics.ingest.personal import is_personal_heading, masked
from analytics.ingest.vocabulary import LISTS, YES_NO, Row, Words, phrase, read_words
from analytics.store.database import REFERENCE
from analytics.store.durable import replace_file
from analytics.store.versions import StoreError, writing

MAX_WORD_LENGTH = 60
CHOSEN_IN = ("grants", "visits")
"""The tables whose choices can be taught word by word."""

_PLAIN = re.compile(r"\w[\w \-/.,:()&'%]*")


@dataclass(frozen=True)
class OwnWord:
    """A word of a list (a key of `LISTS`) as exports write it, what it means, and within which table or column."""

    list: str
    word: str
    meaning: str
    within: str = ""


class WordRefusedError(Exception):
    """A word that is not taken: `code` is a word of `imports.words.refused`."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def words_in_force(store: Path, reference: Path = REFERENCE) -> Words:
    """What an import into this store reads by: the shipped words and the agency's own over them.

    Raises StoreError(`broken_words`) where an own list was edited into something that cannot be read.
    """
    own, shipped = own_rows(store), read_words(reference)
    for name, rows in own.items():
        for at, row in enumerate(rows):
            if row[LISTS[name].meaning] not in meanings(shipped, name, _within(name, row)):
                raise StoreError("broken_words", file=f"{name}.csv", row=at + 2)
    return read_words(reference, own)


def own_rows(store: Path) -> dict[str, list[Row]]:
    """The agency's additions, list by list, lists without any left out. Raises StoreError(`broken_words`)."""
    own = {name: _rows(store, name) for name in LISTS}
    return {name: rows for name, rows in own.items() if rows}


def own_words(store: Path) -> list[tuple[OwnWord, str]]:
    """Every addition with the day on which it was made."""
    return [
        (OwnWord(name, row[LISTS[name].word], row[LISTS[name].meaning], _within(name, row)), row["added_on"])
        for name, rows in own_rows(store).items()
        for row in rows
    ]


def places(name: str) -> tuple[str, ...]:
    """Within what a word of the list can hold: tables for headings, columns for choices, else nothing to choose."""
    if name == "heading_words":
        return tuple(TABLES)
    if name == "choice_words":
        columns = [column for table in CHOSEN_IN for column in TABLES[table].columns]
        named = [c.name for c in columns if c.kind == "choice" and not (c.required or c.derived)]
        return (*named, YES_NO)
    return ()


def meanings(words: Words, name: str, within: str = "") -> tuple[str, ...]:
    """All that a word of the list can mean."""
    if name == "heading_words":
        return tuple(c.name for c in TABLES[within].columns if not c.derived) if within in TABLES else ()
    if name == "regency_aliases":
        return tuple(words.regencies)
    if name == "business_words":
        return tuple(category for category in BUSINESS_CATEGORIES if category != "other")
    column = {"programme_words": "programme", "status_words": "status"}.get(name, within)
    if column == YES_NO:
        return ("true", "false")
    domains = {c.name: c.domain for table in TABLES.values() for c in table.columns}
    return domains.get(column, ())


def meaning_now(words: Words, name: str, word: str, within: str = "") -> str | None:
    """What a list says that a word means, None where it does not know it."""
    if name == "heading_words":
        return names_of(within, words).column(word)
    if name == "regency_aliases":
        return words.aliases.get(phrase(word))
    if name == "business_words":
        return dict(words.business).get(phrase(word))
    return words.choice({"programme_words": "programme", "status_words": "status"}.get(name, within), word)


def list_for(table: str, column: str) -> tuple[str, str] | None:
    """The list, and the place within it, by which the words of a column are known; None for a column of no words."""
    kind = TABLES[table].column(column).kind
    named = {
        "status": "status_words", "programme": "programme_words", "regency": "regency_aliases",
        "business_type": "business_words",
    }  # fmt: skip
    if column in named:
        return named[column], ""
    return ("choice_words", YES_NO if kind == "boolean" else column) if kind in ("boolean", "choice") else None


def can_be_taught(words: Words, name: str, word: str, within: str = "") -> bool:
    """Whether the list would take the word, whatever it is said to mean."""
    try:
        check_word(words, OwnWord(name, word, meanings(words, name, within)[0], within))
    except WordRefusedError:
        return False
    return True


def add_word(store: Path, own: OwnWord, added_on: date, reference: Path = REFERENCE) -> None:
    """Adds a word. Raises WordRefusedError for one that is not taken, StoreError where the store cannot be written."""
    with writing(store):
        check_word(words_in_force(store, reference), own)
        of = LISTS[own.list]
        row = {of.word: " ".join(own.word.split()), of.meaning: own.meaning, "added_on": added_on.isoformat()}
        if of.within:
            row[of.within] = own.within
        _write(store, own.list, [*_rows(store, own.list), row])


def remove_word(store: Path, own: OwnWord) -> None:
    """Takes an addition back; a word that is not there is no error. Raises StoreError."""
    with writing(store):
        of = LISTS[own.list]
        kept = [
            row
            for row in _rows(store, own.list)
            if (row[of.word], row[of.meaning], _within(own.list, row)) != (own.word, own.meaning, own.within)
        ]
        _write(store, own.list, kept)


def check_word(words: Words, own: OwnWord) -> None:
    """Raises WordRefusedError: blank, too long, not plain text, a bare number, personal data, never to be guessed,
    known already, or known with another meaning."""
    plain = phrase(own.word)
    if not plain:
        raise WordRefusedError("blank")
    if len(own.word) > MAX_WORD_LENGTH:
        raise WordRefusedError("too_long", longest=MAX_WORD_LENGTH)
    if masked(own.word) != own.word:
        raise WordRefusedError("personal")
    if not _PLAIN.fullmatch(own.word.strip()):
        raise WordRefusedError("not_plain")
    if plain.replace(" ", "").isdigit():
        raise WordRefusedError("bare_number")
    if own.list == "heading_words" and is_personal_heading(normalised(own.word)):
        raise WordRefusedError("personal_heading")
    if own.list == "regency_aliases" and plain in words.unresolvable:
        raise WordRefusedError("never_guessed")
    if own.meaning not in meanings(words, own.list, own.within):
        raise WordRefusedError("unknown_meaning")
    known = meaning_now(words, own.list, own.word, own.within)
    if known is not None:
        raise WordRefusedError("known" if known == own.meaning else "contradicts", word=own.word, meaning=known)


def _within(name: str, row: Row) -> str:
    return row[LISTS[name].within] if LISTS[name].within else ""


def _file(store: Path, name: str) -> Path:
    return store / "words" / f"{name}.csv"


def _columns(name: str) -> list[str]:
    of = LISTS[name]
    return [of.word, of.meaning, *([of.within] if of.within else []), "added_on"]


def _rows(store: Path, name: str) -> list[Row]:
    columns = _columns(name)
    try:
        with _file(store, name).open(encoding="utf-8-sig", newline="") as file:
            return [{column: row[column].strip() for column in columns} for row in csv.DictReader(file)]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, AttributeError) as error:
        raise StoreError("broken_words", file=f"{name}.csv", row=1) from error


def _write(store: Path, name: str, rows: Sequence[Row]) -> None:
    """All or nothing: readers see the list as it was or as it will be."""
    path = _file(store, name)
    path.parent.mkdir(exist_ok=True)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _columns(name))
    writer.writeheader()
    writer.writerows(rows)
    replace_file(path, text.getvalue().encode())
