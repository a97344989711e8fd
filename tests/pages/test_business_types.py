"""What the grants became: the most common first, other last, as written in the exports underneath, withheld where n is
small."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from tests.conftest import Row
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.pages.test_coverage import OFFICIAL_ORDER, Stored, answer, stored, table_with
from tests.sentences import says
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables

__all__ = ["stored"]

LANGUAGES = ("id", "en")


def grant(number: int, business: str | None, **more: object) -> Row:
    return {
        "grant_id": f"UEP-{number}", "programme": "UEP", "regency": "Berau", "amount_idr": 5_000_000,
        "disbursed_on": "2025-06-10", "business_type": business, **more,
    }  # fmt: skip


def column(page: AppTest, heading: str, position: int = 0) -> list[str]:
    return [row[position] for row in table_with(page, catalog("id")(f"business_types.column.{heading}"))]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("detail", "measure"), [("programme", "grants"), ("cohort_year", "amount_idr"), ("regency", "families")]
)
def test_every_view_of_the_sample_is_shown_in_both_languages(
    lang: str, detail: str, measure: str, open_page: OpenPage
) -> None:
    page = open_page("business_types", lang)
    page.button_group(key="business_types_measure").set_value(measure)
    page.button_group(key="business_types_by").set_value(detail).run()
    assert not page.exception
    assert not page.error


def test_the_most_common_type_is_the_answer(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, "Warung makan"), grant(2, "Warung makan"), grant(3, "Bengkel motor")]
    assert answer(open_page("business_types", store=stored(grants=rows))) == catalog("id")(
        "business_types.answer.most", category="Makanan", x="2", n="3"
    )


def test_one_type_alone_is_said_as_such(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")]))
    assert answer(page) == catalog("id")("business_types.answer.only", n="1", category="Bengkel")


def test_other_and_unnamed_come_last_however_many(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, None), grant(2, None), grant(3, "Xyz"), grant(4, "Xyz"), grant(5, "Bengkel motor")]
    page = open_page("business_types", store=stored(grants=rows))
    assert column(page, "total") == ["Bengkel", "Lainnya", "Tidak disebut"]
    assert catalog("id")("business_types.answer.some_unnamed", count="2") in texts(page)


def test_other_is_never_called_the_most_common_type(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, "Xyz"), grant(2, "Xyz"), grant(3, "Bengkel motor")]
    assert answer(open_page("business_types", store=stored(grants=rows))) == (
        catalog("id")("business_types.answer.most_known", category="Bengkel", x="1", n="3", other="2")
    )


def test_an_export_without_business_types_says_so(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, None)]))
    assert answer(page) == catalog("id")("business_types.answer.unnamed", n="1")
    assert not page.exception


def test_the_words_as_typed_stand_under_the_categories(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, "Warung makan"), grant(2, "Warung makan"), grant(3, "Kuliner <b>")]
    page = open_page("business_types", store=stored(grants=rows))
    assert column(page, "business_type") == ["Warung makan", "Kuliner <b>"]


def test_the_types_on_offer_are_named_as_published(open_page: OpenPage) -> None:
    said = texts(open_page("business_types"))
    assert catalog("id")("business_types.offered.UEP") in said
    assert "Pranala" in said


def test_few_verdicts_show_no_share(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")]))
    rows = table_with(page, catalog("id")("business_types.column.persistence"))
    assert rows == [["Bengkel", "0", "0", "tidak ditampilkan", "–", "–"]]


def test_variety_is_withheld_under_twenty_grants(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(number, "Bengkel motor") for number in range(20)]
    rows += [grant(20 + number, "Bengkel motor", regency="Bontang") for number in range(19)]
    page = open_page("business_types", store=stored(grants=rows))
    assert table_with(page, catalog("id")("business_types.column.herfindahl")) == [
        ["Berau", "20", "1,0", "1,00"],
        ["Bontang", "19", "tidak ditampilkan", "–"],
    ]


def test_obstacles_are_counted_by_visit_and_by_type(open_page: OpenPage, stored: Stored) -> None:
    visits: list[Row] = [
        {"grant_id": "UEP-1", "visited_on": f"2025-0{month}-01", "status": "running", "obstacle": obstacle}
        for month, obstacle in ((7, "capital"), (8, "capital"), (9, None))
    ]
    page = open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")], visits=visits))
    assert catalog("id")("business_types.obstacles.text", visits="3", named="2") in texts(page)
    assert table_with(page, catalog("id")("business_types.column.visits")) == [["Bengkel", "2", "3"]]


def test_without_obstacles_the_page_says_that_none_was_recorded(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")]))
    assert catalog("id")("business_types.obstacles.none", visits="0", named="0") in texts(page)


def test_mentoring_and_goods_are_counted_where_recorded(open_page: OpenPage, stored: Stored) -> None:
    rows = [
        grant(1, "Bengkel motor", mentored="ya", goods="kompresor"),
        grant(2, "Bengkel motor", mentored="tidak"),
        grant(3, "Bengkel motor"),
    ]
    page = open_page("business_types", store=stored(grants=rows))
    assert table_with(page, catalog("id")("business_types.column.mentored")) == [["Bengkel", "3", "1", "1", "1"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filters_that_leave_nothing_say_so(lang: str, open_page: OpenPage) -> None:
    craft = catalog(lang)("business_category.craft")
    page = open_page("business_types", lang, programme="KUBE", business_category=craft)
    assert page.info[0].value == catalog(lang)("frame.empty")


def test_a_filter_that_leaves_one_grant_is_shown(open_page: OpenPage) -> None:
    page = open_page("business_types", regency="Bontang", business_category="Kerajinan", cohort_year="2018")
    assert not page.exception


def unlike_in_ten_places() -> Tables:
    """Ten cake makers in each of ten places, of whom nine and one still run in turn."""
    tables = Tables()
    for index, place in enumerate(TEN):
        running = 1 if index % 2 else 9
        tables.add(running, "UEP", RUNNING, regencies=(place,)).add(10 - running, "UEP", CLOSED, regencies=(place,))
    return tables


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_gives_types_pooled_with_their_pull(lang: str, open_page: OpenPage) -> None:
    """12 types; of 113 repair shops 102 run, the highest, of 130 other livestock 47, the lowest."""
    page, t = open_page("business_types", lang), catalog(lang)
    rows = {row[0]: row for row in table_with(page, t("business_types.column.bounds"))}
    low, high = (rows[t(f"business_category.{category}")][6] for category in ("livestock", "repair"))
    mean = "67,4%" if lang == "id" else "67.4%"
    assert t("business_types.persistence.sentence", low=low, high=high, mean=mean) in texts(page)
    assert [row[8] for row in rows.values()][:2] == ["1%", "1%"]


def test_a_cell_has_its_counts_its_pooled_share_and_its_pull_but_no_raw_share_under_twenty(
    open_page: OpenPage, folder_of: FolderOf
) -> None:
    page = open_page("business_types", store=folder_of(unlike_in_ten_places()))
    rows = table_with(page, catalog("id")("business_types.column.pooled"))
    assert [row[0] for row in rows] == OFFICIAL_ORDER
    first, second = rows[:2]
    assert first[1:6] == ["Kue", "10", "9", "0", "tidak ditampilkan"]
    pooled_first, pooled_second = (float(row[6].rstrip("%").replace(",", ".")) for row in (first, second))
    assert 10 < pooled_second < 50 < pooled_first < 90


def test_cells_are_in_official_order_whatever_they_show(open_page: OpenPage) -> None:
    rows = table_with(open_page("business_types"), catalog("id")("business_types.column.running"))
    assert list(dict.fromkeys(row[0] for row in rows)) == OFFICIAL_ORDER


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fewer_than_ten_cells_are_withheld_with_the_reason(lang: str, open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = Tables().add(20, "UEP", RUNNING, regencies=TEN[:9])
    page = open_page("business_types", lang, store=folder_of(tables))
    assert catalog(lang)("business_types.cells.too_few", fewest="10") in texts(page)
    assert catalog(lang)("business_types.persistence.too_few", fewest="10") in texts(page)
    assert not page.exception


def test_fewer_than_ten_types_show_the_share_as_counted(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page("business_types", store=folder_of(unlike_in_ten_places()))
    rows = table_with(page, catalog("id")("business_types.column.bounds"))
    assert [row[:4] for row in rows] == [["Kue", "100", "0", "50,0%"]]


def test_what_persistence_assumes_of_visits_is_said(open_page: OpenPage) -> None:
    assert catalog("id")("figures.persistence.assumption") in texts(open_page("business_types"))


def recorded(count: int, **columns: Any) -> Tables:
    return Tables().add(count, "UEP", RUNNING, regencies=TEN, **columns)


def test_turnover_is_in_the_prices_of_a_printed_year_and_beside_what_it_was(
    open_page: OpenPage, folder_of: FolderOf
) -> None:
    """2 million in 2025; 1 million in 2024 is 1 million x 132.554 / 128.793 = 1,029,202 in prices of 2025."""
    tables = recorded(20, recorded={"monthly_turnover_idr": 2_000_000}, baseline_turnover_idr=1_000_000)
    said = texts(open_page("business_types", store=folder_of(tables)))
    assert says(said, "business_types.recorded.sentence_turnover_median_idr", value="Rp2 juta")
    assert says(said, "business_types.recorded.sentence_turnover_median_idr", n="20", year="2025")
    assert says(said, "business_types.recorded.sentence_turnover_change_median_idr", value="Rp970.798")


def test_without_what_it_was_before_no_difference_is_shown(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = recorded(20, recorded={"monthly_turnover_idr": 2_000_000})
    said = texts(open_page("business_types", store=folder_of(tables)))
    assert "Selisihnya dengan sebelum bantuan" not in said
    assert catalog("id")("business_types.recorded.no_change", n="0") in said


def test_turnover_under_twenty_is_withheld(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page("business_types", store=folder_of(recorded(19, recorded={"monthly_turnover_idr": 2_000_000})))
    assert catalog("id")("figures.withheld.too_few_recorded", n="19", fewest="20") in texts(page)
    rows = table_with(page, catalog("id")("business_types.column.turnover_median_idr"))
    assert rows == [
        ["Kue", "tidak ditampilkan", "–", "19", "tidak ditampilkan", "–", "0", "tidak ditampilkan", "–", "0"]
    ]


def test_workers_alone_are_shown_where_turnover_was_not_recorded(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = recorded(10, recorded={"workers_employed": 1}).add(
        10, "UEP", RUNNING, regencies=TEN, recorded={"workers_employed": 0}
    )
    page = open_page("business_types", store=folder_of(tables))
    assert says(texts(page), "business_types.recorded.sentence_workers_employed", value="0,50")
    assert says(texts(page), "business_types.recorded.sentence_workers_employed", n="20", hiring="10")
    assert not page.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_no_visit_recorded_is_said_to_be_so(lang: str, open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page("business_types", lang, store=folder_of(recorded(20)))
    assert catalog(lang)("business_types.recorded.none") in texts(page)


def test_choices_of_the_page_outlast_a_change_of_language(open_page: OpenPage) -> None:
    page = open_page("business_types")
    page.selectbox(key="business_types_category").set_value("trade")
    page.button_group(key="business_types_recorded").set_value("workers_employed").run()
    page.text_input(key="lang").set_value("en").run()
    assert page.session_state["business_types_category"] == "trade"
    assert page.session_state["business_types_recorded"] == "workers_employed"
