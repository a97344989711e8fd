"""A search over the dictionary, and the entry that is open."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from analytics.documents.shared_tables import dictionary_table, said_of
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.indicators import REGISTRY, Indicator
from analytics.store.database import MACROS, query_text
from analytics.wording.definitions import properties
from analytics.wording.estimates import n_words, persistence_sentence, sampling_words, value_words, withheld_words
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.panels import sides
from pages.shared.show import PROSE_PX, scope, show_note
from pages.shared.tables import show_table

WORDS = ("definition", "numerator", "denominator", "how", "limits")
ADDRESS = "indicator"
CHOSEN = "definitions_chosen"


def show_count(frame: Frame) -> None:
    """How many figures the dictionary explains."""
    t = frame.t
    st.subheader(t("definitions.answer", indicators=number(len(REGISTRY), t.lang)), anchor=False, width=PROSE_PX)
    show_note(t("definitions.text"))


def show_entries(frame: Frame) -> None:
    """A search over all words of the dictionary, and the one entry that is open."""
    t = frame.t
    _open_what_the_address_names()
    search_place, entry_place = sides("entry", 1, 1)
    with search_place:
        entered = st.text_input(
            t("definitions.search"), placeholder=t("definitions.search_hint"), key="search", persist_state="session"
        )
    search = entered.strip()
    found = [key for key in REGISTRY if search.casefold() in _all_words(t, key)]
    if not found:
        st.info(t("definitions.nothing_found", search=escaped(search)), icon=":material/search_off:")
        return
    with entry_place:
        chosen = st.selectbox(
            t("definitions.entry", found=number(len(found), t.lang), indicators=number(len(REGISTRY), t.lang)),
            found,
            format_func=lambda key: t(f"indicators.{key}.name"),
            key=CHOSEN,
            on_change=_put_in_the_address,
        )
    with st.container(border=True):
        show_entry(frame, REGISTRY[chosen])


def show_entry(frame: Frame, indicator: Indicator) -> None:
    t = frame.t
    st.subheader(t(f"indicators.{indicator.key}.name"), anchor=False)
    st.markdown(now_words(frame, indicator.key))
    for part in WORDS:
        if t.has(f"indicators.{indicator.key}.{part}"):
            st.markdown(f":gray[{t(f'frame.method.{part}')}:] {t(f'indicators.{indicator.key}.{part}')}")
    for part, said in properties(t, indicator).items():
        st.markdown(f":gray[{t(f'definitions.part.{part}')}:] {said}")
    text = query_text(indicator.query)
    with st.expander(t("definitions.part.query", query=indicator.query)):
        st.code(text, language="sql", wrap_lines=True)
    for macro in macros_in(text):
        with st.expander(t("definitions.part.macro", macro=macro)):
            st.code(query_text(f"macros/{macro}"), language="sql", wrap_lines=True)


def now_words(frame: Frame, key: str) -> str:
    """The figure as it stands under the active filters, or why it is not shown."""
    t = frame.t
    estimate = frame.estimate(key)
    if estimate.indicator == "persistence_rate":
        sentence = persistence_sentence(t, estimate)
    elif estimate.withheld:
        sentence = withheld_words(t, estimate)
    else:
        sentence = t(
            "definitions.value",
            value=value_words(t, estimate),
            interval=sampling_words(t, estimate),
            n=n_words(t, estimate),
        )
    return f"{sentence} :gray[{scope(frame)}]"


def macros_in(query: str, known: Sequence[str] = MACROS) -> list[str]:
    """The files of `sql/macros/` that a query uses, and after each those that it uses itself: none but earlier ones."""
    used = [name for name in known if re.search(rf"{name}\s*\(", query)]
    within = [
        macro for name in used for macro in (name, *macros_in(query_text(f"macros/{name}"), known[: known.index(name)]))
    ]
    return list(dict.fromkeys(within))


def show_dictionary(frame: Frame) -> None:
    show_table(frame, dictionary_table(frame.t), frame.t("definitions.everything"), is_open=True)


def _all_words(t: Catalog, key: str) -> str:
    return " ".join([key, *(said_of(t, key, word) for word in ("name", *WORDS))]).casefold()


def _open_what_the_address_names() -> None:
    key_in_address = st.query_params.get(ADDRESS)
    if key_in_address in REGISTRY and st.session_state.get(CHOSEN) != key_in_address:
        st.session_state[CHOSEN] = key_in_address


def _put_in_the_address() -> None:
    """The key, not its name: such an address opens the same entry in either language."""
    st.query_params[ADDRESS] = st.session_state[CHOSEN]
