"""The grants behind a figure as a workbook, with all that must be known of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analytics.documents.figures_workbook import workbook_asked
from analytics.documents.software import Software
from analytics.documents.table_files import workbook
from analytics.documents.typed_table import Column, TypedTable
from analytics.i18n import Catalog
from analytics.store.database import Selection, Store

NAMED = ("grant_id", "programme", "regency", "numerator", "denominator")
"""Columns that have words; the others bear the names that they have in the question's SQL."""


def rows_workbook(
    t: Catalog, store: Store, key: str, rows: pd.DataFrame, as_of: date, where: Selection, by: Software
) -> bytes:
    """XLSX of the rows that `answers.figure_rows` gives."""
    columns = list(_columns(t, rows))
    columns[0] = Column(columns[0].key, columns[0].words, columns[0].values, "code", indicators=(key,))
    asked = workbook_asked(t, store, as_of, where, by, t(f"indicators.{key}.name"))
    return workbook(t, TypedTable(f"rows-{key}", tuple(columns), (t("workbook.rows.note"),)), asked)


def _columns(t: Catalog, rows: pd.DataFrame) -> Iterator[Column]:
    for name, values in rows.items():
        words = t(f"workbook.rows.{name}") if name in NAMED else str(name)
        if pd.api.types.is_datetime64_any_dtype(values):
            yield Column(str(name), words, values.tolist(), "date")
        elif pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
            decimals = None if pd.api.types.is_integer_dtype(values) else 2
            yield Column(str(name), words, values.tolist(), "count", decimals)
        else:
            yield Column(str(name), words, [None if pd.isna(one) else str(one) for one in values], "code")
