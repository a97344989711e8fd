"""The page in tabs. The first is always made, as files that wait in it would be lost; the others once opened."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.sections.imports.help import show_completeness, show_contract
from pages.sections.imports.load import show_import
from pages.sections.imports.recipes import show_recipes
from pages.sections.imports.versions import show_versions
from pages.sections.imports.words import show_mappings
from pages.shared.frame import Frame

TABS: dict[str, Callable[[Frame], None]] = {
    "load": show_import,
    "versions": show_versions,
    "recipes": show_recipes,
    "words": show_mappings,
    "completeness": show_completeness,
    "contract": show_contract,
}
KEY = "imports_tab"


def show_tabs(frame: Frame) -> None:
    """The import, and what belongs to it."""
    labels = [frame.t(f"imports.tab.{name}") for name in TABS]
    for tab, (name, show) in zip(st.tabs(labels, key=KEY, on_change="rerun"), TABS.items(), strict=True):
        if tab.open or name == "load":
            with tab:
                show(frame)
