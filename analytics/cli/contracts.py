"""`contract`: the description of the exports, made from the contract, in both languages."""

from __future__ import annotations

import argparse
from pathlib import Path

from analytics.cli import DONE, write_file
from analytics.contract import TABLES, Column, Table
from analytics.i18n import Catalog, catalog, languages


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `contract`."""
    parser = commands.add_parser("contract", help=t("command_line.contract.help"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=t("command_line.out"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, _t: Catalog) -> int:
    """Writes the description."""
    write_file(arguments.out, contract_text())
    return DONE


def contract_text() -> str:
    """`data/README.md`: every table and column, Bahasa Indonesia first."""
    return "\n".join(_described(catalog(lang)) for lang in languages())


def _described(t: Catalog) -> str:
    tables = "\n".join(_table(table, t) for table in TABLES.values())
    return f"# {t('contract.title')}\n\n{t('contract.introduction')}\n\n{tables}"


def _table(table: Table, t: Catalog) -> str:
    heads = [t(f"contract.head.{head}") for head in ("column", "kind", "required", "meaning", "aliases")]
    keys = " / ".join(", ".join(f"`{column}`" for column in key) for key in table.keys)
    lines = [
        f"## {table.name}: {t(f'contract.table.{table.name}')}",
        "",
        t("contract.key", keys=keys),
        "",
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(_row(table, column, t) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _row(table: Table, column: Column, t: Catalog) -> str:
    required = "yes" if column.required else "one_of" if column.alone_enough else "no"
    if not column.stored and not column.alone_enough:
        required = "dropped"
    if column.derived:
        required = "derived"
    cells = [
        f"`{column.name}`",
        t(f"contract.kind.{column.kind}") + (f": {', '.join(column.domain)}" if column.domain else ""),
        t(f"contract.required.{required}"),
        t(f"contract.column.{table.name}.{column.name}"),
        ", ".join(f"`{alias}`" for alias in column.aliases),
    ]
    return f"| {' | '.join(cells)} |"
