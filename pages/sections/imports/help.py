"""What an export may hold: the contract as help, and how complete each column is."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.contract import TABLES
from analytics.contract import Column as ContractColumn
from analytics.documents.typed_table import Column, TypedTable
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, rupiah
from pages.shared.frame import Frame
from pages.shared.show import show_section
from pages.shared.tables import show_table


def show_contract(frame: Frame) -> None:
    """Every table: its columns, what their cells must be, and the headings by which they are known."""
    t = frame.t
    show_section(t("imports.contract.title"), t("imports.contract.text"))
    for table in TABLES.values():
        with st.expander(t("imports.contract.table", table=t(f"contract.table.{table.name}"), code=table.name)):
            rows = [
                {
                    "column": column.name,
                    "meaning": t(f"contract.column.{table.name}.{column.name}"),
                    "required": required_words(t, column),
                    "kind": kind_words(t, column),
                    "aliases": ", ".join(column.aliases),
                }
                for column in table.columns
            ]
            st.dataframe(_headed(t, "contract", rows), hide_index=True, width="stretch")


def required_words(t: Catalog, column: ContractColumn) -> str:
    """Whether an export must have the column, or what becomes of it."""
    if column.derived:
        return t("contract.required.derived")
    if column.alone_enough:
        return t("contract.required.one_of")
    if not column.stored:
        return t("contract.required.dropped")
    return t("contract.required.yes" if column.required else "contract.required.no")


def kind_words(t: Catalog, column: ContractColumn) -> str:
    """What a cell of the column must be."""
    parts = [t(f"contract.kind.{column.kind}")]
    if column.domain:
        parts.append(", ".join(column.domain))
    written = rupiah if column.kind == "rupiah" else number
    if column.minimum is not None and column.maximum is not None and column.kind != "year":
        parts.append(f"{written(column.minimum, t.lang)}–{written(column.maximum, t.lang)}")
    return ": ".join(parts)


def show_completeness(frame: Frame) -> None:
    """How much of each column is filled, year by year."""
    t = frame.t
    show_section(t("imports.completeness.title"), t("imports.completeness.text"))
    shares = frame.rows("completeness")
    for name, of_table in shares.groupby("table_name"):
        wide = of_table.pivot(index="column_name", columns="year", values="filled_share")
        order = [column.name for column in TABLES[str(name)].stored_columns if column.name in wide.index]
        years = [Column(str(year), str(year), list(wide.loc[order, year]), "share", 0) for year in wide.columns]
        columns = (Column("column", t("imports.completeness.column"), order), *years)
        table = TypedTable(f"imports-completeness-{name}", columns)
        show_table(frame, table, t(f"imports.completeness.{name}"))


def _headed(t: Catalog, name: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows).rename(columns=lambda column: t(f"imports.{name}.column.{column}"))
