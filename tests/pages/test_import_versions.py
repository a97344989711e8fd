"""What a version changed, told on the page: rows, and the figures that moved with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import streamlit as st

from analytics.i18n import catalog
from analytics.ingest.own_words import OwnWord, add_word
from analytics.store.database import Store
from pages.shared.moved_figures import lines_since_before
from tests.conftest import import_tables
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_imports import LANGUAGES, folder, open_part
from tests.spec.tables import CLOSED, RUNNING, Tables

__all__ = ["folder"]

FIRST = Tables().add(15, "KUBE", RUNNING).add(5, "KUBE", CLOSED)
SECOND = Tables().add(15, "KUBE", RUNNING).add(5, "KUBE", CLOSED).add(5, "KUBE", CLOSED)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    st.cache_data.clear()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_version_shows_the_figures_that_moved_with_interval_and_n(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    t = catalog(lang)
    import_tables(folder.parent, FIRST)
    import_tables(folder.parent, SECOND)
    page = open_part(open_page("imports", lang, folder), "versions")
    heading = t("imports.moved.column.before")
    table = next(table.value for table in page.dataframe if heading in table.value)
    rows = {row[0]: list(row[1:]) for row in table.itertuples(index=False)}
    said = rows[t("indicators.persistence_rate.name")]
    assert said[:3] == ["KUBE", *(("75,0%", "60,0%") if lang == "id" else ("75.0%", "60.0%"))]
    assert ("20" in said[5], "25" in said[6]) == (True, True)
    assert t("indicators.visited_rate.name") not in rows
    assert t("imports.versions.changed", before="0001") in texts(page)


def test_the_first_version_is_told_against_none(open_page: OpenPage, folder: Path) -> None:
    import_tables(folder.parent, FIRST)
    page = open_part(open_page("imports", "id", folder), "versions")
    heading = catalog("id")("imports.moved.column.before")
    assert not any(heading in table.value for table in page.dataframe)


def test_where_no_figure_moved_that_is_said(open_page: OpenPage, folder: Path) -> None:
    import_tables(folder.parent, FIRST)
    import_tables(folder.parent, Tables().add(15, "KUBE", RUNNING).add(5, "KUBE", CLOSED, district="Palaran"))
    page = open_part(open_page("imports", "id", folder), "versions")
    days = {"before_on": "1 Maret 2025", "after_on": "1 Maret 2025"}
    assert catalog("id")("imports.moved.none", **days) in texts(page)


def test_a_version_tells_how_many_own_words_it_was_read_with(open_page: OpenPage, folder: Path) -> None:
    add_word(folder, OwnWord("status_words", "jalan terus", "running"), date(2026, 7, 1))
    import_tables(folder.parent, FIRST)
    page = open_part(open_page("imports", "id", folder), "versions")
    assert catalog("id")("imports.versions.own_words", count="1") in texts(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_moved_with_the_version_in_use_is_said_in_sentences(
    lang: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_STORE", str(folder))
    import_tables(folder.parent, FIRST)
    import_tables(folder.parent, SECOND)
    store = Store.open(folder)
    lines = lines_since_before(catalog(lang), store)
    store.close()
    assert catalog(lang)("imports.table.grants") in lines[0]
    assert any(line.startswith(f"**{catalog(lang)('indicators.grants.name')}**") for line in lines)
    assert any(("75,0%" in line or "75.0%" in line) and "25" in line for line in lines)


def test_of_a_store_that_is_not_in_use_nothing_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "another"))
    import_tables(folder.parent, FIRST)
    import_tables(folder.parent, SECOND)
    store = Store.open(folder)
    assert lines_since_before(catalog("id"), store) == []
    store.close()
