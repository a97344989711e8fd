"""The mapping tables that the agency can read and extend: words of exports to the product's own.

Words are compared as whole phrases, without case, punctuation or underscores: "tidak aktif" is never "aktif".
Business phrases alone are looked for inside the text, as whole words.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.contract import TABLES

YES_NO = "yes_no"


@dataclass(frozen=True)
class Regency:
    """One regency or city: its two codes and its name."""

    code: str
    bps_code: str
    name: str


@dataclass(frozen=True)
class Words:
    """All mapping tables, phrases normalised by `phrase`.

    `choices` maps a column to its phrases, `unresolvable` a text to (reason, candidate codes, explanation),
    `headings` a table to (heading as written, column).
    """

    choices: Mapping[str, Mapping[str, str]]
    business: Sequence[tuple[str, str]]
    regencies: Mapping[str, Regency]
    aliases: Mapping[str, str]
    unresolvable: Mapping[str, tuple[str, tuple[str, ...]]]
    headings: Mapping[str, Sequence[tuple[str, str]]]

    def choice(self, column: str, text: str) -> str | None:
        """The value that a word means in a column, None where no table knows it."""
        return self.choices.get(column, {}).get(phrase(text))

    def business_category(self, business_type: str) -> str:
        """The category of the first phrase that stands in the text as whole words; `other` where none does."""
        spaced = f" {phrase(business_type)} "
        return next((category for words, category in self.business if f" {words} " in spaced), "other")


def phrase(text: str) -> str:
    """A text without case, punctuation and runs of space."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def read_words(reference: Path) -> Words:
    """Reads the mapping tables of `data/reference/`. Raises OSError or KeyError where one is missing or broken."""
    words = reference / "words"
    choices: dict[str, dict[str, str]] = {
        column.name: {phrase(value): value for value in column.domain}
        for table in TABLES.values()
        for column in table.columns
        if column.domain
    }
    choices[YES_NO] = {}
    for row in _rows(words / "status_words.csv"):
        choices["status"][phrase(row["phrase"])] = row["status"]
    for row in _rows(words / "programme_words.csv"):
        choices["programme"][phrase(row["phrase"])] = row["programme"]
    for row in _rows(words / "choice_words.csv"):
        choices[row["column"]][phrase(row["phrase"])] = row["value"]
    headings: dict[str, list[tuple[str, str]]] = {name: [] for name in TABLES}
    for row in _rows(words / "heading_words.csv"):
        headings[row["table"]].append((row["heading"], row["column"]))
    regencies = {
        row["regency_code"]: Regency(row["regency_code"], row["bps_code"], row["regency_name"])
        for row in _rows(reference / "regencies.csv")
    }
    aliases = {phrase(regency.name): code for code, regency in regencies.items()}
    aliases |= {phrase(row["alias"]): row["regency_code"] for row in _rows(reference / "regency_aliases.csv")}
    return Words(
        choices=choices,
        business=[(phrase(row["phrase"]), row["business_category"]) for row in _rows(words / "business_words.csv")],
        regencies=regencies,
        aliases=aliases,
        unresolvable={
            phrase(row["text"]): (row["reason"], tuple(row["candidates"].split()))
            for row in _rows(reference / "regency_not_resolvable.csv")
        },
        headings=headings,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
