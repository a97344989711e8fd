"""A table, declared once: pages show it in the reader's words, files take its values as they are.

`TypedTable(name, columns)` is any table; `estimate_columns` and `dimension_columns` are the columns that a row of an
Estimate has, and `estimates_table` is a table of such rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Integral
from typing import Literal

import pandas as pd

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number, percent
from analytics.wording.estimates import (
    DECIMALS,
    MANY,
    bounds_words,
    group_words,
    in_unit,
    range_or_dash,
    withheld_words,
)

Cell = str | int | float | date | None
Place = Literal["page", "files"]
TEXT_UNITS = ("text", "code")
"""`code` is text that names something to programs and stands beside its name."""
NAMED_AS_CODED = ("cohort_year", "district")
"""Dimensions whose values need no name beside them."""


@dataclass(frozen=True)
class Column:
    """One column: `key` names it to programs, `words` to readers, each unlike any other of its table.

    - `unit`: `text`, `code`, `date`, `year`, `count`, `points` or a unit of an indicator; one a row where they differ.
    - `decimals`: where the unit is written with others than usual.
    - `only`: where it is shown, if not on pages and in files alike.
    - `indicators`: the figures in it, whose definitions go with the table.
    """

    key: str
    words: str
    values: Sequence[object]
    unit: str | Sequence[str] = "text"
    decimals: int | None = None
    only: Place | None = None
    indicators: tuple[str, ...] = ()

    @property
    def cells(self) -> list[Cell]:
        """The values as plain text, numbers and days, whatever pandas made of them; None where nothing is."""
        return [_plain(value) for value in self.values]

    @property
    def units(self) -> Sequence[str]:
        """The unit of each row."""
        return [self.unit] * len(self.values) if isinstance(self.unit, str) else self.unit

    @property
    def is_text(self) -> bool:
        """Whether no cell is a number or a day."""
        return self.unit in TEXT_UNITS

    def decimals_of(self, unit: str) -> int:
        """How many decimals are written; a share counts those of its percentage."""
        return DECIMALS.get(unit, 0) if self.decimals is None else self.decimals


@dataclass(frozen=True)
class TypedTable:
    """A table: `name` heads the names of its files, `notes` is what else they must carry.

    Raises ValueError where columns are of unequal length or two bear one name.
    """

    name: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for names in ([one.key for one in self.columns], *([one.words for one in self.of(at)] for at in PLACES)):
            if len(set(names)) < len(names):
                raise ValueError(f"{self.name}: two columns of one name among {names}")
        if len({len(one.values) for one in self.columns}) > 1:
            raise ValueError(f"{self.name}: columns of unequal length")

    def of(self, place: Place) -> list[Column]:
        """The columns that a page shows, or that files hold."""
        return [one for one in self.columns if one.only in (None, place)]

    @property
    def rows(self) -> int:
        """How many rows."""
        return len(self.columns[0].values) if self.columns else 0

    @property
    def indicators(self) -> tuple[str, ...]:
        """The figures in it, each once."""
        return tuple(dict.fromkeys(key for one in self.columns for key in one.indicators))


def _plain(value: object) -> Cell:
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    return int(value) if isinstance(value, Integral) else float(value)  # type: ignore[arg-type]


PLACES: tuple[Place, ...] = ("page", "files")


def cell_words(t: Catalog, value: Cell, unit: str, decimals: int | None = None) -> str:
    """A cell as the reader reads it; nothing where nothing is."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day(value, t.lang)
    if unit == "year":
        return str(int(value))
    if decimals is None:
        return in_unit(t, value, unit)
    return percent(value, t.lang, decimals) if unit == "share" else number(value, t.lang, decimals)


def named(t: Catalog, key: str, words: str, codes: Sequence[str | None], name: Callable[[str], str]) -> list[Column]:
    """The names of things as `name` gives them, and in files their codes beside."""
    names = [None if code is None else name(code) for code in codes]
    return [
        Column(f"{key}_code", t("tables.code", of=words), codes, "code", only="files"),
        Column(key, words, names),
    ]  # fmt: skip


