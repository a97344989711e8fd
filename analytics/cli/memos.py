"""`memo`: the decision memo as a PDF, for the meeting in which next year's money is decided."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analytics.cli import DONE, WRONG_USAGE, add_store, write_file
from analytics.cli.asking import add_selection, open_served, selection, wrong_question
from analytics.i18n import Catalog


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `memo`."""
    parser = commands.add_parser("memo", help=t("command_line.memo.help"))
    add_store(parser, t("command_line.store"))
    add_selection(parser, t)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help=t("command_line.memo.out"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Writes the memo of the current version in the language asked for."""
    if arguments.out.suffix.lower() != ".pdf":
        print(t("command_line.memo.not_pdf", file=arguments.out.name), file=sys.stderr)
        return WRONG_USAGE
    # The estimators' libraries take a second to import, which the other subcommands need not wait for.
    from analytics.answers.memo_contents import memo_contents  # noqa: PLC0415
    from analytics.documents.memo import decision_memo  # noqa: PLC0415

    store = open_served(arguments.store, t, arguments.version)
    try:
        if wrong := wrong_question(store, arguments.as_of, selection(arguments.where), t):
            print(wrong, file=sys.stderr)
            return WRONG_USAGE
        contents = memo_contents(store, as_of=arguments.as_of, where=selection(arguments.where))
    finally:
        store.close()
    write_file(arguments.out, decision_memo(contents, t))
    return DONE
