"""Where the grants went: every place is said, also one without a grant; targets by programme; never a ranking."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from analytics.ingest.load import import_exports
from analytics.store import database as stores
from tests.conftest import Row, first_of, write_export
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.pages.written import rows_with
from tests.sentences import says
from tests.spec.tables import TEN, Tables

LANGUAGES = ("id", "en")
MEASURES = ("target", "grants", "families", "amount_idr", "grants_per_1000_poor", "representation_ratio")
OFFICIAL_ORDER = [
    "Paser", "Kutai Kartanegara", "Berau", "Kutai Barat", "Kutai Timur", "Penajam Paser Utara", "Mahakam Ulu",
    "Balikpapan", "Samarinda", "Bontang",
]  # fmt: skip

Stored = Callable[..., Path]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """`stored(grants=[...], targets=[...])`: the folder of a store of these rows."""

    def folder(**tables: list[Row]) -> Path:
        exports = tmp_path / "exports"
        exports.mkdir()
        given = [write_export(exports / f"{name}.csv", rows) for name, rows in tables.items()]
        report = import_exports(
            tmp_path / "store", given, as_of=date(2026, 12, 31), now=datetime(2026, 7, 1, tzinfo=UTC)
        )
        assert report.outcome == "accepted", report.rejected
        return tmp_path / "store"

    return folder


def grant(number: int, regency: str, **more: object) -> Row:
    return {
        "grant_id": f"KUBE-{number}", "programme": "KUBE", "regency": regency, "amount_idr": 20_000_000, "members": 5,
        "disbursed_on": "2024-03-01", **more,
    }  # fmt: skip


def target(regency: str, grants: int, year: int = 2024) -> Row:
    return {"year": year, "regency": regency, "programme": "KUBE", "target_grants": grants}


def answer(page: AppTest) -> str:
    return str(page.header[0].value)


def choose(page: AppTest, measure: str) -> AppTest:
    return page.button_group(key="coverage_measure").set_value(measure).run()


@pytest.mark.parametrize("lang", first_of(LANGUAGES))
@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_the_sample_is_shown_in_both_languages(lang: str, measure: str, open_page: OpenPage) -> None:
    page = choose(open_page("coverage", lang), measure)
    assert not page.exception
    assert not page.error
    assert answer(page)


def test_the_sample_says_who_is_below_the_target_and_where_nothing_was_delivered(open_page: OpenPage) -> None:
    """80 KUBE in five places in 2024 against 20 in each of ten: 16 of 20 in five, none in five."""
    assert answer(open_page("coverage")) == (
        catalog("id")(
            "coverage.answer.below_none",
            k="10",
            n="10",
            target="20 KUBE pada 2024",
            places="Paser, Berau, Penajam Paser Utara, Mahakam Ulu dan Bontang",
        )
    )


def test_a_place_without_a_grant_is_a_zero_in_official_order(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("coverage", store=stored(grants=[grant(1, "Berau"), grant(2, "Samarinda")]))
    rows = rows_with(page, catalog("id")("coverage.column.grants"))
    assert [row[0] for row in rows] == OFFICIAL_ORDER
    assert [row[1] for row in rows] == ["0", "0", "1", "0", "0", "0", "0", "0", "1", "0"]


def test_without_targets_grants_are_shown_and_the_target_says_why_not(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("coverage", store=stored(grants=[grant(1, "Berau")]))
    assert says(answer(page), "coverage.answer.grants_none", total="1", k="1", n="10")
    assert catalog("id")("coverage.no_targets") in texts(choose(page, "target"))


def test_one_place_with_a_target_is_named(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("coverage", store=stored(grants=[grant(1, "Berau")], targets=[target("Berau", 2)]))
    assert answer(page) == catalog("id")(
        "coverage.answer.one_below", place="Berau", target="2 KUBE pada 2024", delivered="1"
    )


def test_a_met_target_is_said(open_page: OpenPage, stored: Stored) -> None:
    store = stored(
        grants=[grant(1, "Berau"), grant(2, "Bontang")], targets=[target("Berau", 1), target("Bontang", 1)]
    )  # fmt: skip
    assert answer(open_page("coverage", store=store)) == catalog("id")(
        "coverage.answer.met", n="2", target="1 KUBE pada 2024"
    )


def test_targets_that_differ_are_each_their_own(open_page: OpenPage, stored: Stored) -> None:
    store = stored(grants=[grant(1, "Berau")], targets=[target("Berau", 2), target("Bontang", 3)])
    assert answer(open_page("coverage", store=store)) == (
        catalog("id")("coverage.answer.below_none", k="2", n="2", target="KUBE 2024 masing-masing", places="Bontang")
    )


def test_a_target_in_a_year_without_any_delivery_is_shown_not_hidden(open_page: OpenPage, stored: Stored) -> None:
    store = stored(
        grants=[grant(1, "Berau")], targets=[target("Berau", 2, 2023), target("Bontang", 3, 2023)]
    )  # fmt: skip
    page = open_page("coverage", store=store, cohort_year="2023")
    assert says(answer(page), "coverage.answer.nothing")


def test_a_year_that_has_not_ended_says_so(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("coverage", store=stored(grants=[grant(1, "Berau")], targets=[target("Berau", 2)]))
    assert catalog("id")("coverage.year_open", year=2024, day="1 Maret 2024") in texts(page)


def test_members_that_were_not_recorded_are_said(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("coverage", store=stored(grants=[grant(1, "Berau", members=None)]))
    assert catalog("id")("coverage.missing_members", count="1") in texts(choose(page, "families"))


def test_districts_of_a_place_are_listed_and_what_cannot_be_known_is_said(open_page: OpenPage, stored: Stored) -> None:
    store = stored(grants=[grant(1, "Berau", district="Kelay"), grant(2, "Berau", district="Segah"), grant(3, "Berau")])
    page = open_page("coverage", store=store, regency="Berau", coverage_tab="profile")
    said = {"regency": "Berau", "found": "2", "official": "13"}
    assert catalog("id")("coverage.districts.found", **said) in texts(page)
    rows = rows_with(page, catalog("id")("coverage.column.district"))
    assert [row[:2] for row in rows] == [["Kelay", "1"], ["Segah", "1"], ["Tidak disebut", "1"]]


def test_a_filter_on_places_leaves_only_those_in_sentence_and_table(open_page: OpenPage) -> None:
    page = open_page("coverage", regency=["Samarinda", "Bontang"])
    assert says(answer(page), "coverage.answer.below_none", k="2", n="2")
    assert [row[0] for row in rows_with(page, catalog("id")("coverage.column.grants"))] == ["Samarinda", "Bontang"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filters_that_leave_nothing_say_so(lang: str, open_page: OpenPage) -> None:
    craft = catalog(lang)("business_category.craft")
    page = open_page("coverage", lang, programme="KUBE", business_category=craft)
    assert page.info[0].value == catalog(lang)("frame.empty")
    assert not page.exception


def test_a_date_before_all_targets_shows_grants(open_page: OpenPage) -> None:
    page = open_page("coverage", as_of="2017-01-01")
    assert not page.exception
    assert says(answer(page), "coverage.answer.grants")


@pytest.fixture
def own_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reference folder of one's own, to drop a map into."""
    folder = tmp_path / "reference"
    shutil.copytree(stores.REFERENCE, folder)
    monkeypatch.setattr(stores, "REFERENCE", folder)
    return folder


