"""`sample`: synthetic exports, seeded, for trying the product."""

from __future__ import annotations

import argparse
from pathlib import Path

from analytics.cli import DONE
from analytics.i18n import Catalog
from analytics.sample import SEED, write_sample


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `sample`."""
    parser = commands.add_parser("sample", help=t("command_line.sample.help"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=t("command_line.sample.out"))
    parser.add_argument("--grants", type=int, metavar="N", help=t("command_line.sample.grants"))
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help=t("command_line.sample.seed"))
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help=t("command_line.format"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Writes the sample and names its files."""
    for path in write_sample(arguments.out, grants=arguments.grants, seed=arguments.seed, format=arguments.format):
        print(path)
    return DONE
