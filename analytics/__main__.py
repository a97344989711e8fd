"""The command line: `python -m analytics --help`."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from analytics.cli import REFUSED, WRONG_USAGE
from analytics.i18n import Catalog, catalog, languages
from analytics.store.versions import StoreError

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
SUBCOMMANDS = {
    "import": "imports",
    "table": "tables",
    "figures": "figures",
    "rows": "rows",
    "verify": "verify",
    "memo": "memos",
    "form": "forms",
    "map": "maps",
    "nightly": "nightly",
    "versions": "versions",
    "backup": "backups",
    "restore": "backups",
    "sample": "samples",
    "contract": "contracts",
    "bench": "bench",
}
"""Each subcommand and its module in `analytics.cli`; only that of the one that is run is loaded."""


def main(argv: Sequence[str]) -> int:
    """Runs one subcommand and returns its exit status; what goes wrong is one sentence on standard error."""
    t = catalog(_language(argv))
    arguments = _parser(t, argv).parse_args(argv)
    try:
        status: int = arguments.run(arguments, t)
        return status
    except StoreError as error:
        print(t(f"store_error.{error.code}", **error.details), file=sys.stderr)
        return WRONG_USAGE if error.code == "unknown_version" else REFUSED
    except OSError as error:
        print(t("command_line.file_error", file=error.filename or "", error=error.strerror or ""), file=sys.stderr)
    return REFUSED


def _language(argv: Sequence[str]) -> str:
    given = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    given.add_argument("--lang", choices=languages(), default=languages()[0])
    return str(given.parse_known_args(argv)[0].lang)


def _version() -> str:
    """As pyproject.toml says, which a checkout always has: nothing is installed."""
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def _parser(t: Catalog, argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analytics", description=t("command_line.help"))
    parser.add_argument("--version", action="version", version=_version(), help=t("command_line.version"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    modules = [module for name, module in SUBCOMMANDS.items() if argv[:1] == [name]]
    for module in modules or dict.fromkeys(SUBCOMMANDS.values()):
        import_module(f"analytics.cli.{module}").add(commands, t)
    for command in commands.choices.values():
        command.add_argument("--lang", choices=languages(), default=languages()[0], help=t("command_line.lang"))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
