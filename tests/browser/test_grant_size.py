"""From the overview to the answer on Rp5 against 7.5 million: at most three clicks, in both languages, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.i18n import catalog
from tests.browser.conftest import OpenTab, Watched, serving
from tests.conftest import first_of, import_tables
from tests.pages.test_grant_size import individuals
from tests.sentences import says
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables, running_with

pytestmark = pytest.mark.browser

LANGUAGES = [("id", "Indonesia"), ("en", "English")]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def old_individuals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on 200 individuals, all of Rp5 million, whose survival at 24 months the data tells."""
    with serving(import_tables(tmp_path_factory.mktemp("individuals"), individuals())) as address:
        yield address


def follow(tab: Watched, lang: str) -> Watched:
    """The overview's link to the decision: one click."""
    tab.page.get_by_role("link", name=f"{catalog(lang)('overview.decision.grant_size')}: ").click()
    tab.page.wait_for_url(re.compile("/grant_size"))
    return tab.idle()


def answer(tab: Watched) -> str:
    return tab.page.locator(".st-key-answer h2").first.inner_text()


@pytest.mark.parametrize(("lang", "named"), first_of(LANGUAGES))
@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
def test_one_click_from_the_overview_where_the_data_has_a_baseline(
    old_individuals: str, open_tab: OpenTab, lang: str, named: str, device: dict[str, object]
) -> None:
    tab = follow(open_tab(f"{old_individuals}/?lang={named}", **device), lang)
    amounts = r"1[.,]120 .* Rp7[,.]5 (juta|million), .* 1[.,]680"
    assert re.search(amounts, answer(tab))
    assert says(answer(tab), "grant_size.answer.must_beyond", now="66", now_lower="59", now_upper="72", lang=lang)
    assert (tab.outside, tab.errors) == ([], [])


@pytest.mark.parametrize(("lang", "named"), first_of(LANGUAGES))
def test_three_clicks_where_few_tell_it_and_another_programme_is_chosen_by_name(
    server: str, open_tab: OpenTab, lang: str, named: str
) -> None:
    t = catalog(lang)
    tab = follow(open_tab(f"{server}/?lang={named}", **PHONE), lang)
    assert says(answer(tab), "grant_size.answer.must_beyond", now_lower="45", now_upper="82", lang=lang)
    tab.choose(t("grant_size.input.source"), t("grant_size.input.source_data", programme="WRSE"))
    tab.page.wait_for_url(re.compile("grant_size_source"))
    assert says(answer(tab), "grant_size.answer.must_beyond", now_lower="53", now_upper="82", lang=lang)


def test_an_address_holds_the_scenario_and_a_change_of_language_keeps_it(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/grant_size?grant_size_cost=0.5&grant_size_source=entered&grant_size_share=46")
    assert answer(tab).endswith("bukan 1.527. Agar sama hasilnya, 67 dari 100 harus bertahan; kini 46.")
    tab.page.locator(".st-key-shown_lang").get_by_text("EN", exact=True).click()
    tab.page.wait_for_url(re.compile("lang=en"))
    tab.idle()
    assert says(answer(tab), "grant_size.answer.must", needed="67", now="46", lang="en")


@pytest.mark.parametrize(
    ("lang", "named", "echoed"),
    first_of([("id", "Indonesia", "= Rp8,4 miliar"), ("en", "English", "= Rp8.4 billion")]),
)
def test_a_budget_with_a_decimal_comma_is_read_as_typed(
    server: str, open_tab: OpenTab, lang: str, named: str, echoed: str
) -> None:
    t = catalog(lang)
    tab = open_tab(f"{server}/grant_size?lang={named}&grant_size_budget=4.2")
    field = tab.page.get_by_role("textbox", name=t("grant_size.input.budget"))
    field.fill("84000")
    field.press("Enter")
    tab.page.get_by_role("alert").wait_for()
    field.fill("8,4")
    field.press("Enter")
    tab.page.get_by_role("alert").wait_for(state="detached")
    tab.idle()
    assert echoed in tab.text
    assert echoed.removeprefix("= ") in answer(tab)
    assert "1.680" in answer(tab) or "1,680" in answer(tab)


def test_kept_scenarios_are_shared_by_the_address(server: str, open_tab: OpenTab) -> None:
    t = catalog("id")
    tab = open_tab(
        f"{server}/grant_size?grant_size_source=entered&grant_size_share=46&grant_size_name=Usulan&grant_size_tab=chance"
    )
    tab.page.get_by_role("button", name=t("grant_size.scenario.keep")).click()
    tab.page.wait_for_url(re.compile("grant_size_scenario"))
    shared = open_tab(tab.page.url)
    assert t("grant_size.scenario.clear") in shared.text
    assert t("grant_size.scenario.empty") not in shared.text


def test_one_amount_has_no_slope_and_no_best_size_anywhere(old_individuals: str, open_tab: OpenTab) -> None:
    text = open_tab(f"{old_individuals}/grant_size?grant_size_tab=records").text
    assert catalog("id")("grant_size.records.one_amount") in text
    assert re.findall(r"optimal|terbaik|kemiringan|\btren\b", text) == []


def test_per_person_the_order_of_groups_and_individuals_flips(open_tab: OpenTab, tmp_path: Path) -> None:
    # 20 groups of Rp20 million, all running with 1 of 5; 100 individuals at Rp4 million, 60 running.
    tables = (
        Tables()
        .add(20, "KUBE", running_with(1), regencies=TEN)
        .add(60, "UEP", RUNNING, regencies=TEN, amount_idr=4_000_000)
        .add(40, "UEP", CLOSED, regencies=TEN, amount_idr=4_000_000)
    )
    with serving(import_tables(tmp_path, tables)) as address:
        text = open_tab(f"{address}/grant_size?grant_size_tab=paid").text
        assert re.search(r"KUBE: .*Rp20 juta \([^)]*\) untuk satu orang yang masih aktif", text)
        assert re.search(r"UEP: .*Rp6,67 juta \([^)]*\) untuk satu orang yang masih aktif", text)
        shares = open_tab(f"{address}/").text
        assert says(shares, "overview.answer.enough", programme="KUBE", p="100,0%", running="20", n="20")
