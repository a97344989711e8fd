"""The command line, a module a subcommand: `add(commands, t)` declares its options, `run` does it.

`run(arguments, t)` returns the exit status: 0 done, 3 done with rows rejected, 4 refused, 2 wrong usage.
To add a subcommand, write its module and name it in `analytics.__main__`.
"""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

DONE, WRONG_USAGE, DONE_IN_PART, REFUSED = 0, 2, 3, 4

STORE = Path(__file__).parent.parent.parent / "data" / "store"


def who() -> str:
    """The account of this machine that an act on the command line is put down under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def add_store(parser: argparse.ArgumentParser, help_text: str) -> None:
    """The option that every subcommand on a store has."""
    parser.add_argument("--store", type=Path, default=STORE, metavar="DIR", help=help_text)
