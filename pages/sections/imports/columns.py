"""Correcting what a heading of a file was read as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from analytics.contract import TABLES
from analytics.i18n import Catalog
from analytics.ingest.own_words import OwnWord
from analytics.ingest.report import FileReport, Report
from pages.sections.imports.files import Brought, Chosen, assign
from pages.sections.imports.words import add_own, check_again
from pages.shared.escape import escaped
from pages.shared.frame import Frame

NOT_LOADED = ""


def show_column_choice(frame: Frame, chosen: Chosen, report: Report) -> None:
    """A file, one of its headings, and the column that it is to be read as."""
    t = frame.t
    choices = [
        (one, file, headings)
        for one, file in _matched(chosen.brought, report.files)
        if file.table and (headings := _headings(one, file))
    ]
    if not choices:
        return
    with st.expander(t("imports.correct.title"), expanded=report.outcome == "refused"):
        st.markdown(f":gray[{t('imports.correct.text')}]")
        at = st.selectbox(
            t("imports.correct.file"), range(len(choices)), format_func=lambda at: choices[at][1].file,
            key="imports_correct_file",
        )  # fmt: skip
        one, file, headings = choices[at]
        heading = st.selectbox(
            t("imports.correct.heading"), list(headings), key="imports_correct_heading",
            format_func=lambda heading: t("imports.correct.now", heading=heading, column=_said(t, headings[heading])),
        )  # fmt: skip
        columns = [column.name for column in TABLES[str(file.table)].columns if not column.derived]
        column = st.selectbox(
            t("imports.correct.column"), [NOT_LOADED, *columns], key="imports_correct_column",
            format_func=lambda name: _said(t, name),
        )  # fmt: skip
        is_kept = st.checkbox(t("imports.correct.remember"), key="imports_correct_remember", disabled=not column)
        if st.button(t("imports.correct.use")):
            refused = is_kept and column and add_own(frame, OwnWord("heading_words", heading, column, str(file.table)))
            if refused:
                st.error(refused, icon=":material/error:")
            else:
                assign(one, heading, column or None)
                check_again()
                st.rerun()
        for known, name in one.export.columns.items():
            st.markdown(f"- {escaped(t('imports.correct.now', heading=known, column=_said(t, name or NOT_LOADED)))}")


def _matched(brought: Sequence[Brought], files: Sequence[FileReport]) -> Iterator[tuple[Brought, FileReport]]:
    """Each file of the report with what was brought: the file itself, or the archive that it was unpacked from."""
    waiting = list(brought)
    for file in files:
        one = next((one for one in waiting if file.file == one.name or file.file.startswith(f"{one.name}/")), None)
        if one is None:
            continue
        if file.file == one.name:
            waiting.remove(one)
        yield one, file


def _headings(one: Brought, file: FileReport) -> dict[str, str]:
    """Every heading that may be assigned, with what it is read as now. Personal columns may not."""
    return {**file.columns, **dict.fromkeys(file.unknown, NOT_LOADED), **_assigned(one)}


def _assigned(one: Brought) -> dict[str, str]:
    return {heading: column or NOT_LOADED for heading, column in one.export.columns.items()}


def _said(t: Catalog, column: str) -> str:
    return column or t("imports.correct.not_loaded")
