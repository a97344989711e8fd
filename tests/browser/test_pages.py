"""Every page in a real browser: cold deep links, filters that survive, nothing asked outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analytics.i18n import catalog
from pages import PAGES
from tests.browser.conftest import OpenTab, Watched, serving
from tests.conftest import first_of

pytestmark = pytest.mark.browser

RESET = "st-key-chip-reset"
STEMS = [entry.stem for entry in PAGES]
TITLES = {
    "overview": ("Ringkasan", "Overview"),
    "survival": ("Keberlangsungan usaha", "Survival"),
    "business_types": ("Jenis usaha", "Business types"),
    "coverage": ("Cakupan wilayah", "Coverage"),
    "comparison": ("Kelompok dan perorangan", "Groups and individuals"),
    "grant_size": ("Besaran bantuan", "Grant size"),
    "monitoring": ("Pemantauan", "Monitoring"),
    "imports": ("Data", "Data"),
    "definitions": ("Kamus indikator", "Indicators"),
}


FILTERED = [entry.stem for entry in PAGES if entry.is_filtered]


def chips(tab: Watched) -> list[str]:
    """The filters that are set, as the bar says them."""
    words = tab.page.locator(f"[class*=st-key-chip-]:not(.{RESET}) button p").all_inner_texts()
    return list(dict.fromkeys(words))


def pick(tab: Watched, words: str, lang: str = "id") -> None:
    """Opens the filters and clicks one option: two clicks."""
    tab.page.get_by_role("button", name=catalog(lang)("frame.filters")).click()
    tab.page.get_by_role("button", name=words, exact=True).first.click()


@pytest.mark.parametrize("stem", first_of(STEMS))
def test_a_deep_link_on_a_cold_server_has_frame_language_and_filters(
    stem: str, open_tab: OpenTab, sample_folder: Path
) -> None:
    with serving(sample_folder) as address:
        tab = open_tab(f"{address}/{stem}?regency=Samarinda")
        assert tab.page.locator("h1").inner_text() == TITLES[stem][0]
        assert chips(tab) == (["Samarinda"] if stem in FILTERED else [])
        assert tab.outside == []
        assert tab.errors == []


@pytest.mark.parametrize("stem", first_of(STEMS, 4))
def test_a_page_in_english_asks_nothing_outside_and_has_no_console_error(
    stem: str, server: str, open_tab: OpenTab
) -> None:
    tab = open_tab(f"{server}/{stem}?lang=English")
    assert tab.page.locator("h1").inner_text() == TITLES[stem][1]
    assert (tab.outside, tab.errors) == ([], [])


@pytest.mark.parametrize("stem", first_of(STEMS, 4))
def test_a_page_fits_a_phone(stem: str, server: str, open_tab: OpenTab) -> None:
    tab = open_tab(
        f"{server}/{stem}", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, color_scheme="dark"
    )
    wider = tab.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    assert (tab.outside, tab.errors) == ([], [])


def test_filters_survive_page_change_back_and_reload(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/?programme=KUBE")
    sentence = tab.text
    tab.page.get_by_role("link", name="Cakupan wilayah").click()
    tab.idle()
    assert "programme=KUBE" in tab.page.url
    tab.page.go_back()
    tab.idle()
    assert tab.text == sentence
    tab.page.reload()
    tab.idle()
    assert tab.text == sentence
    assert "programme=KUBE" in tab.page.url


def test_a_new_curve_never_stands_beside_the_curves_of_the_filter_before(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/survival")
    tab.page.evaluate(
        """() => { window.seen = new Set();
            const curve = () => document.querySelector('[class*=st-key-survival-curve-UEP]');
            let old = curve();
            const look = () => {
              if (!location.search.includes('programme=UEP')) old = curve();
              else if (curve() && curve() !== old)
                window.seen.add(document.querySelectorAll('[class*=survival-curve-WRSE]').length);
              requestAnimationFrame(look); }; look(); }"""
    )
    pick(tab, "UEP")
    tab.page.wait_for_url(re.compile("programme=UEP"))
    tab.idle()
    assert tab.page.evaluate("() => [...window.seen]") == [0]


def test_a_changed_filter_changes_the_figures_and_the_address(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/")
    before = tab.text
    pick(tab, "Paser")
    tab.page.wait_for_url(re.compile("regency=64.01"))
    tab.idle()
    assert chips(tab) == ["Paser"]
    assert tab.text != before


def test_the_language_switch_keeps_the_filters(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/?business_category=Makanan")
    tab.page.locator(".st-key-shown_lang").get_by_text("EN", exact=True).click()
    tab.page.wait_for_url(re.compile("lang=en"))
    tab.idle()
    assert chips(tab) == ["Food"]


def test_chart_slots_are_painted_in_the_colours_of_the_theme(server: str, open_tab: OpenTab) -> None:
    """The slots #000001.. are an undocumented trait of Streamlit: were it gone, every chart would be black."""
    for scheme, kube in (("light", "rgb(23, 89, 155)"), ("dark", "rgb(92, 147, 214)")):
        tab = open_tab(f"{server}/", color_scheme=scheme)
        painted = tab.page.evaluate(
            "() => [...document.querySelectorAll('.js-plotly-plot .points path')].map(p => getComputedStyle(p).fill)"
        )
        assert kube in painted


def test_a_picture_is_saved_under_its_day_and_version_and_says_that_it_is_the_sample(
    server: str, open_tab: OpenTab
) -> None:
    tab = open_tab(f"{server}/overview")
    picture = tab.page.locator(".js-plotly-plot").first
    assert "DATA CONTOH (sintetis) · per 30 Juni 2026 · versi 0001" in picture.inner_text()
    picture.hover()
    with tab.page.expect_download() as saved:
        tab.page.locator("[data-title='Unduh gambar']").first.click()
    assert saved.value.suggested_filename == "overview-programmes-12-2026-06-30-0001.png"


def test_a_broken_store_is_one_sentence_without_a_trace(open_tab: OpenTab, tmp_path: Path) -> None:
    version = tmp_path / "versions" / "0001"
    version.mkdir(parents=True)
    (version / "manifest.json").write_text("{")
    (tmp_path / "current").write_text("0001\n")
    with serving(tmp_path) as address:
        tab = open_tab(address)
        assert "Traceback" not in tab.page.content()
        assert tab.page.locator("[data-testid=stAlert]").count() == 1
