"""What only the browser can do: the language of the document, and printing it."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from analytics.i18n import Catalog

FOLDER = Path(__file__).parent


def dress_page(t: Catalog) -> None:
    """The style of every page, and the language that screen readers read it in."""
    st.html(FOLDER / "page.css")
    _run("language", f"document.documentElement.lang = {json.dumps(t.lang)}")


def print_page(t: Catalog) -> None:
    """A button that opens the browser's own print dialog."""
    if st.button("", icon=":material/print:", key="bar-print", help=t("frame.print")):
        _run("print", "window.print()")


def _run(name: str, script: str) -> None:
    with st.container(key=f"script-{name}"):
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