def official_map(names: list[str]) -> str:
    def square(west: float) -> list[list[float]]:
        return [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]

    features = [
        {
            "type": "Feature",
            "properties": {"NAMOBJ": name},
            "geometry": {"type": "Polygon", "coordinates": [square(index)]},
        }
        for index, name in enumerate(names)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_the_agencys_own_map_is_drawn_in_place_of_the_tiles(open_page: OpenPage, own_reference: Path) -> None:
    (own_reference / "batas.geojson").write_text(official_map(OFFICIAL_ORDER))
    page = open_page("coverage")
    assert not page.exception
    assert not page.warning
    assert "batas" in texts(page)


def test_a_map_that_lacks_a_place_names_it_and_leaves_the_tiles(open_page: OpenPage, own_reference: Path) -> None:
    (own_reference / "batas.geojson").write_text(official_map(OFFICIAL_ORDER[1:]))
    page = open_page("coverage")
    assert "Paser" in page.warning[0].value
    assert catalog("id")("coverage.reading.tiles") in texts(page)


SAID_IN_THE_SAMPLE = {
    "id": "Di Samarinda (191 ditemukan tutup, diharapkan 118), usaha lebih sering ditemukan tutup daripada yang "
    "diharapkan pada umurnya, di luar batas kebetulan.",
    "en": "In Samarinda (191 found, 118 expected), businesses were found closed more often than expected at their "
    "ages, beyond the limits of chance.",
}


def funnel_page(open_page: OpenPage, lang: str = "id", **how: object) -> AppTest:
    return open_page("coverage", lang, coverage_tab="funnel", **how)


def funnel_table(page: AppTest, lang: str = "id") -> dict[str, list[str]]:
    rows = rows_with(page, catalog(lang)("coverage.column.limits_998"))
    return {row[0]: row[1:] for row in rows}


def visited_at_12_months(*running_of_30: int) -> Tables:
    """Thirty UEP in each of so many places, visited once, 12 months after disbursement."""
    tables = Tables()
    for place, running in zip(TEN, running_of_30, strict=False):
        tables.add(running, "UEP", ("2025-01-15", "running"), regencies=(place,))
        tables.add(30 - running, "UEP", ("2025-01-15", "closed"), regencies=(place,))
    return tables


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_says_which_place_lies_beyond_chance(lang: str, open_page: OpenPage) -> None:
    page = funnel_page(open_page, lang)
    assert f"**{SAID_IN_THE_SAMPLE[lang]}**" in texts(page).replace("\\", "")
    assert list(funnel_table(page, lang)) == OFFICIAL_ORDER
    assert funnel_table(page, lang)["Samarinda"][-1] == catalog(lang)("coverage.funnel.outside")


def test_how_many_flags_chance_alone_gives_is_printed(open_page: OpenPage) -> None:
    """Ten places, 5% and 0.2% each."""
    assert says(texts(funnel_page(open_page)), "coverage.funnel.chance", n="10", beyond="0,50", flags="0,020")


def test_what_the_funnel_assumes_of_visits_is_said(open_page: OpenPage) -> None:
    assert catalog("id")("coverage.funnel.assumption") in texts(funnel_page(open_page))


def test_places_alike_are_not_flagged(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = funnel_page(open_page, store=folder_of(visited_at_12_months(*[15] * 10)))
    assert says(texts(page), "coverage.funnel.none", n="10")


def test_one_place_far_below_is_said_and_a_filter_on_it_keeps_the_provinces_limits(
    open_page: OpenPage, folder_of: FolderOf
) -> None:
    """163 of 300 have closed in the province: 16.3 of 30 expected, 28 found in Paser."""
    store = folder_of(visited_at_12_months(2, *[15] * 9))
    whole = funnel_table(funnel_page(open_page, store=store))
    alone = funnel_page(open_page, store=store, regency="Paser")
    assert whole["Paser"][3:5] == ["28", "16,3"]
    assert funnel_table(alone) == {"Paser": whole["Paser"]}
    assert says(texts(alone), "coverage.funnel.chance", n="1")
    assert catalog("id")("coverage.funnel.province") in texts(alone)


def test_under_twenty_verdicts_are_counts_below_the_funnel(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = visited_at_12_months(15, 15).add(19, "UEP", ("2025-01-15", "running"), regencies=("64.74",))
    page = funnel_page(open_page, store=folder_of(tables))
    assert "tidak digambar: Bontang (19 berjalan, 0 tutup, 0 belum diketahui)." in texts(page)
    assert funnel_table(page)["Bontang"] == ["19", "0", "0", *["–"] * 5]


def test_twenty_verdicts_are_drawn(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = visited_at_12_months(15, 15).add(20, "UEP", ("2025-01-15", "running"), regencies=("64.74",))
    assert "tidak digambar" not in texts(funnel_page(open_page, store=folder_of(tables)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_enough_verdicts_the_funnel_is_withheld_with_its_reason(
    lang: str, open_page: OpenPage, folder_of: FolderOf
) -> None:
    page = funnel_page(open_page, lang, store=folder_of(Tables().add(3, "UEP", ("2025-01-15", "running"))))
    assert catalog(lang)("coverage.funnel.too_few", fewest="20") in texts(page)
    assert not page.exception


def test_a_single_place_has_nothing_to_be_compared_with(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = funnel_page(open_page, store=folder_of(visited_at_12_months(15)))
    assert catalog("id")("coverage.funnel.alone", fewest="20") in texts(page)


def test_grants_never_visited_leave_no_funnel(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = Tables().add(30, "UEP", regencies=TEN).add(1, "UEP", disbursed_on="2025-06-01")
    page = funnel_page(open_page, store=folder_of(tables))
    assert catalog("id")("coverage.funnel.too_few", fewest="20") in texts(page)
    assert not page.exception
