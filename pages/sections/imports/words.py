"""The mapping tables on the page: what each holds, what the agency adds to it and takes back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number
from analytics.ingest.own_words import (
    OwnWord,
    WordRefusedError,
    add_word,
    meanings,
    own_words,
    places,
    remove_word,
    words_in_force,
)
from analytics.ingest.vocabulary import LISTS, list_file
from analytics.store.database import REFERENCE
from analytics.store.versions import StoreError
from analytics.wording.versions import PLACE
from pages.shared.account import may, put_down_act, require
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.settings import store_folder
from pages.shared.show import PROSE_PX, show_section

SHOWN = (
    "status_words", "programme_words", "regency_aliases", "regency_not_resolvable", "business_words", "choice_words",
    "heading_words",
)  # fmt: skip
CHECK_AGAIN = "imports_check_again"
CHANGED = "imports_words_changed"
TYPED = "imports_words_typed"


def show_mappings(frame: Frame) -> None:
    """The tables by which words of exports are understood, shipped and added, each with its way to extend it."""
    t = frame.t
    show_section(t("imports.mapping.title"), t("imports.mapping.text"))
    with st.container(width=PROSE_PX):
        if message := st.session_state.pop(CHANGED, None):
            st.success(message, icon=":material/check_circle:")
    added = own_words(store_folder())
    for name in SHOWN:
        own = [one for one in added if one[0].list == name]
        count = len(_shipped(list_file(REFERENCE, name)))
        form = "with_own" if own else "shipped"
        title = t(f"imports.mapping.{form}", list=t(f"imports.mapping.{name}"), count=number(count, t.lang),
                  own=number(len(own), t.lang))  # fmt: skip
        opened = st.expander(title, key=f"imports_list_{name}", on_change="rerun")
        if opened.open:
            with opened:
                _show_list(frame, name, own)


def _show_list(frame: Frame, name: str, own: list[tuple[OwnWord, str]]) -> None:
    if name in LISTS and may("words"):
        with st.container(width=PROSE_PX):
            _show_adding(frame, name)
            _show_removing(frame, name, [word for word, _ in own])
    st.dataframe(mapping_table(frame, name, own), hide_index=True, width="stretch")


def mapping_table(frame: Frame, name: str, own: list[tuple[OwnWord, str]]) -> pd.DataFrame:
    """A mapping table in the reader's words, the agency's own rows first."""
    t = frame.t
    table = _shipped(list_file(REFERENCE, name))
    if name in LISTS:
        spec = LISTS[name]
        rows = [
            {
                spec.word: one.word,
                spec.meaning: one.meaning,
                spec.within or "-": one.within,
                "added_on": _day(t, added_on),
            }
            for one, added_on in own
        ]
        if rows:
            table = pd.concat([pd.DataFrame(rows).drop(columns="-", errors="ignore"), table]).fillna("")
        within = table[spec.within] if spec.within else pd.Series("", index=table.index)
        table[spec.meaning] = [
            meaning_words(frame, name, *pair) for pair in zip(table[spec.meaning], within, strict=True)
        ]  # fmt: skip
        if spec.within:
            table[spec.within] = [place_words(t, name, one) for one in table[spec.within]]
    else:
        names = frame.regencies
        table["reason"] = [t(f"imports.unresolvable.{code}") for code in table["reason"]]
        table["candidates"] = [
            ", ".join(names.get(code, code) for code in said.split()) for said in table["candidates"]
        ]
    return table.rename(columns=lambda column: t(f"imports.mapping.column.{column}"))


def meaning_words(frame: Frame, name: str, meaning: str, within: str = "") -> str:
    """What a word of a list means, as the reader knows it; columns stay in their own names."""
    t = frame.t
    if name == "regency_aliases":
        return frame.regencies.get(meaning, meaning)
    key = {
        "status_words": f"imports.status.{meaning}",
        "programme_words": f"programme.{meaning}.short",
        "business_words": f"business_category.{meaning}",
        "choice_words": f"imports.choice.{within}.{meaning}",
    }.get(name, "")
    return t(key) if t.has(key) else meaning


def place_words(t: Catalog, name: str, within: str) -> str:
    """Where a word holds: the table of a heading, the column of a choice."""
    key = f"imports.table.{within}" if name == "heading_words" else f"imports.choice_of.{within}"
    return t(key) if t.has(key) else within


def refusal_words(frame: Frame, own: OwnWord, refused: WordRefusedError) -> str:
    """Why a word was not taken."""
    t = frame.t
    details = dict(refused.details)
    if "meaning" in details:
        details["meaning"] = meaning_words(frame, own.list, str(details["meaning"]), own.within)
    return t(f"imports.words.refused.{refused.code}", **details)


def check_again() -> None:
    """Has the files that were chosen checked again at the next run."""
    st.session_state[CHECK_AGAIN] = True


def add_own(frame: Frame, own: OwnWord) -> str | None:
    """Adds a word as of today; the sentence that says why where it was not taken, else None."""
    t = frame.t
    try:
        by = require("words")
        add_word(store_folder(), own, datetime.now(PLACE).date())
    except WordRefusedError as refused:
        return refusal_words(frame, own, refused)
    except StoreError as error:
        return t(f"store_error.{error.code}", **error.details)
    put_down_act("words", by, list=own.list, word=own.word, meaning=own.meaning)
    return None


def _show_adding(frame: Frame, name: str) -> None:
    t = frame.t
    at = st.session_state.get(TYPED, 0)
    within = ""
    word = st.text_input(t(f"imports.words.word.{name}"), key=f"imports_word_{name}_{at}")
    if places(name):
        within = st.selectbox(
            t(f"imports.mapping.column.{LISTS[name].within}"), places(name), key=f"imports_within_{name}",
            format_func=lambda place: place_words(t, name, place),
        )  # fmt: skip
    options = meanings(words_in_force(store_folder()), name, within)
    meaning = st.selectbox(
        t("imports.words.means"), options, index=None, placeholder=t("imports.words.choose"),
        format_func=lambda one: meaning_words(frame, name, one, within), key=f"imports_meaning_{name}_{within}_{at}",
    )  # fmt: skip
    if not st.button(t("imports.words.add"), key=f"imports_add_{name}", icon=":material/add:"):
        return
    if not (word and meaning):
        st.error(t("imports.words.incomplete"), icon=":material/error:")
    elif refused := add_own(frame, OwnWord(name, word, meaning, within)):
        st.error(refused, icon=":material/error:")
    else:
        st.session_state[TYPED] = at + 1
        _changed(t("imports.words.added", word=escaped(word), meaning=meaning_words(frame, name, meaning, within)))


def _show_removing(frame: Frame, name: str, own: list[OwnWord]) -> None:
    t = frame.t
    if not own:
        return
    picked = st.selectbox(
        t("imports.words.own"), own, key=f"imports_own_{name}_{len(own)}",
        format_func=lambda one: t(
            "imports.words.one", word=one.word, meaning=meaning_words(frame, name, one.meaning, one.within)
        ),
    )  # fmt: skip
    if st.button(t("imports.words.remove"), key=f"imports_remove_{name}", icon=":material/delete:"):
        try:
            by = require("words")
            remove_word(store_folder(), picked)
        except StoreError as error:
            st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
            return
        put_down_act("words", by, list=picked.list, word=picked.word, meaning=None)
        _changed(t("imports.words.removed", word=escaped(picked.word)))


def _changed(message: str) -> None:
    st.session_state[CHANGED] = message
    check_again()
    st.rerun()


def _day(t: Catalog, added_on: str) -> str:
    try:
        return day(date.fromisoformat(added_on), t.lang)
    except ValueError:
        return added_on


def _shipped(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype="str", keep_default_na=False)
