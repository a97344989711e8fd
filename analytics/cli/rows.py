"""`rows`: the grants behind a figure, each with its part in numerator and denominator."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analytics.cli import DONE, WRONG_USAGE, add_store, write_file
from analytics.cli.asking import add_selection, open_served, selection, wrong_question
from analytics.i18n import Catalog
from analytics.indicators import REGISTRY


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `rows`."""
    parser = commands.add_parser("rows", help=t("command_line.rows.help"))
    add_store(parser, t("command_line.store"))
    parser.add_argument(
        "--figure", required=True, choices=tuple(REGISTRY), metavar="KEY",
        help=t("command_line.figures.indicator", keys=", ".join(REGISTRY)),
    )  # fmt: skip
    add_selection(parser, t)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help=t("command_line.rows.out"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Writes the workbook; numbers of grants are in it, personal data in no store."""
    if arguments.out.suffix.lower() != ".xlsx":
        print(t("command_line.rows.not_xlsx", file=arguments.out.name), file=sys.stderr)
        return WRONG_USAGE
    # The estimators' libraries take a second to import, which the other subcommands need not wait for.
    from analytics.answers.figure_rows import NotOfGrantsError, figure_rows  # noqa: PLC0415
    from analytics.documents.figure_rows import rows_workbook  # noqa: PLC0415
    from analytics.documents.software import software  # noqa: PLC0415

    where = selection(arguments.where)
    store = open_served(arguments.store, t, arguments.version)
    try:
        if wrong := wrong_question(store, arguments.as_of, where, t):
            print(wrong, file=sys.stderr)
            return WRONG_USAGE
        day = arguments.as_of or store.latest_on
        found = figure_rows(store, arguments.figure, as_of=day, where=where)
        written = rows_workbook(t, store, found, day, where, software())
    except NotOfGrantsError:
        print(t("command_line.rows.not_of_grants", key=arguments.figure), file=sys.stderr)
        return WRONG_USAGE
    finally:
        store.close()
    write_file(arguments.out, written)
    return DONE
