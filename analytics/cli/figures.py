"""`figures`: Estimates with everything that travels with them, as JSON, CSV or text."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import shutil
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from analytics.cli import DONE, WRONG_USAGE, add_store, write_file
from analytics.cli.asking import add_selection, open_served, selection, wrong_question
from analytics.i18n import Catalog
from analytics.indicators import REGISTRY
from analytics.store.database import DIMENSIONS, Store

COLUMNS = (
    "indicator", "by", "value", "unit", "n", "unit_of_count", "intervals", "unvisited", "as_of", "withheld", "version",
    "is_sample",
)  # fmt: skip


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `figures`."""
    parser = commands.add_parser("figures", help=t("command_line.figures.help"))
    add_store(parser, t("command_line.store"))
    parser.add_argument(
        "--indicator", nargs="+", action="extend", choices=tuple(REGISTRY), metavar="KEY",
        help=t("command_line.figures.indicator", keys=", ".join(REGISTRY)),
    )  # fmt: skip
    parser.add_argument(
        "--by", nargs="+", action="extend", choices=tuple(DIMENSIONS), default=[], metavar="DIMENSION",
        help=t("command_line.figures.by", dimensions=", ".join(DIMENSIONS)),
    )  # fmt: skip
    add_selection(parser, t)
    parser.add_argument("--half-years", type=int, metavar="N", help=t("command_line.figures.half_years"))
    parser.add_argument(
        "--format", choices=("json", "document", "csv", "text", "xlsx"), default="text", help=t("command_line.format")
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help=t("command_line.out"))
    engines = ("duckdb", "spark")
    parser.add_argument("--engine", choices=engines, default=engines[0], help=t("command_line.figures.engine"))
    parser.add_argument("--parquet", type=Path, metavar="DIR", help=t("command_line.figures.parquet"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Prints the figures of the current version; without one in the usual store those of the sample, and says so."""
    # The estimators' libraries take a second to import, which the other subcommands need not wait for.
    from analytics.answers.figures import figures  # noqa: PLC0415
    from analytics.answers.over_time import over_time  # noqa: PLC0415
    from analytics.documents.proof import as_record, figures_document, reference_hashes  # noqa: PLC0415
    from analytics.documents.software import software  # noqa: PLC0415

    if wrong := _wrong_options(arguments, t):
        print(wrong, file=sys.stderr)
        return WRONG_USAGE
    asked = {"as_of": arguments.as_of, "by": arguments.by, "where": selection(arguments.where)}
    store = _opened(arguments, t)
    try:
        if wrong := wrong_question(store, arguments.as_of, selection(arguments.where), t):
            print(wrong, file=sys.stderr)
            return WRONG_USAGE
        if arguments.format == "xlsx":
            write_file(arguments.out, _workbook(store, arguments, t))
            return DONE
        found = [
            estimate
            for key in arguments.indicator or REGISTRY
            for estimate in (
                figures(store, key, **asked)
                if arguments.half_years is None
                else over_time(store, [key], half_years=arguments.half_years, **asked)
            )
        ]
        if arguments.format == "document":
            day = arguments.as_of or store.latest_on
            hashes = reference_hashes(store.reference)
            written = _json(
                figures_document(found, store.manifest, hashes, software(), day, selection(arguments.where))
            )
        else:
            answers = [as_record(estimate, store.manifest) for estimate in found]
            written = {"json": _json, "csv": _csv, "text": _text}[arguments.format](answers)
    finally:
        store.close()
    if arguments.out:
        write_file(arguments.out, written)
    else:
        sys.stdout.write(written)
    return DONE


def _wrong_options(arguments: argparse.Namespace, t: Catalog) -> str:
    """What an option lacks, or cannot stand beside; empty where there is no such thing."""
    narrowed = arguments.indicator or arguments.by or arguments.half_years is not None
    if arguments.format == "xlsx" and (narrowed or not arguments.out):
        return t("command_line.figures.whole_workbook")
    if arguments.engine == "spark" and not (arguments.parquet and _has_spark()):
        return t("command_line.figures.no_spark")
    return ""


def _has_spark() -> bool:
    """Spark's own launcher looks for Java in the same two places."""
    has_java = bool(os.environ.get("JAVA_HOME") or shutil.which("java"))
    return has_java and all(find_spec(package) for package in ("pyspark", "sqlglot"))


def _opened(arguments: argparse.Namespace, t: Catalog) -> Store:
    if arguments.engine == "duckdb":
        return open_served(arguments.store, t, arguments.version)
    # Only who asks for Spark has it installed.
    from analytics.store.spark import open_on_spark  # noqa: PLC0415

    return open_served(arguments.store, t, arguments.version, partial(open_on_spark, parquet=arguments.parquet))


def _workbook(store: Store, arguments: argparse.Namespace, t: Catalog) -> bytes:
    from analytics.documents.figures_workbook import everything, figures_workbook, workbook_asked  # noqa: PLC0415
    from analytics.documents.software import software  # noqa: PLC0415

    day, where = arguments.as_of or store.latest_on, selection(arguments.where)
    found = everything(store, as_of=day, where=where)
    return figures_workbook(t, found, workbook_asked(t, store, day, where, software()))


def _json(answers: object) -> str:
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


def _csv(answers: list[dict[str, object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for answer in answers:
        writer.writerow(_cell(answer[column]) for column in COLUMNS)
    return stream.getvalue()


def _text(answers: list[dict[str, object]]) -> str:
    lines = []
    for answer in answers:
        shown = answer["withheld"] if answer["value"] is None else answer["value"]
        group = f" {_cell(answer['by'])}" if answer["by"] else ""
        lines.append(
            f"{answer['indicator']}{group}: {shown} {answer['unit']}, n = {answer['n']} {answer['unit_of_count']}, "
            f"{_cell(answer['intervals'])}, unvisited = {answer['unvisited']}, as of {answer['as_of']}"
        )
    return "\n".join(lines) + "\n"


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list, tuple)) else value
