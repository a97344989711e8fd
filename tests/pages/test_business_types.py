"""What the grants of one programme became: a row a type, the chosen one behind it; withheld where n is small."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from tests.conftest import Row
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.pages.test_coverage import OFFICIAL_ORDER, Stored, answer, stored
from tests.sentences import says
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables

__all__ = ["stored"]

LANGUAGES = ("id", "en")
TABS = ("cells", "obstacles", "words", "support")
MEASURES = ("grants", "share", "closing_rate", "running")


def grant(number: int, business: str | None, **more: object) -> Row:
    return {
        "grant_id": f"UEP-{number}", "programme": "UEP", "regency": "Berau", "amount_idr": 5_000_000,
        "disbursed_on": "2025-06-10", "business_type": business, **more,
    }  # fmt: skip


def type_table(page: AppTest, lang: str = "id") -> pd.DataFrame:
    """The table of types by type, its columns by their keys."""
    t = catalog(lang)
    table: pd.DataFrame = page.dataframe[0].value
    keys = ("category", "grants", "share", "at_12", "at_12_interval", "rate", "rate_interval", "at_24", "unknown",
            "turnover", "obstacle", "offered")  # fmt: skip
    heads = {t(f"business_types.column.{key}"): key for key in keys}
    renamed = [heads.get(head, "years") for head in table.columns]
    return table.set_axis(renamed, axis=1).set_index("category")


def tab_table(page: AppTest) -> pd.DataFrame:
    """The table in the open tab."""
    table: pd.DataFrame = page.dataframe[1].value
    return table.set_index(table.columns[0])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("programme", ["KUBE", "WRSE", "UEP"])
def test_every_programme_of_the_sample_is_shown_in_both_languages(
    lang: str, programme: str, open_page: OpenPage
) -> None:
    page = open_page("business_types", lang, business_types_programme=programme)
    assert not page.exception
    assert not page.error
    assert answer(page).startswith(f"**{programme}: ")


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_shown(tab: str, open_page: OpenPage) -> None:
    page = open_page("business_types", business_types_tab=tab)
    assert not page.exception
    assert not page.error


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_the_cells_is_in_official_order(measure: str, open_page: OpenPage) -> None:
    assert list(tab_table(open_page("business_types", business_types_cells=measure)).index) == OFFICIAL_ORDER


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_says_the_most_common_type_and_that_none_lies_beyond_chance(lang: str, open_page: OpenPage) -> None:
    """254 of 820 KUBE trade staples; of four types none closes beyond chance more or less often."""
    said = answer(open_page("business_types", lang))
    assert says(said, "business_types.answer.most", programme="KUBE", x="254", n="820", lang=lang)
    rates = {"low": "0,89", "high": "1,16"} if lang == "id" else {"low": "0.89", "high": "1.16"}
    assert says(said, "business_types.answer.none", programme="KUBE", **rates, lang=lang)
    assert says(said, "business_types.answer.age", low="72", high="75", lang=lang)


def test_the_table_of_types_holds_numbers_with_their_intervals(open_page: OpenPage) -> None:
    rows = type_table(open_page("business_types"))
    trade = rows.loc["Dagang sembako"]
    assert (trade["grants"], trade["share"], trade["unknown"]) == (254, 31, 27)
    assert trade["rate"] == pytest.approx(0.892, abs=0.001)
    assert trade["at_24"] == pytest.approx(65.24, abs=0.01)
    assert (trade["at_12_interval"], trade["rate_interval"]) == ("67–82", "0,74–1,06")
    assert trade["turnover"] == 2_300_000
    assert trade["obstacle"] == "Modal"
    assert trade["offered"] == catalog("id")("business_types.offered.yes")
    assert (len(trade["years"]), sum(trade["years"])) == (9, 254)


def test_a_wide_interval_is_said_to_be_rough_and_its_value_stays(open_page: OpenPage) -> None:
    livestock = type_table(open_page("business_types")).loc["Ternak lain"]
    assert livestock["at_12"] == pytest.approx(74.98, abs=0.01)
    assert livestock["at_12_interval"] == catalog("id")("business_types.rough", interval="54–87")


def test_a_programme_that_publishes_no_offer_has_no_column_of_it(open_page: OpenPage) -> None:
    assert "offered" not in type_table(open_page("business_types", business_types_programme="WRSE"))


def test_a_filter_on_a_programme_leaves_that_one_to_choose(open_page: OpenPage) -> None:
    page = open_page("business_types", programme="WRSE", cohort_year=["2022", "2023"])
    assert not page.exception
    assert answer(page).startswith("**WRSE: ")


def test_the_chosen_row_stands_in_the_address(open_page: OpenPage) -> None:
    page = open_page("business_types", business_types_type="fish")
    assert says(texts(page), "business_types.chosen.places", category="Perikanan")


def test_a_type_that_the_programme_does_not_have_is_its_most_common(open_page: OpenPage) -> None:
    page = open_page("business_types", business_types_type="craft")
    assert says(texts(page), "business_types.chosen.places", category="Dagang sembako")


def test_the_most_common_type_is_the_answer(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, "Warung makan"), grant(2, "Warung makan"), grant(3, "Bengkel motor")]
    assert answer(open_page("business_types", store=stored(grants=rows))) == catalog("id")(
        "business_types.answer.most", programme="UEP", category="Makanan", x="2", n="3"
    )


def test_one_type_alone_is_said_as_such(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")]))
    assert answer(page) == catalog("id")("business_types.answer.only", programme="UEP", n="1", category="Bengkel")


def test_other_and_unnamed_come_last_however_many(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, None), grant(2, None), grant(3, "Xyz"), grant(4, "Xyz"), grant(5, "Bengkel motor")]
    page = open_page("business_types", store=stored(grants=rows))
    assert list(type_table(page).index) == ["Bengkel", "Lainnya", "Tidak disebut"]
    assert says(texts(page), "business_types.answer.some_unnamed", count="2")


def test_other_is_never_called_the_most_common_type(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, "Xyz"), grant(2, "Xyz"), grant(3, "Bengkel motor")]
    assert answer(open_page("business_types", store=stored(grants=rows))) == catalog("id")(
        "business_types.answer.most_known", programme="UEP", category="Bengkel", x="1", n="3", other="2"
    )


def test_an_export_without_business_types_says_so(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, None)]))
    assert answer(page) == catalog("id")("business_types.answer.unnamed", programme="UEP", n="1")
    assert not page.exception


def test_the_words_as_typed_stand_beside_their_types(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, "Warung makan"), grant(2, "Warung makan"), grant(3, "Kuliner <b>")]
    words = tab_table(open_page("business_types", store=stored(grants=rows), business_types_tab="words"))
    assert words[catalog("id")("business_types.column.grants")].to_dict() == {"Warung makan": 2, "Kuliner <b>": 1}


def test_few_verdicts_show_no_share(open_page: OpenPage, stored: Stored) -> None:
    row = type_table(open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")]))).loc["Bengkel"]
    withheld = catalog("id")("business_types.withheld")
    assert (row["at_12_interval"], row["rate_interval"]) == (withheld, withheld)
    assert row[["at_12", "rate", "at_24", "turnover"]].isna().all()


def test_variety_is_a_sentence_over_places_with_twenty_grants(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(number, "Bengkel motor") for number in range(20)]
    rows += [grant(20 + number, "Bengkel motor", regency="Bontang") for number in range(19)]
    page = open_page("business_types", store=stored(grants=rows))
    assert says(texts(page), "business_types.cells.variety", low="1,0", high="1,0", types="1", n="1", fewest="20")


def test_obstacles_are_counted_by_visit_and_by_type(open_page: OpenPage, stored: Stored) -> None:
    visits: list[Row] = [
        {"grant_id": "UEP-1", "visited_on": f"2025-0{month}-01", "status": "running", "obstacle": obstacle}
        for month, obstacle in ((7, "capital"), (8, "capital"), (9, None))
    ]
    store = stored(grants=[grant(1, "Bengkel motor")], visits=visits)
    page = open_page("business_types", store=store, business_types_tab="obstacles")
    assert says(texts(page), "business_types.obstacles.text", visits="3", named="2")
    assert list(tab_table(page).loc["Bengkel"]) == pytest.approx([3, 100 * 2 / 3])


def test_without_obstacles_the_page_says_that_none_was_recorded(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")]), business_types_tab="obstacles")
    assert says(texts(page), "business_types.obstacles.none", visits="0")
    assert catalog("id")("business_types.chosen.no_obstacles") in texts(page)


def test_mentoring_and_goods_are_counted_where_recorded(open_page: OpenPage, stored: Stored) -> None:
    rows = [
        grant(1, "Bengkel motor", mentored="ya", goods="kompresor"),
        grant(2, "Bengkel motor", mentored="tidak"),
        grant(3, "Bengkel motor"),
    ]
    page = open_page("business_types", store=stored(grants=rows), business_types_tab="support")
    assert list(tab_table(page).loc["Bengkel"]) == [3, 1, 1, 1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filters_that_leave_nothing_say_so(lang: str, open_page: OpenPage) -> None:
    page = open_page("business_types", lang, programme="KUBE", business_category="craft")
    assert page.info[0].value == catalog(lang)("frame.empty")


@pytest.mark.parametrize("tab", TABS)
def test_a_filter_that_leaves_one_grant_is_shown(tab: str, open_page: OpenPage) -> None:
    page = open_page(
        "business_types", regency="64.74", business_category="craft", cohort_year="2018", business_types_tab=tab
    )
    assert not page.exception
    assert not page.error


def unlike_in_ten_places() -> Tables:
    """Ten cake makers in each of ten places, of whom nine and one still run in turn."""
    tables = Tables()
    for index, place in enumerate(TEN):
        running = 1 if index % 2 else 9
        tables.add(running, "UEP", RUNNING, regencies=(place,)).add(10 - running, "UEP", CLOSED, regencies=(place,))
    return tables


def test_what_still_runs_in_a_small_cell_is_drawn_to_the_mean_of_all(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page("business_types", store=folder_of(unlike_in_ten_places()), business_types_cells="running")
    first, second = tab_table(page)["Kue"].tolist()[:2]
    assert 10 < second < 50 < first < 90
    assert says(texts(page), "business_types.cells.running_note", mean="50,0%")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fewer_than_ten_cells_are_withheld_with_the_reason(lang: str, open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = Tables().add(20, "UEP", RUNNING, regencies=TEN[:9])
    page = open_page("business_types", lang, store=folder_of(tables), business_types_cells="running")
    assert catalog(lang)("business_types.cells.too_few", fewest="10") in texts(page)
    assert not page.exception


def test_cells_beyond_the_average_are_counted_beside_those_that_chance_gives(open_page: OpenPage) -> None:
    """14 of 40 cells of KUBE have 20 known; chance alone puts 5% of them, 1, beyond 95%."""
    page = open_page("business_types", business_types_cells="closing_rate")
    assert says(texts(page), "business_types.cells.rate_note", programme="KUBE", n="14", beyond="1", chance="1")


def recorded(count: int, **columns: Any) -> Tables:
    return Tables().add(count, "UEP", RUNNING, regencies=TEN, **columns)


def test_turnover_is_in_the_prices_of_a_printed_year_and_beside_what_it_was(
    open_page: OpenPage, folder_of: FolderOf
) -> None:
    """2 million in 2025; 1 million in 2024 is 1 million x 132.554 / 128.793 = 1,029,202 in prices of 2025."""
    tables = recorded(20, recorded={"monthly_turnover_idr": 2_000_000}, baseline_turnover_idr=1_000_000)
    said = texts(open_page("business_types", store=folder_of(tables)))
    assert says(said, "business_types.chosen.turnover_median_idr", value="Rp2 juta", n="20", year="2025")
    assert says(said, "business_types.chosen.turnover_change_median_idr", value="Rp970.798", n="20")


def test_turnover_under_twenty_is_withheld(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page("business_types", store=folder_of(recorded(19, recorded={"monthly_turnover_idr": 2_000_000})))
    assert says(texts(page), "business_types.chosen.turnover_median_idr_withheld", n="19")
    assert type_table(page)["turnover"].isna().all()


def test_workers_alone_are_shown_where_turnover_was_not_recorded(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = recorded(10, recorded={"workers_employed": 1}).add(
        10, "UEP", RUNNING, regencies=TEN, recorded={"workers_employed": 0}
    )
    said = texts(open_page("business_types", store=folder_of(tables)))
    assert says(said, "business_types.chosen.workers_employed", value="0,50", n="20")
    assert says(said, "business_types.chosen.turnover_median_idr_withheld", n="0")


def test_choices_of_the_page_outlast_a_change_of_language(open_page: OpenPage) -> None:
    page = open_page("business_types", business_types_programme="UEP", business_types_type="repair")
    page.text_input(key="lang").set_value("en").run()
    assert answer(page).startswith("**UEP: ")
    repair = catalog("en")("business_category.repair")
    assert says(texts(page), "business_types.chosen.places", category=repair, lang="en")
