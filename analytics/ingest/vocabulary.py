"""The mapping tables that the agency can read and extend: words of exports to the product's own.

Words are compared as whole phrases, without case, punctuation or underscores: "tidak aktif" is never "aktif".
Business phrases alone are looked for inside the text, as whole words. What the agency adds is kept beside its store
(`analytics/ingest/own_words.py`) and read over what is shipped.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.contract import TABLES

YES_NO = "yes_no"

Row = Mapping[str, str]


@dataclass(frozen=True)
class WordList:
    """The columns of a mapping table: the word as exports write it, what it means, and where it means that ("" is
    everywhere: one column of one table)."""

    word: str
    meaning: str
    within: str = ""


LISTS: dict[str, WordList] = {
    "heading_words": WordList("heading", "column", "table"),
    "regency_aliases": WordList("alias", "regency_code"),
    "programme_words": WordList("phrase", "programme"),
    "status_words": WordList("phrase", "status"),
    "business_words": WordList("phrase", "business_category"),
    "choice_words": WordList("phrase", "value", "column"),
}
"""The mapping tables that can be extended, by the stems of their files."""


@dataclass(frozen=True)
class Regency:
    """One regency or city: its two codes and its name."""

    code: str
    bps_code: str
    name: str


@dataclass(frozen=True, eq=False)
class Words:
    """All mapping tables, phrases normalised by `phrase`. Two are the same where they are one object.

    `choices` maps a column to its phrases, `unresolvable` a text to (reason, candidate codes, explanation),
    `headings` a table to (heading as written, column). `plain` are words that no person is called.
    """

    choices: Mapping[str, Mapping[str, str]]
    business: Sequence[tuple[str, str]]
    regencies: Mapping[str, Regency]
    aliases: Mapping[str, str]
    unresolvable: Mapping[str, tuple[str, tuple[str, ...]]]
    headings: Mapping[str, Sequence[tuple[str, str]]]
    plain: frozenset[str]

    def choice(self, column: str, text: str) -> str | None:
        """The value that a word means in a column, None where no table knows it."""
        return self.choices.get(column, {}).get(mark_or_phrase(text))

    def said_beside(self, column: str, text: str) -> str | None:
        """What a cell of another column says of this one: a status the class of a group, a poverty register the decile.
        None where it says nothing of it."""
        if column == "welfare_decile":
            decile = re.search(r"\bdesil (10|[1-9])\b", phrase(text))
            return decile[1] if decile else None
        return self.choice(column, text)

    def business_category(self, business_type: str) -> str:
        """The category of the first phrase that stands in the text as whole words; `other` where none does."""
        spaced = f" {phrase(business_type)} "
        return next((category for words, category in self.business if f" {words} " in spaced), "other")


def phrase(text: str) -> str:
    """A text without case, punctuation and runs of space."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def mark_or_phrase(text: str) -> str:
    """The phrase of a text; a text of marks alone (a tick) is itself."""
    return phrase(text) or text.strip()


def read_words(reference: Path, own: Mapping[str, Sequence[Row]] | None = None) -> Words:
    """Reads the mapping tables of `data/reference/`, and over them the rows of `own`, list by list.

    Raises OSError or KeyError where a shipped table is missing or broken.
    """
    own = own or {}
    rows = {name: [*_rows(list_file(reference, name)), *own.get(name, ())] for name in LISTS}
    choices: dict[str, dict[str, str]] = {
        column.name: {phrase(value): value for value in column.domain}
        for table in TABLES.values()
        for column in table.columns
        if column.domain
    }
    choices[YES_NO] = {}
    for row in rows["status_words"]:
        choices["status"][phrase(row["phrase"])] = row["status"]
    for row in rows["programme_words"]:
        choices["programme"][phrase(row["phrase"])] = row["programme"]
    for row in rows["choice_words"]:
        choices[row["column"]][mark_or_phrase(row["phrase"])] = row["value"]
    headings: dict[str, list[tuple[str, str]]] = {name: [] for name in TABLES}
    for row in rows["heading_words"]:
        headings[row["table"]].append((row["heading"], row["column"]))
    regencies = {
        row["regency_code"]: Regency(row["regency_code"], row["bps_code"], row["regency_name"])
        for row in _rows(reference / "regencies.csv")
    }
    aliases = {phrase(regency.name): code for code, regency in regencies.items()}
    aliases |= {phrase(row["alias"]): row["regency_code"] for row in rows["regency_aliases"]}
    return Words(
        choices=choices,
        business=_business(rows["business_words"], len(own.get("business_words", ()))),
        regencies=regencies,
        aliases=aliases,
        unresolvable={
            phrase(row["text"]): (row["reason"], tuple(row["candidates"].split()))
            for row in _rows(reference / "regency_not_resolvable.csv")
        },
        headings=headings,
        plain=frozenset(row["word"] for row in _rows(reference / "words" / "plain_words.csv")),
    )


def list_file(reference: Path, name: str) -> Path:
    """Where a shipped mapping table is."""
    return reference / f"{name}.csv" if name.startswith("regency") else reference / "words" / f"{name}.csv"


def _business(rows: Sequence[Row], own: int) -> list[tuple[str, str]]:
    """Phrases in the order in which they are looked for. The last `own` are additions: one that holds another phrase
    ("warung ayam" holds "ayam") goes before all, since it says more; any other goes last and changes nothing known."""
    known = [(phrase(row["phrase"]), row["business_category"]) for row in rows]
    shipped, added = known[: len(known) - own], known[len(known) - own :]
    first = [one for one in added if any(f" {words} " in f" {one[0]} " for words, _ in shipped)]
    return [*first, *shipped, *(one for one in added if one not in first)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
