"""What `figures` and `memo` ask alike: of which store, on which day, under which filters."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from analytics import cli
from analytics.i18n import Catalog
from analytics.store.database import DIMENSIONS, Selection, Store


def add_selection(parser: argparse.ArgumentParser, t: Catalog) -> None:
    """Declares `--as-of` and `--where`."""
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help=t("command_line.figures.as_of"))
    parser.add_argument(
        "--where", nargs="+", action="extend", type=_condition, default=[], metavar="DIMENSION=VALUE",
        help=t("command_line.figures.where"),
    )  # fmt: skip


def open_served(folder: Path, t: Catalog) -> Store:
    """The current version in `folder`; without one in the usual folder the sample, which standard error then says."""
    from analytics.answers import served  # noqa: PLC0415

    store = Store.open(folder if folder != cli.STORE else served.served_store(folder))
    if store.manifest.is_sample:
        print(t("frame.sample"), file=sys.stderr)
    return store


def selection(conditions: list[tuple[str, str | int]]) -> Selection:
    """The conditions of `--where`; several on one dimension widen it."""
    picked: dict[str, list[str | int]] = defaultdict(list)
    for dimension, value in conditions:
        picked[dimension].append(value)
    return picked


def _condition(text: str) -> tuple[str, str | int]:
    dimension, equals, value = text.partition("=")
    if dimension not in DIMENSIONS or not equals:
        raise argparse.ArgumentTypeError(f"{text} ({', '.join(DIMENSIONS)})")
    if DIMENSIONS[dimension] != "INTEGER":
        return dimension, value
    if not value.isdigit():
        raise argparse.ArgumentTypeError(text)
    return dimension, int(value)
