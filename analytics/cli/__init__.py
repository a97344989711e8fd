"""The command line, a module a subcommand: `add(commands, t)` declares its options, `run` does it.

`run(arguments, t)` returns the exit status: 0 done, 3 done with rows rejected, 4 refused, 2 wrong usage.
To add a subcommand, write its module and name it in `analytics.__main__`.
"""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from analytics.store.durable import replace_file

DONE, WRONG_USAGE, DONE_IN_PART, REFUSED = 0, 2, 3, 4

STORE = Path(__file__).parent.parent.parent / "data" / "store"


def write_file(path: Path, text: str | bytes) -> None:
    """A file that was asked for: as it was until it is whole. What is no file (a pipe, /dev/stdout) is written to as it
    is. Raises OSError."""
    data = text.encode() if isinstance(text, str) else text
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        replace_file(path.resolve(), data)


def require_writable(path: Path) -> None:
    """Raises OSError where `write_file` would, so that nothing is done that could not be reported."""
    if not (path.exists() and not path.is_file()):
        with path.open("ab"):
            pass


def who() -> str:
    """The account of this machine that an act on the command line is put down under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def add_store(parser: argparse.ArgumentParser, help_text: str) -> None:
    """The option that every subcommand on a store has."""
    parser.add_argument("--store", type=Path, default=STORE, metavar="DIR", help=help_text)
