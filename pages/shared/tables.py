"""Tables on pages: numbers that sort as numbers, written in the reader's words, and the files made of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.documents.about import Asked, file_stem
from analytics.documents.software import software
from analytics.documents.table_files import excel_csv, machine_archive, workbook
from analytics.documents.typed_table import Column, TypedTable, cell_words
from analytics.i18n import Catalog
from analytics.wording.estimates import DASH
from pages.shared.downloads import offer_download
from pages.shared.frame import Frame


@st.fragment
def show_table(frame: Frame, table: TypedTable, title: str | None = None, *, is_open: bool = False) -> None:
    """The table with its downloads: folded up under its title, or open and without a title where the place says what
    it is.

    What is folded up is written out once it is opened: so a page that changes draws its pictures without waiting.
    """
    words = title or frame.t("frame.table")
    if is_open:
        write_table(frame, table, words)
        return
    opened = st.expander(words, key=f"{table.name}-table", on_change="rerun")
    if opened.open:
        with opened:
            write_table(frame, table, words)


def write_table(frame: Frame, table: TypedTable, title: str) -> None:
    st.dataframe(in_words(frame.t, table), hide_index=True, width="stretch", placeholder=DASH)
    offer_files(frame, table, title)


def in_words(t: Catalog, table: TypedTable) -> pd.io.formats.style.Styler:
    """The values as they are, each shown in the reader's words."""
    columns = table.of("page")
    values = pd.DataFrame({one.words: _series(one) for one in columns})
    written = values.style
    for one in columns:
        if not one.is_text:
            for unit, rows in _rows_by_unit(one).items():
                said = lambda value, unit=unit, one=one: cell_words(t, value, unit, one.decimals)  # noqa: E731
                written = written.format(said, subset=pd.IndexSlice[rows, [one.words]], na_rep="")
    return written


def _series(column: Column) -> pd.Series:
    if column.is_text:
        return pd.Series(column.cells, dtype="str")
    return pd.Series(column.cells, dtype="datetime64[s]" if column.unit == "date" else "float64")


def _rows_by_unit(column: Column) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, unit in enumerate(column.units):
        rows.setdefault(unit, []).append(row)
    return rows


def offer_files(frame: Frame, table: TypedTable, title: str) -> None:
    """The table as three files, each made when it is fetched."""
    t, asked = frame.t, asked_of(frame, title)
    stem = file_stem(t, table.name, asked)
    made = {
        "workbook": (lambda: workbook(t, table, asked), "xlsx"),
        "machine": (lambda: machine_archive(t, table, asked), "zip"),
        "excel_csv": (lambda: excel_csv(t, table), "csv"),
    }
    with st.container(horizontal=True):
        for name, (make, ending) in made.items():
            offer_download(t(f"tables.download.{name}"), make, f"{stem}.{ending}", key=f"{table.name}-{name}")


def asked_of(frame: Frame, title: str) -> Asked:
    """What a table of this page answers."""
    page = frame.t(f"{frame.stem}.title")
    return Asked(
        title, page, frame.store.manifest, frame.as_of, frame.where, frame.regencies, st.context.url or "", software()
    )
