"""`versions`: the versions of the data, and going back to one."""

from __future__ import annotations

import argparse

from analytics.cli import DONE, add_store
from analytics.i18n import Catalog
from analytics.store.versions import current_version, restore, versions


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `versions`."""
    parser = commands.add_parser("versions", help=t("command_line.versions.help"))
    add_store(parser, t("command_line.store"))
    parser.add_argument("--restore", metavar="ID", help=t("command_line.versions.restore"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Lists the versions, newest first, the current one marked; or makes one current."""
    if arguments.restore:
        restore(arguments.store, arguments.restore)
        print(t("ingest.version", version=arguments.restore))
        return DONE
    current = current_version(arguments.store)
    for manifest in versions(arguments.store):
        rows = ", ".join(f"{t(f'ingest.table.{table}')} {count}" for table, count in manifest.rows.items() if count)
        print("*" if manifest.version == current else " ", manifest.version, manifest.imported_at, rows)
    return DONE
