"""`verify`: whether the figures of a document still come out, which moved, and what changed under them."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from analytics.cli import DONE, DONE_IN_PART, REFUSED, add_store
from analytics.cli.asking import open_served
from analytics.i18n import Catalog
from analytics.store.database import Store


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `verify`."""
    parser = commands.add_parser("verify", help=t("command_line.verify.help"))
    add_store(parser, t("command_line.store"))
    parser.add_argument("--version", metavar="ID", help=t("command_line.of_version"))
    parser.add_argument("file", type=Path, metavar="FILE.json", help=t("command_line.verify.file"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Asks the same questions again: exit 0 where all is the same, 3 where a figure moved."""
    # The estimators' libraries take a second to import, which the other subcommands need not wait for.
    from analytics.documents.proof import causes, moved, read_document  # noqa: PLC0415

    try:
        then = read_document(arguments.file.read_text(encoding="utf-8"))
    except ValueError:
        print(t("command_line.verify.no_document", file=arguments.file.name), file=sys.stderr)
        return REFUSED
    store = open_served(arguments.store, t, arguments.version)
    try:
        now = asked_again(store, then)
    finally:
        store.close()
    changed = list(moved(then, now))
    for one, other in changed:
        of = ", ".join(str(value) for value in one["by"].values())
        said = {"before": _said(one), "after": _said(other) if other else "–"}
        print(t("command_line.verify.moved", figure=f"{one['indicator']} {of}".strip(), **said))
    form = "changed" if changed else "same"
    print(t(f"command_line.verify.{form}", moved=len(changed), figures=len(then["figures"])))
    for cause in causes(then, now):
        kind, _, file = cause.partition(":")
        print(t(f"command_line.verify.cause.{kind}", file=file))
    return DONE_IN_PART if changed else DONE


def asked_again(store: Store, then: dict[str, Any]) -> dict[str, Any]:
    """The document of the same figures, day and filters, of this version by this software."""
    from analytics.answers.figures import figures  # noqa: PLC0415
    from analytics.documents.proof import figures_document, questions, reference_hashes  # noqa: PLC0415
    from analytics.documents.software import software  # noqa: PLC0415

    as_of, where = date.fromisoformat(then["question"]["as_of"]), then["question"]["where"]
    found = [one for key, day, by in questions(then) for one in figures(store, key, as_of=day, by=by, where=where)]
    return figures_document(found, store.manifest, reference_hashes(store.reference), software(), as_of, where)


def _said(record: dict[str, Any]) -> str:
    return str(record["withheld"] if record["value"] is None else record["value"])
