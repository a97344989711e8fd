"""What the address of a page holds: codes, which stay the same in every language and after every import.

A widget whose options have labels writes the labels. So each choice is held by a widget that is not seen, whose values
are codes; the one that is seen shows its value and hands a change on to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import streamlit as st

from analytics.i18n import Catalog, catalog, languages
from pages.shared.settings import default_language

SHOWN = "shown_"
LANGUAGE = "lang"


def held(name: str, usual: str = "") -> str:
    """The code that the address holds under `name`; `usual` where it holds none."""
    with _unseen(name):
        return st.text_input(name, usual, key=name, bind="query-params", label_visibility="collapsed") or usual


def held_list(name: str, codes: Sequence[str]) -> list[str]:
    """The codes that the address holds under `name`, those that do not exist among them."""
    with _unseen(name):
        return st.multiselect(
            name, codes, key=name, bind="query-params", accept_new_options=True, label_visibility="collapsed"
        )


def hold_language() -> str:
    """Declares that the address holds the reader's language, and says which it is."""
    held(LANGUAGE)
    return chosen_language()


def chosen_language() -> str:
    """The code of the reader's language; its name is understood too."""
    asked = st.session_state.get(LANGUAGE, "").casefold()
    named = (lang for lang in languages() if asked in (lang, catalog(lang)("frame.language").casefold()))
    return next(named, default_language())


def _unseen(name: str) -> AbstractContextManager[object]:
    return st.container(key=f"address-{name}")


def choose(
    label: str,
    name: str,
    options: Mapping[str, str],
    *,
    usual: str = "",
    is_labelled: bool = True,
    is_list: bool = False,
) -> str:
    """One of `options` (code to label), side by side or as a list; the address holds its code. `usual`, the first one
    where none is given, stands where the address holds none or one that is not offered."""
    usual = usual or next(iter(options))
    code = held(name, usual)
    code = code if code in options else usual
    st.session_state[SHOWN + name] = code
    form: Any = st.selectbox if is_list else partial(st.segmented_control, required=True, wrap=True)
    form(
        label,
        options,
        format_func=lambda one: options.get(one, one),
        key=SHOWN + name,
        on_change=_hand_on,
        args=(name,),
        label_visibility="visible" if is_labelled else "collapsed",
    )
    return code


def show_page_tabs(t: Catalog, stem: str, sections: Mapping[str, Callable[[], None]]) -> None:
    """The sections of a page by their codes, which its catalog names under `tab`."""
    show_tabs(f"{stem}_tab", {code: (t(f"{stem}.tab.{code}"), show) for code, show in sections.items()})


def show_tabs(name: str, sections: Mapping[str, tuple[str, Callable[[], None]]]) -> None:
    """Sections (code to label and what shows it) behind tabs, of which only the open one is made; the address holds the
    code of the open one."""
    labels = {code: label for code, (label, _) in sections.items()}
    code = held(name, next(iter(labels)))
    open_label = labels.get(code, next(iter(labels.values())))
    tabs = st.tabs(
        list(labels.values()), default=open_label, key=SHOWN + name, on_change=_hand_on_tab, args=(name, labels)
    )
    for tab, (_, show) in zip(tabs, sections.values(), strict=True):
        if tab.open:
            with tab:
                show()


def hand_on(name: str, value: object) -> None:
    """Puts a choice into the address, from a callback."""
    st.session_state[name] = value


def _hand_on(name: str) -> None:
    hand_on(name, st.session_state[SHOWN + name])


def _hand_on_tab(name: str, labels: Mapping[str, str]) -> None:
    shown = st.session_state[SHOWN + name]
    hand_on(name, next((code for code, label in labels.items() if label == shown), ""))
