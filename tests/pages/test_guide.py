"""The guide opens from the bar of every page, at the section on that page."""

from __future__ import annotations

import pytest

from pages import PAGES
from pages.shared.guide import GUIDE, guide_sections
from tests.pages.conftest import OpenPage

TITLES = list(guide_sections(GUIDE.read_text(encoding="utf-8")))


def test_the_sections_are_numbered_as_the_pages_name_them() -> None:
    assert [title.split(".")[0] for title in TITLES] == [str(number) for number in range(1, 11)]
    assert {entry.guide_section for entry in PAGES} <= set(range(1, 11))


@pytest.mark.parametrize(("stem", "number"), [("overview", 1), ("imports", 10), ("definitions", 2)])
def test_it_opens_at_the_section_on_the_page(open_page: OpenPage, stem: str, number: int) -> None:
    page = open_page(stem)
    page.button(key="bar-guide").click().run()
    assert page.selectbox(key="guide-section").value == TITLES[number - 1]


def test_a_section_is_its_text_without_the_pictures_of_pages() -> None:
    text = "# Guide\n\n## 1. First\n\n![a page](page.png)\n\nOne.\n\n## 2. Second\n\nTwo."
    assert guide_sections(text) == {"1. First": "One.", "2. Second": "Two."}
