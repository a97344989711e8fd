"""Survival: who still runs at the date, what is not known, who is left in the groups; no curve yet."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.text import catalog
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.spec.tables import CLOSED, MOVED, NOT_FOUND, RUNNING, TEN, Tables, running_with

LANGUAGES = ("id", "en")
DIMENSIONS = ("programme", "delivery", "regency_type", "cohort_year", "business_category", "amount_band")


def answer(page: AppTest) -> str:
    return str(page.subheader[0].value)


def rows_table(page: AppTest) -> list[list[str]]:
    return page.dataframe[0].value.to_numpy().tolist()


@pytest.mark.parametrize("lang", LANGUAGES)
class TestInBothLanguages:
    @pytest.mark.parametrize("dimension", DIMENSIONS)
    def test_the_sample_is_shown_by_every_dimension(self, open_page: OpenPage, lang: str, dimension: str) -> None:
        page = open_page("survival", lang).selectbox(key="survival_by").set_value(dimension).run()
        assert not page.error
        assert catalog(lang)(f"survival.note.{dimension}") in texts(page)

    def test_the_assumption_about_visiting_is_said(self, open_page: OpenPage, lang: str) -> None:
        assert catalog(lang)("figures.persistence.assumption") in texts(open_page("survival", lang))

    def test_one_grant_is_shown_and_every_rate_is_withheld(
        self, open_page: OpenPage, folder_of: FolderOf, lang: str
    ) -> None:
        page = open_page("survival", lang, store=folder_of(Tables().add(1, "KUBE", running_with(3))))
        assert not page.error
        assert rows_table(page)[0][5] == catalog(lang)("figures.short.withheld")

    def test_filters_that_leave_nothing_say_so(self, open_page: OpenPage, lang: str) -> None:
        page = open_page("survival", lang, as_of="2010-01-01")
        assert [info.value for info in page.info] == [catalog(lang)("frame.empty")]


def test_the_answer_says_share_interval_and_what_is_not_known(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = Tables().add(60, "KUBE", RUNNING, regencies=TEN).add(40, "KUBE", CLOSED, regencies=TEN).add(10, "KUBE")
    said = answer(open_page("survival", store=folder_of(tables)))
    assert said.startswith(
        "Dari 100 KUBE yang statusnya diketahui, 60,0% masih berjalan pada kunjungan terakhir (selang "
    )
    # 110 are old enough: 60 / 110 = 54.5%, 70 / 110 = 63.6%, both rounded outward.
    assert said.endswith(
        "Bila 10 lainnya ikut dihitung: paling sedikit 54,5%, paling banyak 63,7%, menurut kunjungan terakhir."
    )


def test_bounds_take_the_headline_where_more_than_four_in_ten_are_unknown(
    open_page: OpenPage, folder_of: FolderOf
) -> None:
    tables = Tables().add(20, "KUBE", RUNNING).add(10, "KUBE", CLOSED).add(21, "KUBE")
    said = answer(open_page("survival", store=folder_of(tables)))
    assert said.startswith(
        "21 dari 51 KUBE belum diketahui keadaannya. Menurut kunjungan terakhir, yang masih berjalan antara"
    )


def test_too_few_are_told_as_counts(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = Tables().add(12, "UEP", RUNNING).add(7, "UEP", CLOSED)
    said = answer(open_page("survival", store=folder_of(tables)))
    assert said == "Baru 19 UEP yang statusnya diketahui: 12 berjalan, 7 tutup. Terlalu sedikit untuk persentase."


def test_unknown_reopened_and_too_young_are_counted_and_named(open_page: OpenPage, folder_of: FolderOf) -> None:
    reopened = (("2024-09-01", "closed"), RUNNING)
    tables = (
        Tables().add(20, "UEP", RUNNING).add(3, "UEP", *reopened).add(2, "UEP", MOVED).add(4, "UEP", NOT_FOUND)
        .add(5, "UEP").add(6, "UEP", RUNNING, ("2025-04-01", "moved"))
        .add(7, "UEP", disbursed_on="2025-03-30")
    )  # fmt: skip
    page = open_page("survival", store=folder_of(tables), as_of="2025-06-30")
    assert (
        "- **UEP**: 11 dari 40 yang berumur 6 bulan ke atas belum diketahui (5 belum pernah dikunjungi, 2 pindah, "
        "4 tidak ditemukan). Pindah atau tidak ditemukan sesudah statusnya diketahui: 6. Pernah tutup lalu berjalan "
        "kembali: 3. Belum berumur 6 bulan, belum dinilai: 7."
    ) in texts(page)


def test_no_row_mixes_groups_and_individuals(open_page: OpenPage, folder_of: FolderOf) -> None:
    tables = Tables().add(30, "KUBE", RUNNING).add(30, "UEP", CLOSED)
    page = open_page("survival", store=folder_of(tables)).selectbox(key="survival_by").set_value("cohort_year").run()
    assert [[*row[:2], row[6]] for row in rows_table(page)] == [["KUBE", "2024", "100,0%"], ["UEP", "2024", "0,0%"]]


def test_members_are_told_of_those_who_founded_the_groups(open_page: OpenPage, folder_of: FolderOf) -> None:
    groups = Tables().add(20, "KUBE", running_with(2), regencies=TEN).add(10, "KUBE", running_with(5), regencies=TEN)
    page = open_page("survival", store=folder_of(groups.add(10, "KUBE", CLOSED, regencies=TEN)))
    # 20 x 2 + 10 x 5 = 90 of 40 x 5 = 200; 20 of 30 running groups have two.
    assert "**Dari 200 anggota awal pada 40 kelompok yang statusnya diketahui, 45,0% masih aktif (selang" in texts(page)
    assert "66,7% dari 30 kelompok yang masih berjalan tinggal satu atau dua orang (selang" in texts(page)
    assert page.dataframe[1].value.to_numpy().tolist() == [
        ["1", "0"], ["2", "20"], ["3", "0"], ["4", "0"], ["5 atau lebih", "10"]
    ]  # fmt: skip


def test_members_that_were_not_recorded_are_withheld_with_the_reason(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page("survival", store=folder_of(Tables().add(30, "KUBE", RUNNING).add(10, "KUBE", CLOSED)))
    assert catalog("id")("figures.withheld.members_not_recorded") in texts(page)


def test_individuals_have_no_members_to_tell_of(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page("survival", store=folder_of(Tables().add(30, "UEP", RUNNING)))
    assert catalog("id")("survival.members.none") in texts(page)


def test_the_choice_of_a_dimension_outlives_a_change_of_language(open_page: OpenPage) -> None:
    page = open_page("survival").selectbox(key="survival_by").set_value("cohort_year").run()
    page = page.selectbox(key="lang").set_value("en").run()
    assert page.selectbox(key="survival_by").value == "cohort_year"
