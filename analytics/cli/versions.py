"""`versions`: the versions of the data, and going back to one."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from analytics.cli import DONE, DONE_IN_PART, WRONG_USAGE, add_store, who
from analytics.cli.backups import asked
from analytics.i18n import Catalog
from analytics.store.audit_trail import put_down
from analytics.store.backups import prunable, prune
from analytics.store.versions import StoreError, checked, current_version, restore, version_ids
from analytics.wording.versions import PLACE


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `versions`."""
    parser = commands.add_parser("versions", help=t("command_line.versions.help"))
    add_store(parser, t("command_line.store"))
    parser.add_argument("--restore", metavar="ID", help=t("command_line.versions.restore"))
    parser.add_argument("--prune", type=int, metavar="KEEP", help=t("command_line.versions.prune"))
    parser.add_argument("--yes", action="store_true", help=t("command_line.yes"))
    parser.add_argument("--check", action="store_true", help=t("command_line.versions.check"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Lists the versions, newest first, the current one marked, and in its place why one cannot be read; or makes one
    current. Exit 3 where one cannot be read: `--check` reads every file whole."""
    if arguments.restore:
        manifest = restore(arguments.store, arguments.restore)
        done = {"version": arguments.restore, "digest": manifest.sha256}
        put_down(arguments.store, "restore", by=who(), at=datetime.now(PLACE), **done)
        print(t("ingest.version", version=arguments.restore))
        return DONE
    if arguments.prune is not None:
        return _prune(arguments, t)
    current = current_version(arguments.store)
    status = DONE
    for version in version_ids(arguments.store):
        try:
            manifest = checked(arguments.store, version, whole=arguments.check)
            counts = [f"{t(f'ingest.table.{table}')} {count}" for table, count in manifest.rows.items() if count]
            said = f"{manifest.imported_at} {', '.join(counts)}"
        except StoreError as fault:
            said, status = t(f"store_error.{fault.code}", **fault.details), DONE_IN_PART
        print("*" if version == current else " ", version, said)
    return status


def _prune(arguments: argparse.Namespace, t: Catalog) -> int:
    """Removes the versions beyond the newest so many, where that is agreed to."""
    going = prunable(arguments.store, max(arguments.prune, 0))
    if not going:
        print(t("command_line.versions.nothing_to_prune"))
        return DONE
    named = ", ".join(going)
    if not (arguments.yes or asked(t("command_line.versions.ask", versions=named), t)):
        print(t("command_line.not_agreed"), file=sys.stderr)
        return WRONG_USAGE
    prune(arguments.store, going)
    put_down(arguments.store, "prune", by=who(), at=datetime.now(PLACE), versions=named)
    print(t("command_line.versions.pruned", versions=named))
    return DONE
