"""Pages run as a reader meets them: through `dashboard.py`, in a language, on a store, at an address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from tests.conftest import FolderOf

__all__ = ["FolderOf", "OpenPage", "texts"]

ROOT = Path(__file__).parents[2]
MAX_WAIT_SECONDS = 60

OpenPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def entry_script_runs_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest forgets at every run that `st.navigation` is used and would skip the entry script from the second on."""
    made = PagesManager.__init__

    def without_pages_folder(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", without_pages_folder)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, sample_folder: Path) -> OpenPage:
    """`open_page(stem, lang="id", store=folder, **query)`: the page after its first run, tables and methods unfolded
    unless it is to be `folded` as a reader finds it."""
    expander = st.expander

    def opened(
        stem: str, lang: str = "id", store: Path | None = None, *, folded: bool = False, **query: str | list[str]
    ) -> AppTest:
        if not folded:
            monkeypatch.setattr(st, "expander", lambda label, **how: expander(label, **{**how, "expanded": True}))
        monkeypatch.setenv("DASHBOARD_STORE", str(store or sample_folder))
        monkeypatch.setenv("DASHBOARD_LANGUAGE", lang)
        page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=MAX_WAIT_SECONDS)
        page.query_params.update(query)
        if stem != "overview":
            page.switch_page(f"pages/{stem}.py")
        return page.run()

    return opened


def texts(page: AppTest) -> str:
    """All words on the page, without the sidebar."""
    kinds = (page.title, page.header, page.subheader, page.markdown, page.caption, page.info, page.error, page.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind)
