"""`backup` and `restore`: the whole store laid aside, and taken back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from analytics.cli import DONE, WRONG_USAGE, add_store, who
from analytics.i18n import Catalog
from analytics.store.audit_trail import put_down
from analytics.store.backups import back_up, take_back
from analytics.wording.versions import PLACE


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `backup` and `restore`."""
    backup = commands.add_parser("backup", help=t("command_line.backup.help"))
    restore = commands.add_parser("restore", help=t("command_line.restore.help"))
    for parser in (backup, restore):
        add_store(parser, t("command_line.store"))
        parser.add_argument("folder", type=Path, metavar="DIR", help=t("command_line.backup.folder"))
    restore.add_argument("--yes", action="store_true", help=t("command_line.yes"))
    backup.set_defaults(run=run_backup)
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace, t: Catalog) -> int:
    """Lays the store aside in a new folder."""
    versions = back_up(arguments.store, arguments.folder)
    put_down(arguments.store, "backup", by=who(), at=datetime.now(PLACE), version=versions[0])
    print(t("command_line.backup.done", folder=arguments.folder, versions=", ".join(versions)))
    return DONE


def run_restore(arguments: argparse.Namespace, t: Catalog) -> int:
    """Takes a backup back; what the store holds is replaced only where that is agreed to."""

    def is_agreed(replaced: Sequence[str]) -> bool:
        return arguments.yes or asked(t("command_line.restore.ask", versions=", ".join(replaced)), t)

    versions = take_back(arguments.store, arguments.folder, is_agreed)
    if not versions:
        print(t("command_line.not_agreed"), file=sys.stderr)
        return WRONG_USAGE
    put_down(arguments.store, "backup_restored", by=who(), at=datetime.now(PLACE), version=versions[0])
    print(t("command_line.restore.done", folder=arguments.folder, versions=", ".join(versions)))
    return DONE


def asked(question: str, t: Catalog) -> bool:
    """Whether who sits at the terminal says yes; in a pipe nobody does."""
    return sys.stdin.isatty() and input(f"{question} ").strip().lower() == t("command_line.yes_word")