def dimension_columns(
    t: Catalog, dimension: str, values: Sequence[str | int | None], places: Mapping[str, str] | None = None
) -> list[Column]:
    """What each row is of: names in the reader's words, codes beside; `places` names regencies."""
    words = t(f"frame.{dimension}")
    if dimension == "cohort_year":
        return [Column(dimension, words, values, "year")]
    names = [group_words(t, dimension, value, places) for value in values]
    codes = Column(f"{dimension}_code", t("tables.code", of=words), values, "code", only="files")
    return [*([] if dimension in NAMED_AS_CODED else [codes]), Column(dimension, words, names)]


def estimate_columns(
    t: Catalog, estimates: Sequence[Estimate | None], words: str, key: str = "", *, is_brief: bool = False
) -> list[Column]:
    """Value, interval, bounds, n and what is not known, in columns of their own; a row without a figure is empty.

    `key` heads the columns' names where a table has several figures in a row. On pages an interval stands in one column
    of words; what no row has is left out there, and of a figure that is said in brief all but value and interval.
    """
    head = f"{key}_" if key else ""
    indicators = tuple(dict.fromkeys(one.indicator for one in estimates if one))
    usual = next((one.unit for one in estimates if one), "count")
    units = [one.unit if one else usual for one in estimates]
    unit = usual if set(units) <= {usual} else units

    def column(
        name: str, of: Callable[[Estimate], Cell], unit: str | Sequence[str] = "text", only: Place | None = "files"
    ) -> Column:
        part = t(f"tables.part.{name}")
        said = part if only != "files" and not key else t("tables.of", of=words, part=part)
        return Column(f"{head}{name}", said, [of(one) if one else None for one in estimates], unit, only=only)

    def on_page(is_there: Callable[[Estimate], object]) -> bool:
        return not is_brief and any(is_there(one) for one in estimates if one)

    value = Column(f"{head}value", words, [one and one.value for one in estimates], unit, indicators=indicators)
    columns = [value]
    has_interval = any(one.sampling for one in estimates if one)
    if has_interval:
        columns.append(column("interval", lambda one: _interval(t, one, is_brief), only="page"))
    if on_page(lambda one: one.bounds):
        columns.append(column("bounds", lambda one: bounds_words(t, one) if one.bounds else None, only="page"))
    return [
        *columns,
        column("lower", lambda one: one.sampling.lower if one.sampling else None, unit),
        column("upper", lambda one: one.sampling.upper if one.sampling else None, unit),
        column("bounds_lower", lambda one: one.bounds.lower if one.bounds else None, unit),
        column("bounds_upper", lambda one: one.bounds.upper if one.bounds else None, unit),
        column("n", lambda one: one.n, "count", None if on_page(lambda one: True) else "files"),
        column("n_unit", lambda one: t(f"programme.unit.{one.unit_of_count}", n=number(MANY, t.lang))),
        column(
            "unknown", lambda one: one.counts.get("unknown"), "count",
            None if on_page(lambda one: "unknown" in one.counts) else "files",
        ),
        column(
            "withheld", lambda one: withheld_words(t, one) if one.withheld else None,
            only=None if on_page(lambda one: one.withheld and not has_interval) else "files",
        ),
        *([] if isinstance(unit, str) else [column("unit", lambda one: t(f"definitions.unit.{one.unit}"))]),
    ]  # fmt: skip


def value_column(words: str, estimates: Sequence[Estimate | None], key: str = "", absent: Cell = None) -> Column:
    """The values of complete counts, which need no other column; `absent` stands where there is no Estimate."""
    found = [one for one in estimates if one]
    values = [absent if one is None else one.value for one in estimates]
    unit = found[0].unit if found else "count"
    indicators = tuple(dict.fromkeys(one.indicator for one in found))
    return Column(key or "_".join(indicators), words, values, unit, indicators=indicators)


def estimates_table(
    t: Catalog, name: str, dimension: str, estimates: Sequence[Estimate], words: str,
    places: Mapping[str, str] | None = None,
) -> TypedTable:  # fmt: skip
    """One row an Estimate, headed by its value of `dimension`."""
    of = dimension_columns(t, dimension, [one.by[dimension] for one in estimates], places)
    return TypedTable(name, (*of, *estimate_columns(t, estimates, words)))


def _interval(t: Catalog, estimate: Estimate, is_brief: bool) -> str | None:
    if estimate.withheld:
        return t("figures.short.withheld") if is_brief else withheld_words(t, estimate)
    return range_or_dash(t, estimate.sampling, estimate.unit) if estimate.sampling else None
