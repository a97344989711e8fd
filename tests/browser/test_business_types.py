"""The page of business types in a real browser: answer and picture on the first screen, a click on a row, heights."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenTab, Watched
from tests.conftest import first_of
from tests.sentences import says

pytestmark = pytest.mark.browser

MAX_PX = 1_400
ROW_PX, LINE_PX = 31, 28
LAPTOP, PROJECTOR = {"width": 1440, "height": 900}, {"width": 1280, "height": 720}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def height(tab: Watched) -> float:
    return float(tab.page.locator(".stMainBlockContainer").bounding_box()["height"])  # type: ignore[index]


def top(tab: Watched, selector: str) -> float:
    return float(tab.page.locator(selector).first.bounding_box()["y"])  # type: ignore[index]


def chosen(tab: Watched) -> str:
    return tab.page.locator(".st-key-panel-type-places").inner_text()


@pytest.mark.parametrize("programme", first_of(["KUBE", "UEP"]))
@pytest.mark.parametrize("tab_code", first_of(["cells", "obstacles", "words", "support"], 2))
def test_every_tab_is_at_most_two_screens_high(programme: str, tab_code: str, server: str, open_tab: OpenTab) -> None:
    address = f"{server}/business_types?business_types_programme={programme}&business_types_tab={tab_code}"
    assert height(open_tab(address)) <= MAX_PX


@pytest.mark.parametrize("screen", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_answer_table_and_picture_begin_on_the_first_screen(
    screen: dict[str, int], server: str, open_tab: OpenTab
) -> None:
    tab = open_tab(f"{server}/business_types", viewport=screen)
    answer = tab.page.locator("h2").first.bounding_box()
    assert answer is not None
    assert answer["height"] < 3 * LINE_PX
    assert top(tab, "[data-testid=stDataFrame]") < screen["height"] / 2
    assert top(tab, "[data-testid=stPlotlyChart]") < screen["height"] - 150


def test_a_click_on_any_cell_of_a_row_chooses_its_type(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/business_types?lang=en")
    table = tab.page.locator("[data-testid=stDataFrame]").first.bounding_box()
    assert table is not None
    tab.page.mouse.click(table["x"] + 400, table["y"] + 36 + 1.5 * ROW_PX)
    tab.page.wait_for_url("**business_types_type=fish**")
    tab.page.get_by_text("Fishing and fish farming, by place").wait_for()
    assert says(tab.idle().text, "business_types.chosen.places", category="Fishing and fish farming", lang="en")
    assert (tab.outside, tab.errors) == ([], [])


def test_a_phone_has_answer_and_table_within_two_screens(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/business_types", **PHONE)
    assert top(tab, "[data-testid=stPlotlyChart]") < 2 * 844
    wider = tab.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
