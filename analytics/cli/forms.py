"""`form`: the visit form for KoboToolbox or ODK Central, with the grants to visit preloaded."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analytics.cli import DONE, WRONG_USAGE, add_store, write_file
from analytics.cli.asking import add_selection, open_served, selection, wrong_question
from analytics.i18n import Catalog


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `form`."""
    parser = commands.add_parser("form", help=t("command_line.form.help"))
    add_store(parser, t("command_line.store"))
    add_selection(parser, t)
    parser.add_argument("--visits", type=int, default=60, metavar="N", help=t("command_line.form.visits"))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=t("command_line.form.seed"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help=t("command_line.form.out"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Writes the form of the current version."""
    if arguments.out.suffix.lower() != ".xlsx":
        print(t("command_line.form.not_xlsx", file=arguments.out.name), file=sys.stderr)
        return WRONG_USAGE
    # The estimators' libraries take a second to import, which the other subcommands need not wait for.
    from analytics.answers.visit_plan import grants_to_visit  # noqa: PLC0415
    from analytics.documents.visit_form import visit_form  # noqa: PLC0415

    store = open_served(arguments.store, t, arguments.version)
    try:
        if wrong := wrong_question(store, arguments.as_of, selection(arguments.where), t):
            print(wrong, file=sys.stderr)
            return WRONG_USAGE
        day = arguments.as_of or store.latest_on
        grants = grants_to_visit(
            store, as_of=day, where=selection(arguments.where), visits=arguments.visits, seed=arguments.seed
        )
    finally:
        store.close()
    write_file(arguments.out, visit_form(t, grants, day))
    drawn = int((grants["visit_reason"] == "audit").sum())
    print(t("command_line.form.done", file=arguments.out.name, drawn=drawn, overdue=len(grants) - drawn))
    return DONE
