"""The overview as a reader has it before them: the first screen, a click on the map, years left out, paper."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from analytics.i18n import catalog
from tests.browser.conftest import OpenTab, Watched
from tests.browser.test_pages import chips
from tests.conftest import first_of
from tests.sentences import says

pytestmark = pytest.mark.browser

LAPTOP, PROJECTOR = {"width": 1440, "height": 900}, {"width": 1280, "height": 720}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PARTS = (".st-key-answer h2", "[data-testid=stMetric]", ".st-key-panel-programmes", ".st-key-decision-comparison")
MAX_HEIGHT_PX = 1600
NAME = re.compile("^Samarinda$")
NUMBERS_AT_12 = ("74 66–80", "83 75–88", "81 70–89")


def bottoms(tab: Watched, *parts: str) -> list[float]:
    """How far down the last of each of these parts ends, in pixels from the top of the page."""
    boxes = [tab.page.locator(part).last.bounding_box() for part in parts]
    return [box["y"] + box["height"] for box in boxes if box]


@pytest.mark.parametrize("lang", first_of(["id", "en"]))
@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR])
def test_the_first_screen_answers_the_heads_four_questions(
    size: dict[str, int], lang: str, server: str, open_tab: OpenTab
) -> None:
    """How many still run, whether individuals do better, where it is bad, what is to be decided: without a click."""
    tab = open_tab(f"{server}/?lang={lang}", viewport=size)
    ends = bottoms(tab, *PARTS, ".st-key-panel-regencies")
    assert len(ends) == len(PARTS) + 1
    assert max(ends) <= size["height"]
    assert tab.page.locator(".st-key-answer h2").bounding_box()["height"] <= 62  # type: ignore[index]
    assert tab.page.locator(".stMainBlockContainer").bounding_box()["height"] <= MAX_HEIGHT_PX  # type: ignore[index]


def test_a_phone_answers_them_within_two_screens_the_map_after_them(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/", **PHONE)
    ends = bottoms(tab, *PARTS)
    assert ends == sorted(ends)
    assert ends[-1] <= 2 * 844
    map_box = tab.page.locator(".st-key-panel-regencies").bounding_box()
    assert map_box is not None
    assert map_box["y"] >= ends[-1]


@pytest.mark.parametrize("lang", first_of(["en", "id"]))
def test_the_document_says_which_language_it_is_in(lang: str, server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/?lang={lang}")
    assert tab.page.locator("html").get_attribute("lang") == lang


def test_a_click_on_a_regency_makes_it_the_filter_and_another_takes_it_away(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/")

    def click() -> None:
        tile = tab.page.locator(".st-key-panel-regencies .annotation", has_text=NAME).first.bounding_box()
        assert tile is not None
        tab.page.mouse.click(tile["x"] + tile["width"] / 2, tile["y"] + 30)

    click()
    tab.page.wait_for_url(re.compile("regency=64.72"))
    tab.idle()
    assert chips(tab) == ["Samarinda"]
    click()
    tab.page.wait_for_url(re.compile(r"^(?!.*regency)"))
    tab.idle()
    assert chips(tab) == []


@pytest.mark.parametrize("lang", first_of(["id", "en"]))
def test_the_evaluator_leaves_two_years_out_in_three_clicks(lang: str, server: str, open_tab: OpenTab) -> None:
    t = catalog(lang)
    tab = open_tab(f"{server}/?lang={lang}")
    tab.page.get_by_role("button", name=t("frame.filters")).click()
    years = tab.page.locator(".st-key-filter-cohort_year [data-testid=stButtonGroup]").last
    for year in ("2020", "2021"):
        years.get_by_role("button", name=year).click()
        tab.page.wait_for_url(re.compile(f"-{year}"))
        tab.idle()
    mark = "," if lang == "id" else "."
    seen = {"before": f"42{mark}8%", "after": f"43{mark}6%", "change": f"+0{mark}8"}
    assert says(tab.text, "overview.before.persistence_rate", lang, **seen)


def test_the_page_is_printed_in_one_click_with_every_programmes_figure(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/")
    tab.page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    tab.page.locator(".st-key-bar-print button").first.click()
    tab.page.wait_for_function("() => window.printed === 1")
    tab.idle()
    sheets = PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True, print_background=True))).pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert [number for number in NUMBERS_AT_12 if number not in words] == []
    assert says(words, "overview.answer.enough", programme="KUBE", p="42,8%", range="36–50")
    assert catalog("id")("frame.filters") not in words
    assert len(sheets) <= 2
