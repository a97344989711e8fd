"""What the grants became: the most common first, other last, as typed underneath, withheld where n is small."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.text import catalog
from tests.conftest import Row
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_coverage import Stored, answer, stored, table_with

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
    assert answer(open_page("business_types", store=stored(grants=rows))) == "Makanan paling banyak: 2 dari 3 usaha."


def test_one_type_alone_is_said_as_such(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")]))
    assert answer(page) == "Semua usaha (1) berjenis Bengkel."


def test_other_and_unnamed_come_last_however_many(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, None), grant(2, None), grant(3, "Xyz"), grant(4, "Xyz"), grant(5, "Bengkel motor")]
    page = open_page("business_types", store=stored(grants=rows))
    assert column(page, "total") == ["Bengkel", "Lainnya", "Tidak disebut"]
    assert "2 bantuan tidak disebut jenis usahanya." in texts(page)


def test_other_is_never_called_the_most_common_type(open_page: OpenPage, stored: Stored) -> None:
    rows = [grant(1, "Xyz"), grant(2, "Xyz"), grant(3, "Bengkel motor")]
    assert answer(open_page("business_types", store=stored(grants=rows))) == (
        "Di antara jenis yang dikenali, Bengkel paling banyak: 1 dari 3 usaha; 2 usaha termasuk Lainnya."
    )


def test_an_export_without_business_types_says_so(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, None)]))
    assert answer(page) == "Ekspor tidak menyebut jenis usaha dari 1 bantuan."
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
    assert "2 dari 3 kunjungan menyebut kendala." in texts(page)
    assert table_with(page, catalog("id")("business_types.column.visits")) == [["Bengkel", "2", "3"]]


def test_without_obstacles_the_page_says_that_none_was_recorded(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("business_types", store=stored(grants=[grant(1, "Bengkel motor")]))
    assert "Tidak ada kendala yang dicatat pada 0 kunjungan." in texts(page)


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
