"""Words that an import met for the first time: what they are, and the reader's word for what they mean."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.contract import TABLES
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.ingest.own_words import OwnWord, can_be_taught, list_for, meanings, words_in_force
from analytics.ingest.report import Report, Unmapped
from pages.sections.imports.report import framed
from pages.sections.imports.words import add_own, check_again, meaning_words
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.settings import store_folder
from pages.shared.show import PROSE_PX

MAX_WORDS_SHOWN = 8
ROWS_SHOWN = 500


def show_unmapped(frame: Frame, report: Report, *, can_teach: bool) -> None:
    """The words that no list knows, with their rows; in a trial, a choice of meaning for each of the most frequent."""
    t = frame.t
    if not report.unmapped:
        return
    teachable = _teachable(report) if can_teach else []
    count = number(len(report.unmapped), t.lang)
    with st.expander(t("imports.unmapped.title", count=count), expanded=any(map(_costs_rows, teachable))):
        if teachable:
            with st.container(width=PROSE_PX):
                _ask(frame, teachable)
        else:
            st.markdown(f":gray[{t('imports.unmapped.text')}]")
        rows: list[dict[str, object]] = [
            {"table": t(f"imports.table.{one.table}"), "column": one.column, "found": one.found, "rows": one.rows}
            for one in report.unmapped[:ROWS_SHOWN]
        ]
        st.dataframe(framed(t, "unmapped", rows), hide_index=True, width="stretch")


def _ask(frame: Frame, teachable: list[Unmapped]) -> None:
    t = frame.t
    words = words_in_force(store_folder())
    with st.form("imports_unmapped"):
        st.markdown(f":gray[{t('imports.unmapped.ask')}]")
        chosen = {}
        for one in teachable[:MAX_WORDS_SHOWN]:
            name, within = _place(one)
            chosen[one] = st.selectbox(
                t("imports.unmapped.means", found=escaped(one.found), column=escaped(one.column), rows=_rows(t, one)),
                meanings(words, name, within),
                index=None,
                placeholder=t("imports.words.choose"),
                format_func=partial(meaning_words, frame, name, within=within),
                key=f"imports_means_{name}_{within}_{one.found}",
            )
        if len(teachable) > MAX_WORDS_SHOWN:
            st.markdown(f":gray[{t('imports.unmapped.more', count=number(len(teachable) - MAX_WORDS_SHOWN, t.lang))}]")
        if st.form_submit_button(t("imports.unmapped.add"), icon=":material/add:"):
            _teach(frame, {one: meaning for one, meaning in chosen.items() if meaning})


def _teach(frame: Frame, chosen: dict[Unmapped, str]) -> None:
    t = frame.t
    own = [
        OwnWord(name, one.found, meaning, within) for one, meaning in chosen.items() for name, within in (_place(one),)
    ]
    refused = [sentence for word in own if (sentence := add_own(frame, word))]
    for sentence in dict.fromkeys(refused):
        st.error(sentence, icon=":material/error:")
    if not own:
        st.error(t("imports.words.incomplete"), icon=":material/error:")
    elif not refused:
        check_again()
        st.rerun()


def _teachable(report: Report) -> list[Unmapped]:
    """Words that a list would take: those that cost rows first, then the most frequent."""
    words = words_in_force(store_folder())
    taken = [one for one in report.unmapped if (at := list_for(one.table, one.column)) and can_be_taught(
        words, at[0], one.found, at[1])]  # fmt: skip
    once = {(_place(one), one.found): one for one in reversed(taken)}
    return sorted(once.values(), key=lambda one: (not _costs_rows(one), -one.rows, one.found))


def _place(one: Unmapped) -> tuple[str, str]:
    at = list_for(one.table, one.column)
    assert at is not None
    return at


def _costs_rows(one: Unmapped) -> bool:
    column = TABLES[one.table].column(one.column)
    return column.required or column.alone_enough is not None


def _rows(t: Catalog, one: Unmapped) -> str:
    return t("imports.unmapped.rows", count=number(one.rows, t.lang))
