"""What must be known of a table that has left its page: what it is of, by which software, how it is read.

The parts on figures and columns have the fields of Satu Data's metadata of indicators (MS-Ind) and variables (MS-Var),
as far as the definitions give them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from analytics.documents.software import Software
from analytics.documents.typed_table import Column, TypedTable
from analytics.i18n import Catalog
from analytics.i18n.numbers import day
from analytics.indicators import REGISTRY
from analytics.store.database import Selection
from analytics.store.versions import Manifest
from analytics.wording.definitions import properties
from analytics.wording.estimates import scope_words
from analytics.wording.versions import loaded_words

MAX_LETTERS_OF_FILTERS = 60
TYPES = {"text": "text", "code": "code", "date": "date", "year": "year"}
"""Kinds of column that are no numbers, or none to add up; the others are numbers."""


@dataclass(frozen=True)
class Asked:
    """What a table answers: its title and page, the data, day and filters; `places` names regencies, `link` leads back
    to the page."""

    title: str
    page: str
    manifest: Manifest
    as_of: date
    where: Selection
    places: Mapping[str, str]
    link: str
    software: Software


@dataclass(frozen=True)
class Fact:
    """A line about a table: the part it belongs to, what it says, and that."""

    part: str
    name: str
    value: str


def facts(t: Catalog, table: TypedTable, asked: Asked) -> list[Fact]:
    """Everything that goes with a table, in the order of reading."""
    return [
        *facts_of_table(t, table, asked),
        *(fact for key in table.indicators for fact in _of_indicator(t, key)),
        *(Fact(t("tables.about.column"), one.key, column_words(t, one)) for one in table.of("files")),
    ]


def facts_of_table(t: Catalog, table: TypedTable, asked: Asked) -> list[Fact]:
    """Which data, day, filters and software, and how it is read."""
    about = t("tables.about.table")
    return [Fact(about, t(f"tables.about.{name}"), value) for name, value in _of_table(t, table, asked) if value]


def file_stem(t: Catalog, name: str, asked: Asked) -> str:
    """`<name>-<day>-v<version>-<filters>-<language>`: filters in codes, shortened where they are many."""
    codes = "_".join(re.sub(r"[^\w.]", "", str(value)) for values in asked.where.values() for value in values)
    if len(codes) > MAX_LETTERS_OF_FILTERS:
        codes = f"{codes[: MAX_LETTERS_OF_FILTERS - 9]}_{hashlib.sha256(codes.encode()).hexdigest()[:8]}"
    filters = codes or t("tables.all")
    return f"{name}-{asked.as_of.isoformat()}-v{asked.manifest.version}-{filters}-{t.lang}"


def filters_in_codes(where: Selection) -> str:
    """`regency=64.72,64.74; programme=UEP`."""
    return "; ".join(f"{name}={','.join(map(str, values))}" for name, values in where.items())


def column_words(t: Catalog, column: Column) -> str:
    """Heading, kind and unit of a column."""
    kind = t(f"tables.kind.{kind_of(column)}")
    units = dict.fromkeys(t(f"definitions.unit.{unit}") for unit in column.units if unit not in TYPES)
    return "; ".join([column.words, kind, *units])


def kind_of(column: Column) -> str:
    """`text`, `code`, `date`, `year` or `number`."""
    return TYPES.get(column.unit, "number") if isinstance(column.unit, str) else "number"


def _of_table(t: Catalog, table: TypedTable, asked: Asked) -> Iterator[tuple[str, str]]:
    manifest = asked.manifest
    yield "title", asked.title
    yield "page", asked.page
    yield "sample", t("frame.sample") if manifest.is_sample else ""
    yield "as_of", day(asked.as_of, t.lang)
    yield "filters", scope_words(t, asked.where, asked.places)
    yield "filter_codes", filters_in_codes(asked.where)
    yield "version", f"{manifest.version} ({loaded_words(t, manifest)})"
    yield "digest", "; ".join(f"{name} {digest}" for name, digest in manifest.digests.items())
    for sources in manifest.sources.values():
        for source in sources:
            yield "source", f"{source.file}, SHA-256 {source.sha256}"
    yield "software", str(asked.software)
    yield "link", asked.link
    for note in table.notes:
        yield "note", note
    yield "licence", t("tables.about.licence_text")
    yield "reading", t("tables.about.reading_text") if table.indicators else ""


def _of_indicator(t: Catalog, key: str) -> Iterator[Fact]:
    said, part = properties(t, REGISTRY[key]), t(f"indicators.{key}.name")
    yield Fact(part, t("tables.about.key"), key)
    for word in ("definition", "numerator", "denominator", "how", "limits"):
        if t.has(f"indicators.{key}.{word}"):
            yield Fact(part, t(f"frame.method.{word}"), t(f"indicators.{key}.{word}"))
    for word in ("unit", "interval", "fewest", "tables", "dimensions"):
        yield Fact(part, t(f"definitions.part.{word}"), said[word])
