"""What `figures` and `memo` ask alike: of which store, on which day, under which filters."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from analytics import cli
from analytics.contract import BUSINESS_CATEGORIES
from analytics.i18n import Catalog
from analytics.i18n.numbers import day
from analytics.programmes import PROGRAMMES
from analytics.store.database import DIMENSIONS, Selection, Store
from analytics.store.versions import StoreError

FIRST_DAY = date(2010, 1, 1)
"""Before any grant of these programmes."""


def add_selection(parser: argparse.ArgumentParser, t: Catalog) -> None:
    """Declares `--as-of`, `--where` and `--version`."""
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help=t("command_line.figures.as_of"))
    parser.add_argument(
        "--where", nargs="+", action="extend", type=_condition, default=[], metavar="DIMENSION=VALUE",
        help=t("command_line.figures.where"),
    )  # fmt: skip
    parser.add_argument("--version", metavar="ID", help=t("command_line.of_version"))


def open_served(
    folder: Path, t: Catalog, version: str | None = None, open_store: Callable[..., Store] = Store.open
) -> Store:
    """The current version in `folder`, or the one asked for; without one in the usual folder the sample, which standard
    error then says."""
    from analytics.answers import served  # noqa: PLC0415

    store = open_store(folder if folder != cli.STORE else served.served_store(folder), version=version)
    if store.manifest.is_sample:
        print(t("frame.sample"), file=sys.stderr)
    say_faults(store.faults, store.manifest.version, t)
    return store


def say_faults(faults: Sequence[StoreError], version: str, t: Catalog) -> None:
    """On standard error: what could not be read, and the version that took its place."""
    for fault in faults:
        print(t(f"store_error.{fault.code}", **fault.details), file=sys.stderr)
    if faults:
        print(t("frame.shown_instead", version=version), file=sys.stderr)


def selection(conditions: list[tuple[str, str | int]]) -> Selection:
    """The conditions of `--where`; several on one dimension widen it."""
    picked: dict[str, list[str | int]] = defaultdict(list)
    for dimension, value in conditions:
        picked[dimension].append(value)
    return picked


def wrong_question(store: Store, as_of: date | None, where: Selection, t: Catalog) -> str:
    """What is asked of that the data does not have, with what it has; empty where there is no such thing."""
    if as_of is not None and not FIRST_DAY <= as_of <= store.latest_on:
        ends = {"first": day(FIRST_DAY, t.lang), "last": day(store.latest_on, t.lang)}
        return t("command_line.no_such_day", day=day(as_of, t.lang), **ends)
    for dimension, values in where.items():
        known = known_values(store, dimension)
        unknown = [str(value) for value in values if value not in known]
        if unknown:
            said = {"dimension": dimension, "values": ", ".join(unknown), "known": ", ".join(map(str, known))}
            return t("command_line.no_such_value", **said)
    return ""


def known_values(store: Store, dimension: str) -> list[str | int]:
    """The values that grants of the version have, and those that are declared, whether a grant has them or not."""
    from analytics.answers.figures import figures  # noqa: PLC0415

    declared: dict[str, Sequence[str]] = {
        "programme": tuple(PROGRAMMES),
        "business_category": BUSINESS_CATEGORIES,
        "regency": tuple(store.query("regencies")["regency_code"]),
    }
    found = {one.by[dimension] for one in figures(store, "grants", by=[dimension])}
    rest = sorted(value for value in found - set(declared.get(dimension, ())) if value is not None)
    return [*declared.get(dimension, ()), *rest]


def _condition(text: str) -> tuple[str, str | int]:
    dimension, equals, value = text.partition("=")
    if dimension not in DIMENSIONS or not equals:
        raise argparse.ArgumentTypeError(f"{text} ({', '.join(DIMENSIONS)})")
    if DIMENSIONS[dimension] != "INTEGER":
        return dimension, value
    if not value.isdigit():
        raise argparse.ArgumentTypeError(text)
    return dimension, int(value)
