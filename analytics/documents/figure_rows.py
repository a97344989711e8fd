"""The grants behind a figure as a workbook, with all that must be known of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analytics.answers.figure_rows import FigureRows
from analytics.documents.figures_workbook import workbook_asked
from analytics.documents.software import Software
from analytics.documents.table_files import workbook
from analytics.documents.typed_table import Column, TypedTable
from analytics.i18n import Catalog
from analytics.indicators import REGISTRY
from analytics.store.database import Selection, Store
from analytics.wording.estimates import value_words

PARTS = ("numerator", "denominator")
NAMED = ("grant_id", "programme", "regency", *PARTS)
"""Columns that have words; the others bear the names that they have in the question's SQL."""


def rows_workbook(t: Catalog, store: Store, found: FigureRows, as_of: date, where: Selection, by: Software) -> bytes:
    """XLSX; its second sheet says whether the rows add up to the figure."""
    said = t("workbook.rows.does_not_add_up")
    if found.adds_up and found.figure:
        said = t("workbook.rows.adds_up", value=value_words(t, found.figure))
    table = TypedTable(f"rows-{found.key}", tuple(_columns(t, found)), (said, t("workbook.rows.note")))
    asked = workbook_asked(t, store, as_of, where, by, t(f"indicators.{found.key}.name"))
    return workbook(t, table, asked)


def _columns(t: Catalog, found: FigureRows) -> Iterator[Column]:
    indicator = REGISTRY[found.key]
    of_parts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
    for name, values in found.rows.items():
        key = str(name)
        words = t(f"workbook.rows.{key}") if key in NAMED else key
        indicators = (found.key,) if key in PARTS else ()
        if pd.api.types.is_datetime64_any_dtype(values):
            yield Column(key, words, values.tolist(), "date")
        elif pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
            unit, decimals = _unit(of_parts[key][0] if key in PARTS else key), None
            if unit == "count" and not pd.api.types.is_integer_dtype(values):
                decimals = 2
            yield Column(key, words, values.tolist(), unit, decimals, indicators=indicators)
        else:
            yield Column(key, words, [None if pd.isna(one) else str(one) for one in values], "code")


def _unit(column: str) -> str:
    """As the name of the SQL's column says."""
    return next((unit for unit in ("idr", "months") if column.endswith(f"_{unit}")), "count")
