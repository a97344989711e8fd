"""What readers come to do, in as few clicks as it may take."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from analytics.i18n import catalog
from tests.browser.conftest import OpenTab, Watched
from tests.conftest import first_of
from tests.sentences import says

pytestmark = pytest.mark.browser

DEVICES: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": {"width": 1440, "height": 900}},
    "projector": {"viewport": {"width": 1280, "height": 720}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
LANGUAGES = ("id", "en")


def visible(tab: Watched, part: str) -> None:
    tab.page.locator(f"{part} >> visible=true").first.click()


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("lang", first_of(LANGUAGES))
def test_the_planner_weighs_six_million_with_a_tenth_for_delivery_in_one_click_and_a_field(
    lang: str, device: str, server: str, open_tab: OpenTab
) -> None:
    tab = open_tab(f"{server}/grant_size?lang={lang}", **DEVICES[device])
    cost = tab.page.get_by_role("textbox", name=catalog(lang)("grant_size.input.cost"))
    cost.fill("10%")
    cost.press("Enter")
    tab.page.wait_for_url(re.compile("grant_size_cost"))
    tab.page.get_by_role("button", name="6", exact=True).or_(
        tab.page.get_by_role("radio", name="6", exact=True)
    ).click()
    tab.page.wait_for_url(re.compile("6000000"))
    text = tab.idle().text.replace(".", ",")
    # Rp8,400 million / 6.6 million = 1,272; 68 of 100 times 6.6 / 5.5 = 82.
    assert "1,272" in text
    assert says(tab.text, "grant_size.answer.must_range", lang, needed="82", now="68")


def test_the_groups_seen_closed_are_a_workbook_after_three_clicks(
    server: str, open_tab: OpenTab, tmp_path: Path
) -> None:
    tab = open_tab(f"{server}/survival?programme=KUBE")
    visible(tab, ".st-key-method summary")
    tab.idle()
    tab.page.get_by_text(re.compile(r"^tutup 399$")).click()
    tab.page.wait_for_url(re.compile("grants_verdict=closed"))
    tab.idle()
    with tab.page.expect_download() as fetched:
        visible(tab, ".st-key-grants-closed-workbook button")
    fetched.value.save_as(tmp_path / fetched.value.suggested_filename)
    assert re.fullmatch(r"grants-closed-2026-06-30-v0001-KUBE-id\.xlsx", fetched.value.suggested_filename)
    rows = openpyxl.load_workbook(tmp_path / fetched.value.suggested_filename).worksheets[0].max_row
    assert rows == 1 + 399


def test_a_link_that_lasts_is_had_in_two_clicks(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/survival?regency=64.72")
    visible(tab, ".st-key-bar-share button")
    code = tab.page.locator("[data-testid=stPopoverBody] code")
    code.wait_for()
    link = code.inner_text().replace("\n", "")
    assert link.endswith("regency=64.72&lang=id&as_of=2026-06-30&version=0001")
    answer = tab.page.locator(".st-key-answer h2").inner_text()
    assert open_tab(link).page.locator(".st-key-answer h2").inner_text() == answer


def test_the_planner_sees_who_is_behind_and_which_types_close_more_in_two_clicks(
    server: str, open_tab: OpenTab
) -> None:
    tab = open_tab(server)
    tab.page.get_by_role("link", name=catalog("id")("coverage.title")).click()
    tab.page.wait_for_url(re.compile("coverage"))
    assert says(tab.idle().text, "coverage.answer.below_none", k="10", n="10")
    tab.page.get_by_role("link", name=catalog("id")("business_types.title")).click()
    tab.page.wait_for_url(re.compile("business_types"))
    tab.idle()
    assert tab.page.locator("[data-testid=stDataFrame]").first.is_visible()
