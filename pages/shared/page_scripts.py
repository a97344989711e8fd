"""What only the browser can do: the language of the document, and printing it."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from analytics.i18n import Catalog, languages

FOLDER = Path(__file__).parent
PRINT = "window.print()"


def dress_page(t: Catalog) -> None:
    """The style of every page, and the language that screen readers read it in."""
    st.html(FOLDER / "page.css")
    _run("language", _in_language(t.lang))


def print_page(t: Catalog) -> None:
    """A button that opens the browser's own print dialog."""
    if st.button("", icon=":material/print:", key="bar-print", help=t("frame.print")):
        _run("print", PRINT)


def scripts() -> list[str]:
    """Every script that a page may run: the door lets the browser run these and no others."""
    return [PRINT, *map(_in_language, languages())]


def _in_language(lang: str) -> str:
    return f"document.documentElement.lang = {json.dumps(lang)}"


def _run(name: str, script: str) -> None:
    with st.container(key=f"script-{name}"):
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
