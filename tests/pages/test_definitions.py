"""The dictionary: every figure of the registry can be looked up, in both languages, from an address or by a word."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from analytics.i18n.numbers import number
from analytics.indicators import REGISTRY
from analytics.store.database import REFERENCE
from tests.pages.conftest import OpenPage, texts

LANGUAGES = ("id", "en")


def entry(page: AppTest) -> str:
    """The name that the open entry has."""
    return str(page.selectbox(key="definitions_chosen").value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_indicator_has_words_for_all_that_the_registry_says_of_it(lang: str) -> None:
    t = catalog(lang)
    for key, indicator in REGISTRY.items():
        for said in (
            f"indicators.{key}.name",
            f"indicators.{key}.definition",
            f"definitions.unit.{indicator.unit}",
            f"definitions.interval.{indicator.interval}",
            f"definitions.fewest.{indicator.withheld_as or 'none'}",
            *(f"definitions.table.{table}" for table in indicator.tables),
        ):
            assert t.has(said), f"{said} is missing from the catalog {lang}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_published_figure_has_a_name_a_note_and_a_unit(lang: str, open_page: OpenPage) -> None:
    page = open_page("definitions", lang, definitions_tab="published")
    t = catalog(lang)
    shown = next(table.value for table in page.dataframe if t("definitions.published.column.outlet") in table.value)
    assert len(shown) == len([key for key in t.sentences if key.startswith("published.figure.")])
    assert "Pranala.co" in set(shown[t("definitions.published.column.outlet")])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_opens_its_entry(lang: str, open_page: OpenPage) -> None:
    page = open_page("definitions", lang, indicator="member_persistence")
    assert entry(page) == "member_persistence"
    assert catalog(lang)("indicators.member_persistence.definition") in texts(page)
    assert not page.exception


def test_an_address_with_an_unknown_indicator_opens_the_first_entry(open_page: OpenPage) -> None:
    assert entry(open_page("definitions", indicator="no_such_indicator")) == "grants"


@pytest.mark.parametrize("key", REGISTRY)
def test_every_entry_opens_without_error(key: str, open_page: OpenPage) -> None:
    page = open_page("definitions", "en", indicator=key)
    assert catalog("en")(f"indicators.{key}.definition") in texts(page)
    assert not page.error


def test_an_entry_shows_the_query_as_it_is_asked_and_what_that_query_uses(open_page: OpenPage) -> None:
    code = [block.value for block in open_page("definitions", indicator="persistence_rate").code]
    assert any("from grants_at(" in text and "Grain:" in text for text in code)
    assert any("create or replace macro grants_at" in text for text in code)


@pytest.mark.parametrize(
    ("lang", "word", "found"),
    [
        ("id", "Shannon", "effective_business_types"),
        ("en", "SHANNON", "effective_business_types"),
        ("id", "nearly_alone", "nearly_alone_rate"),
    ],
)
def test_a_word_is_searched_in_all_that_is_said_of_an_indicator(
    lang: str, word: str, found: str, open_page: OpenPage
) -> None:
    page = open_page("definitions", lang)
    page.text_input(key="search").input(word).run()
    assert page.selectbox(key="definitions_chosen").options == [catalog(lang)(f"indicators.{found}.name")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_that_is_nowhere_is_answered_with_it_as_typed(lang: str, open_page: OpenPage) -> None:
    page = open_page("definitions", lang)
    page.text_input(key="search").input("<b>zz*").run()
    assert r"\<b\>zz\*" in page.info[0].value


def test_choosing_another_entry_puts_its_key_into_the_address(open_page: OpenPage) -> None:
    page = open_page("definitions")
    page.selectbox(key="definitions_chosen").select("families").run()
    assert page.query_params["indicator"] in ("families", ["families"])


def test_a_figure_with_too_few_says_so_in_its_entry(open_page: OpenPage) -> None:
    page = open_page("definitions", "en", indicator="persistence_rate", as_of="2016-12-01")
    assert "Too few for a percentage" in texts(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_dictionary_opens_where_the_filters_leave_nothing(lang: str, open_page: OpenPage) -> None:
    page = open_page("definitions", lang, as_of="2012-01-01")
    assert entry(page) == "grants"
    assert not page.error
    assert not page.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_the_simulation_is_shown_whole_and_its_gravest_line_is_said(
    lang: str, open_page: OpenPage
) -> None:
    page = open_page("definitions", lang, definitions_tab="simulation")
    runs = pd.read_csv(REFERENCE / "simulation.csv")
    heading = catalog(lang)("definitions.simulation.column.scenario")
    shown = next(table.value for table in page.dataframe if heading in table.value)
    assert len(shown) == len(runs)
    naive = runs.query("scenario == 'irregular_visits' and method == 'kaplan_meier_closed_when_seen'")
    bias = naive.set_index("age_months")["bias_points"][24]
    assert f"+{number(bias, lang, 1)}" in texts(page)


@pytest.mark.parametrize("scenario", ["closed_avoided", "complaints_draw_visits"])
def test_what_no_data_can_show_is_said_with_its_bias(scenario: str, open_page: OpenPage) -> None:
    runs = pd.read_csv(REFERENCE / "simulation.csv").query("method == 'pwe' and age_months == 24").set_index("scenario")
    page = open_page("definitions", definitions_tab="simulation")
    said = next(line for line in texts(page).splitlines() if "tidak dapat ditunjukkan data" in line)
    assert f"{number(runs['bias_points'][scenario], 'id', 1)} poin" in said
    assert f"{number(runs['coverage_percent'][scenario], 'id', 1)}%" in said
