"""The bar over every page: what the address asks for, filters and their chips, language, memo."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from analytics.answers import served as serving
from analytics.i18n import catalog
from analytics.ingest.load import import_exports
from analytics.store.database import Store
from pages.shared import filters
from pages.shared.address import SHOWN
from pages.shared.frame import Frame
from pages.shared.sharing import lasting_link, memo_of
from tests.conftest import Row, import_tables, write_export
from tests.pages.conftest import OpenPage, texts
from tests.spec.tables import CLOSED, RUNNING, Tables


def chips(page: AppTest) -> dict[str, str]:
    """Words of each filter that is set."""
    marked = {str(button.key): str(button.label) for button in page.button if str(button.key).startswith("chip-")}
    return {key.removeprefix("chip-"): words for key, words in marked.items() if key != "chip-reset"}


def test_the_sample_is_marked_as_one(open_page: OpenPage) -> None:
    assert catalog("id")("frame.sample_badge") in texts(open_page("definitions"))


@pytest.mark.parametrize("asked", ["64.72", "Samarinda", "samarinda"])
def test_a_filter_is_asked_for_by_its_code_or_its_name(open_page: OpenPage, asked: str) -> None:
    page = open_page("definitions", regency=asked)
    page.switch_page("pages/monitoring.py").run()
    assert chips(page) == {"regency": "Samarinda"}


@pytest.mark.parametrize("named", ["en", "English"])
def test_a_language_is_asked_for_by_its_code_or_its_name(open_page: OpenPage, named: str) -> None:
    page = open_page("definitions")
    page.text_input(key="lang").set_value(named).run()
    assert page.title[0].value == catalog("en")("definitions.title")


def test_a_name_of_another_language_is_understood(open_page: OpenPage) -> None:
    fish = catalog("en")("business_category.fish")
    assert chips(open_page("monitoring", "id", business_category=fish)) == {
        "business_category": catalog("id")("business_category.fish")
    }


def test_years_that_are_left_out_are_said_and_the_rest_counts(open_page: OpenPage) -> None:
    page = open_page("monitoring", cohort_year=["-2020", "-2021"])
    assert chips(page) == {"cohort_year": catalog("id")("frame.without", values="2020, 2021")}
    kept = open_page("monitoring", cohort_year=[str(year) for year in (*range(2016, 2020), *range(2022, 2026))])
    assert page.header[0].value == kept.header[0].value


@pytest.mark.parametrize(("sent", "asked"), [(date(2024, 6, 30), ["2024-06-30"]), ("June 30, 2024", [])])
def test_a_day_in_the_words_of_the_language_before_changes_nothing(
    sent: object, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_on: list[str] = []
    monkeypatch.setattr(st, "session_state", {SHOWN + filters.AS_OF: sent})
    monkeypatch.setattr(filters, "hand_on", lambda name, value: handed_on.append(value))
    filters.hand_on_day(latest=date(2026, 6, 30))
    assert handed_on == asked


def test_a_chip_takes_its_filter_away(open_page: OpenPage) -> None:
    page = open_page("monitoring", regency="64.72", cohort_year="2024")
    page.button(key="chip-regency").click().run()
    assert chips(page) == {"cohort_year": "2024"}
    page.button(key="chip-reset").click().run()
    assert chips(page) == {}


@pytest.mark.parametrize(
    ("name", "asked"),
    [("regency", "64.99"), ("cohort_year", "-1999"), ("as_of", "2999-01-01"), ("as_of", "kemarin")],
)
def test_what_is_not_understood_is_said_and_never_answered_with_the_whole_province(
    open_page: OpenPage, name: str, asked: str
) -> None:
    t, page = catalog("id"), open_page("monitoring", **{name: asked})
    said = t("frame.not_understood", name=t(f"frame.{name}"), values=asked)
    assert [str(warning.value) for warning in page.warning] == [said]
    assert not page.header
    page.button(key=f"remove-{name}").click().run()
    assert not page.warning
    assert page.header


def test_a_change_of_language_keeps_what_was_chosen(open_page: OpenPage) -> None:
    page = open_page("monitoring", regency="64.72")
    page.button_group(key="shown_lang").set_value("en").run()
    assert page.title[0].value == catalog("en")("monitoring.title")
    assert chips(page) == {"regency": "Samarinda"}


def with_sharing_open(page: AppTest) -> AppTest:
    """The page with the popover of what can be taken along opened."""
    page.session_state["bar-share"] = True
    return page.run()


@pytest.mark.parametrize(("lang", "file"), [("id", "memo"), ("en", "memo"), ("en", "workbook")])
def test_a_file_is_made_at_a_press_and_offered_in_the_language_of_the_page(
    open_page: OpenPage, lang: str, file: str
) -> None:
    page = with_sharing_open(open_page("overview", lang))
    assert not page.get("download_button") or catalog(lang)(f"{file}.download") not in labels_of_downloads(page)
    page.button(key=f"{file}-make").click().run()
    assert catalog(lang)(f"{file}.download") in labels_of_downloads(page)
    assert not page.error


def test_a_memo_that_cannot_be_made_is_said_on_the_page(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = with_sharing_open(open_page("overview"))

    def fails(*_: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr("pages.shared.sharing.memo_of", fails)
    page.button(key="memo-make").click().run()
    (said,) = page.error
    before, after = catalog("id")("frame.unexpected", code="|").split("|")
    assert str(said.value).startswith(before) and str(said.value).endswith(after)
    assert catalog("id")("memo.download") not in labels_of_downloads(page)


def labels_of_downloads(page: AppTest) -> list[str]:
    return [button.proto.label for button in page.get("download_button")]


def test_the_memo_says_what_the_page_says_under_its_day_and_filters(open_page: OpenPage, sample_folder: Path) -> None:
    page = open_page("overview", as_of="2025-12-31", programme="WRSE", regency="Samarinda")
    chosen = {"programme": ["WRSE"], "regency": ["64.72"]}
    store = Store.open(serving.served_store(sample_folder))
    memo = PdfReader(io.BytesIO(memo_of(Frame("overview", catalog("id"), store, date(2025, 12, 31), chosen))))
    store.close()
    first = " ".join(memo.pages[0].extract_text().split())
    assert str(page.header[0].value).replace("**", "") in first
    assert "Keadaan per 31 Desember 2025. Filter: Program WRSE; Kabupaten/kota Samarinda." in first


def test_a_lasting_link_holds_choices_language_day_and_version() -> None:
    given = {"regency": ["64.72", "64.74"], "lang": ["id"]}
    assert lasting_link("http://host/survival?x=1", given, "en", date(2025, 12, 31), "0003") == (
        "http://host/survival?regency=64.72&regency=64.74&lang=en&as_of=2025-12-31&version=0003"
    )


def test_a_link_with_a_version_shows_the_same_figures_after_the_next_import(
    open_page: OpenPage, tmp_path: Path
) -> None:
    folder = import_tables(tmp_path, Tables().add(20, "UEP", RUNNING).add(20, "UEP", CLOSED))
    before = str(open_page("survival", store=folder).header[0].value)
    reopened: Row = {"grant_id": "G0039", "visited_on": "2026-06-30", "status": "running"}
    more = write_export(tmp_path / "more.csv", [reopened])
    import_exports(folder, [more], as_of=date(2026, 7, 1), now=datetime(2026, 7, 1, tzinfo=UTC), add=True)
    assert str(open_page("survival", store=folder).header[0].value) != before
    fixed = open_page("survival", store=folder, version="0001")
    assert str(fixed.header[0].value) == before
    assert chips(fixed) == {"version": catalog("id")("frame.of_version", version="0001")}


def test_a_version_that_is_not_there_is_said_and_no_figure_shown(open_page: OpenPage) -> None:
    page = open_page("monitoring", version="../9999")
    assert "9999" in page.warning[0].value
    assert list(page.header) == []
    page.button(key="remove-version").click().run()
    assert len(page.header) == 1
