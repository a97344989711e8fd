"""What every page owes its reader: answer and picture on the first screen, no tab higher than two screens."""

from __future__ import annotations

import tomllib

import pytest

from analytics.i18n import FOLDER
from pages import PAGES
from tests.browser.conftest import OpenTab, Watched
from tests.conftest import first_of

pytestmark = pytest.mark.browser

LAPTOP, PROJECTOR = {"width": 1440, "height": 900}, {"width": 1280, "height": 720}
MAX_TAB_PX = 1400
ANSWER_PX = 62
PICTURES = {"imports": "[data-testid=stFileUploader]", "definitions": "[data-testid=stTextInput] input"}
USUAL_PICTURE = "[data-testid=stPlotlyChart]"
ONE_SCREEN = ("overview",)
"""The overview has a browser test of its own."""


def tabs_of(stem: str) -> list[str]:
    words = tomllib.loads((FOLDER / "id" / f"{stem}.toml").read_text(encoding="utf-8"))
    return list(words.get("tab", {"": ""}))


STEMS = [entry.stem for entry in PAGES if entry.stem not in ONE_SCREEN]


def top(tab: Watched, part: str) -> float:
    boxes = [box.bounding_box() for box in tab.page.locator(part).all() if box.is_visible()]
    return min(box["y"] for box in boxes if box)


@pytest.mark.parametrize("stem", first_of(STEMS))
def test_no_tab_is_higher_than_two_screens(stem: str, server: str, open_tab: OpenTab) -> None:
    tab, heights = open_tab(viewport=LAPTOP), {}
    for code in tabs_of(stem):
        tab.open(f"{server}/{stem}?{stem}_tab={code}")
        heights[code] = tab.page.locator(".stMainBlockContainer").bounding_box()["height"]  # type: ignore[index]
    assert {code: height for code, height in heights.items() if height > MAX_TAB_PX} == {}


@pytest.mark.parametrize("lang", first_of(["id", "en"]))
@pytest.mark.parametrize("stem", first_of(STEMS, 4))
def test_a_projector_shows_the_answer_and_most_of_a_picture(
    stem: str, lang: str, server: str, open_tab: OpenTab
) -> None:
    tab = open_tab(f"{server}/{stem}?lang={lang}", viewport=PROJECTOR)
    assert top(tab, PICTURES.get(stem, USUAL_PICTURE)) <= 0.67 * PROJECTOR["height"]
    answer = tab.page.locator(".st-key-answer h2")
    if answer.count():
        assert answer.bounding_box()["height"] <= ANSWER_PX  # type: ignore[index]
