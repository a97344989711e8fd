"""The overview: the answer, the state of the programmes, and published figures beside this data."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.i18n import catalog
from tests.conftest import import_tables
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.pages.test_comparison import comparable
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables


@pytest.mark.parametrize(("lang", "share"), [("id", "42,8%"), ("en", "42.8%")])
def test_the_answer_comes_first_in_either_language(open_page: OpenPage, lang: str, share: str) -> None:
    page = open_page("overview", lang)
    assert page.title[0].value == catalog(lang)("overview.title")
    assert [number in str(page.header[0].value) for number in ("697 KUBE", share)] == [True, True]
    assert not page.exception


def test_random_visits_take_the_headline(open_page: OpenPage, folder_of: FolderOf) -> None:
    # 20 of 100 known closed; of 40 drawn from the other 80, 30 run: 0.8 x 30 / 40 = 60%.
    audit = {"visit_reason": "audit"}
    tables = Tables().add(20, "KUBE", ("2024-09-01", "closed"), regencies=TEN).add(40, "KUBE", regencies=TEN)
    tables.add(30, "KUBE", RUNNING, regencies=TEN, recorded=audit)
    tables.add(10, "KUBE", CLOSED, regencies=TEN, recorded=audit)
    page = open_page("overview", store=folder_of(tables))
    headline = str(page.header[0].value)
    interval = headline[headline.index("(") + 1 : headline.index(")")]
    said = {"n": "40", "p": "60,0%", "N": "100", "unit": "KUBE", "interval": interval}
    assert headline == catalog("id")("figures.audited.sentence", **said)


def test_the_published_46_percent_stands_beside_what_this_data_says(open_page: OpenPage) -> None:
    words = texts(open_page("overview"))
    assert "**KUBE yang masih berjalan, Juni 2025** terbit 46%; data ini 45,9%" in words
    assert f"per 4 Juni 2025. {catalog('id')('published.status.cannot_tell')}." in words


@pytest.mark.parametrize("lang", ["id", "en"])
def test_one_grant_without_a_visit_is_counted_and_not_judged(
    open_page: OpenPage, folder_of: FolderOf, lang: str
) -> None:
    page = open_page("overview", lang, folder_of(Tables().add(1, "KUBE")))
    assert not page.exception
    assert not page.error
    assert page.header[0].value == catalog(lang)("figures.persistence.too_young", k="1", unit="KUBE")


def test_a_day_before_the_first_grant_leaves_nothing_and_says_so(open_page: OpenPage) -> None:
    page = open_page("overview", as_of="2015-01-01")
    assert [str(info.value) for info in page.info] == [catalog("id")("frame.empty")]
    assert not page.header


@pytest.mark.parametrize(
    ("lang", "decided"),
    [
        ("id", ("Rp8,4 miliar menjangkau 1.680 keluarga dengan Rp5 juta per keluarga, 1.120 dengan Rp7,5 juta.",
                "584 dari 3.110 usaha berumur 6 bulan ke atas belum diketahui",
                "Data pada pilihan ini belum dapat membandingkan keduanya")),
        ("en", ("Rp8.4 billion reaches 1,680 families at Rp5 million each, 1,120 at Rp7.5 million.",
                "The state of 584 of 3,110 businesses at least 6 months old is unknown.",
                "The data chosen here cannot compare them yet")),
    ],
)  # fmt: skip
def test_what_needs_a_decision_comes_with_the_figure_that_it_hangs_on(
    open_page: OpenPage, lang: str, decided: tuple[str, ...]
) -> None:
    words = texts(open_page("overview", lang))
    assert [sentence for sentence in decided if sentence not in words] == []


def test_where_all_are_too_young_no_state_is_claimed_to_be_known(open_page: OpenPage, folder_of: FolderOf) -> None:
    words = texts(open_page("overview", store=folder_of(Tables().add(1, "KUBE"))))
    assert catalog("id")("overview.decision.too_young") in words


def test_a_filter_for_a_programme_does_not_stand_in_the_way_of_comparing_both(
    open_page: OpenPage, folder_of: FolderOf
) -> None:
    words = texts(open_page("overview", store=folder_of(comparable()), programme="KUBE"))
    assert catalog("id")("overview.decision.comparable") in words


def test_two_versions_say_what_changed_and_which_figures_moved(open_page: OpenPage, tmp_path: Path) -> None:
    tables = Tables().add(20, "KUBE", RUNNING)
    import_tables(tmp_path, tables)
    words = texts(open_page("overview", store=import_tables(tmp_path, tables.add(5, "KUBE", CLOSED))))
    assert catalog("id")("imports.change", table="bantuan", added="5", changed="0", gone="0") in words
    # 20 of 20, then 20 of 25.
    assert "KUBE 100,0% (20 KUBE diketahui, 0 belum) menjadi 80,0% (25 KUBE diketahui, 0 belum)." in words


def test_one_version_has_nothing_to_say_of_change(open_page: OpenPage) -> None:
    assert catalog("id")("overview.changes.title") not in texts(open_page("overview"))
