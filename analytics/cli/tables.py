"""`table`: one table of the current version, as a file or on standard output."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from analytics.cli import DONE, add_store
from analytics.cli.asking import say_faults
from analytics.contract import TABLES
from analytics.documents.tables import write_table
from analytics.i18n import Catalog
from analytics.store.database import Store


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `table`."""
    parser = commands.add_parser("table", help=t("command_line.table.help"))
    parser.add_argument("table", choices=tuple(TABLES), metavar="TABLE", help=", ".join(TABLES))
    add_store(parser, t("command_line.store"))
    parser.add_argument("--version", metavar="ID", help=t("command_line.of_version"))
    parser.add_argument("--format", choices=("csv", "json", "parquet"), default="csv", help=t("command_line.format"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=t("command_line.out"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Writes the table."""
    store = Store.open(arguments.store, version=arguments.version)
    say_faults(store.faults, store.manifest.version, t)
    try:
        if arguments.out and arguments.out.exists() and not arguments.out.is_file():
            write_table(store, arguments.table, arguments.out, arguments.format)
            return DONE
        with tempfile.TemporaryDirectory(dir=arguments.out.resolve().parent if arguments.out else None) as folder:
            path = Path(folder) / "table"
            write_table(store, arguments.table, path, arguments.format)
            if arguments.out:
                path.replace(arguments.out.resolve())
                return DONE
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
    finally:
        store.close()
    return DONE
