"""The menu: every page of `PAGES` under its section, at the address of its stem."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.i18n import Catalog
from pages import PAGES


def menu(t: Catalog) -> dict[str, list[st.Page]]:
    """Pages by section. The first answers at "/"; hidden, it answers at its own stem too, as the others do."""
    first = PAGES[0]
    sections: dict[str, list[st.Page]] = {"": [_page(t, first.stem, visibility="hidden")]}
    for entry in PAGES:
        is_first = entry is first
        page = _page(t, entry.stem, icon=entry.icon, url_path="home" if is_first else entry.stem, default=is_first)
        sections.setdefault(t(f"frame.section.{entry.section}"), []).append(page)
    return sections


def _page(t: Catalog, stem: str, **settings: Any) -> st.Page:
    title = t(f"{stem}.menu") if t.has(f"{stem}.menu") else t(f"{stem}.title")
    return st.Page(f"pages/{stem}.py", **{"title": title, "url_path": stem, **settings})


def stem_of(page: st.Page) -> str:
    """The stem of a page of the menu."""
    path: str = page.url_path
    return path or PAGES[0].stem
