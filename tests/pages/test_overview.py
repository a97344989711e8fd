"""The overview: the answer, five figures, programmes at equal age, regencies, decisions, published figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.charts.palette import SCREEN
from analytics.i18n import catalog
from tests.conftest import import_tables
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.pages.test_comparison import comparable
from tests.sentences import says
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables


def answer(page: AppTest) -> str:
    return str(page.header[0].value)


def metrics(page: AppTest) -> dict[str, tuple[str, str]]:
    """Value and what stands under it, by label."""
    return {str(one.label): (str(one.value), str(one.delta)) for one in page.metric}


def charts(page: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def written(chart: dict[str, Any]) -> str:
    return " ".join(annotation["text"] for annotation in chart["layout"]["annotations"])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("id", {"p": "42,8%", "range": "36–50", "running": "298", "n": "697", "unknown": "123"}),
        ("en", {"p": "42.8%", "range": "36–50", "running": "298", "n": "697", "unknown": "123"}),
    ],
)
def test_the_answer_comes_first_in_either_language(open_page: OpenPage, lang: str, said: dict[str, str]) -> None:
    page = open_page("overview", lang)
    assert says(answer(page), "overview.answer.enough", lang, programme="KUBE", **said)
    kinds = catalog(lang)("overview.answer.unclear")
    assert says(answer(page), "overview.answer.at_12", lang, programmes="KUBE 74, WRSE 83, UEP 81", kinds=kinds)
    assert not page.exception


def test_five_figures_stand_under_it_with_what_is_not_known(open_page: OpenPage) -> None:
    assert list(metrics(open_page("overview")).values()) == [
        ("42,8%", "36–50%"), ("6.390", "Rp22,7 miliar"), ("80 dari 600", "13%"), ("567", "18%"), ("76%", "70–81%"),
    ]  # fmt: skip


def test_random_visits_take_the_headline(open_page: OpenPage, folder_of: FolderOf) -> None:
    # 20 of 100 known closed; of 40 drawn from the other 80, 30 run: 0.8 x 30 / 40 = 60%.
    audit = {"visit_reason": "audit"}
    tables = Tables().add(20, "KUBE", ("2024-09-01", "closed"), regencies=TEN).add(40, "KUBE", regencies=TEN)
    tables.add(30, "KUBE", RUNNING, regencies=TEN, recorded=audit)
    tables.add(10, "KUBE", CLOSED, regencies=TEN, recorded=audit)
    page = open_page("overview", store=folder_of(tables))
    assert says(answer(page), "overview.answer.audited", programme="KUBE", n="40", p="60,0%", grants="100")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_one_grant_without_a_visit_is_counted_and_not_judged(
    open_page: OpenPage, folder_of: FolderOf, lang: str
) -> None:
    page = open_page("overview", lang, folder_of(Tables().add(1, "KUBE")))
    assert not page.exception
    assert not page.error
    assert says(answer(page), "overview.answer.too_young", lang, programme="KUBE", too_young="1")
    assert says(answer(page), "overview.answer.at_12_none", lang)


@pytest.mark.parametrize("age", ["12", "24", "last"])
@pytest.mark.parametrize(
    "asked",
    [
        {"programme": "WRSE", "cohort_year": ["2022", "2023"]},
        {"programme": "UEP", "regency": "64.11"},
        {"regency": "64.03", "business_category": "fish"},
        {"programme": "KUBE", "cohort_year": "2024", "funding_source": "apbn"},
    ],
)
def test_a_narrow_choice_withholds_what_it_cannot_carry(
    open_page: OpenPage, asked: dict[str, str | list[str]], age: str
) -> None:
    page = open_page("overview", overview_age=age, **asked)
    assert not page.exception
    assert not page.error


def test_a_day_before_the_first_grant_leaves_nothing_and_says_so(open_page: OpenPage) -> None:
    page = open_page("overview", as_of="2015-01-01")
    assert [str(info.value) for info in page.info] == [catalog("id")("frame.empty")]
    assert not page.header


class TestAges:
    def test_at_equal_age_the_programmes_share_an_axis(self, open_page: OpenPage) -> None:
        rows = charts(open_page("overview"))[0]
        assert [share in written(rows) for share in ("74", "83", "81")] == [True] * 3
        assert "xaxis2" not in rows["layout"]

    def test_as_seen_last_each_has_its_own_and_its_median_age(self, open_page: OpenPage) -> None:
        rows = charts(open_page("overview", overview_age="last"))[0]
        assert [share in written(rows) for share in ("43", "59", "89")] == [True] * 3
        assert [years in written(rows) for years in ("6,2 tahun", "5,1 tahun", "0,9 tahun")] == [True] * 3
        assert {"xaxis2", "xaxis3"} <= set(rows["layout"])

    def test_the_published_share_is_a_tick_where_nothing_is_filtered(self, open_page: OpenPage) -> None:
        published = catalog("id")("overview.programmes.published", p="46")
        assert published in written(charts(open_page("overview", overview_age="last"))[0])
        assert published not in written(charts(open_page("overview", overview_age="last", regency="64.72"))[0])

    def test_an_age_that_few_have_reached_says_how_few(self, open_page: OpenPage) -> None:
        assert says(
            texts(open_page("overview", overview_age="24")), "overview.programmes.few", programme="UEP", old="40"
        )


class TestRegencies:
    def test_each_stands_beside_the_province_at_equal_age(self, open_page: OpenPage) -> None:
        tiles = charts(open_page("overview"))[1]
        assert all(part in written(tiles) for part in ("48</b> n 120", "47</b> n 38", "76</b> n 31"))
        assert catalog("id")("overview.regencies.tick", p="62") in written(tiles)

    def test_the_words_say_that_none_lies_beyond_chance_or_which_does(self, open_page: OpenPage) -> None:
        assert says(texts(open_page("overview")), "overview.regencies.within")
        sides = catalog("id")("overview.regencies.more", places="Samarinda")
        assert says(texts(open_page("overview", programme="WRSE")), "overview.regencies.beyond", sides=sides)

    def test_a_picked_one_keeps_the_others_in_sight(self, open_page: OpenPage) -> None:
        tiles = charts(open_page("overview", regency="64.72"))[1]
        assert all(part in written(tiles) for part in ("48</b> n 120", "47</b> n 38"))
        assert len(set(tiles["data"][0]["marker"]["color"])) == 2


@pytest.mark.parametrize(
    ("lang", "figures"),
    [
        ("id", ("1.680 → 1.120 keluarga", "584 belum diketahui", "belum pasti")),
        ("en", ("1,680 → 1,120 families", "584 unknown", "not yet clear")),
    ],
)
def test_what_needs_a_decision_is_one_figure_each(open_page: OpenPage, lang: str, figures: tuple[str, ...]) -> None:
    page = open_page("overview", lang)
    links = [str(link.proto.label) for link in page.get("page_link") if "**" in str(link.proto.label)]
    names = (catalog(lang)(f"overview.decision.{stem}") for stem in ("grant_size", "monitoring", "comparison"))
    assert links == [f"{name}: **{figure}**" for name, figure in zip(names, figures, strict=True)]


def test_where_all_are_too_young_no_state_is_claimed_to_be_known(open_page: OpenPage, folder_of: FolderOf) -> None:
    words = texts(open_page("overview", store=folder_of(Tables().add(1, "KUBE"))))
    assert says(words, "overview.decision.too_young.more")


def test_a_filter_for_a_programme_does_not_stand_in_the_way_of_comparing_both(
    open_page: OpenPage, folder_of: FolderOf
) -> None:
    words = texts(open_page("overview", store=folder_of(comparable()), programme="KUBE"))
    assert says(words, "overview.decision.comparable.more")


def test_years_left_out_are_set_against_all_years(open_page: OpenPage) -> None:
    page = open_page("overview", cohort_year=["-2020", "-2021"])
    seen = catalog("id")("overview.before.persistence_rate", before="42,8%", after="43,6%", change="+0,8")
    assert seen in texts(page)
    assert says(texts(page), "overview.before.line", values="2020, 2021", programme="KUBE")
    dots = [trace for trace in charts(page)[0]["data"] if trace.get("mode") == "markers"]
    grey = [dot["x"][0] for dot in dots if dot["marker"]["line"]["color"] == SCREEN.unknown]
    assert [round(share, 3) for share in grey] == [0.741, 0.826, 0.812]


def test_the_published_46_percent_stands_beside_what_this_data_says(open_page: OpenPage) -> None:
    words = texts(open_page("overview", overview_tab="published"))
    assert "**KUBE yang masih berjalan, Juni 2025** terbit 46%; data ini 45,9%" in words
    assert f"per 4 Juni 2025. {catalog('id')('published.status.cannot_tell')}." in words


def test_two_versions_say_what_changed_and_which_figures_moved(open_page: OpenPage, tmp_path: Path) -> None:
    tables = Tables().add(20, "KUBE", RUNNING)
    import_tables(tmp_path, tables)
    store = import_tables(tmp_path, tables.add(5, "KUBE", CLOSED))
    words = texts(open_page("overview", store=store, overview_tab="changes"))
    assert catalog("id")("imports.change", table="bantuan", added="5", changed="0", gone="0") in words
    # 20 of 20, then 20 of 25.
    assert "KUBE 100,0% (20 KUBE diketahui, 0 belum) menjadi 80,0% (25 KUBE diketahui, 0 belum)." in words


def test_one_version_has_nothing_to_say_of_change(open_page: OpenPage) -> None:
    tabs = [str(tab.label) for tab in open_page("overview").tabs]
    assert catalog("id")("overview.changes.title") not in tabs
