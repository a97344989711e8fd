"""Survival: how long businesses last, who still runs at the date, what is not known, who is left in the groups."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from analytics.wording.estimates import DASH
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.pages.written import rows_with, table_with
from tests.spec.tables import CLOSED, MOVED, NOT_FOUND, RUNNING, TEN, Tables, running_with

LANGUAGES = ("id", "en")
DIMENSIONS = ("programme", "cohort_year", "regency", "business_category", "amount_band", "regency_type")


def answer(page: AppTest) -> str:
    return str(page.header[0].value)


def table(page: AppTest, column: str, lang: str = "id") -> list[list[str]]:
    """The rows of the first table that has this column."""
    heading = catalog(lang)(f"survival.{column}").capitalize()
    return rows_with(page, heading)


def ages(page: AppTest, lang: str = "id") -> list[list[str]]:
    """The table of ages: a row a group."""
    return table(page, "curve.closures", lang)


def lasting() -> Tables:
    """Groups visited yearly: 60 still running after 25 months, 40 closed by month 12, more in half of the places."""
    yearly, closed = (("2025-01-10", "running"), ("2026-02-15", "running")), ("2025-01-10", "closed")
    tables = Tables().add(60, "KUBE", *yearly, regencies=TEN)
    return tables.add(30, "KUBE", closed, regencies=TEN).add(10, "KUBE", closed, regencies=TEN[:5])


@pytest.mark.parametrize("lang", LANGUAGES)
class TestInBothLanguages:
    @pytest.mark.parametrize("dimension", DIMENSIONS)
    def test_the_sample_is_shown_by_every_dimension(self, open_page: OpenPage, lang: str, dimension: str) -> None:
        page = open_page("survival", lang, survival_by=dimension)
        assert not page.error
        assert len(ages(page, lang)) >= 2

    def test_the_assumption_about_visiting_is_said(self, open_page: OpenPage, lang: str) -> None:
        assert catalog(lang)("figures.persistence.assumption") in texts(open_page("survival", lang))

    def test_one_grant_is_shown_and_every_rate_is_withheld(
        self, open_page: OpenPage, folder_of: FolderOf, lang: str
    ) -> None:
        page = open_page("survival", lang, store=folder_of(Tables().add(1, "KUBE", running_with(3))))
        assert not page.error
        assert ages(page, lang)[0][1] == DASH

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
    page = open_page("survival", store=folder_of(tables), as_of="2025-04-01", survival_tab="unknown")
    assert (
        "- **UEP**: 11 dari 40 yang berumur 6 bulan ke atas belum diketahui (5 belum pernah dikunjungi, 2 pindah, "
        "4 tidak ditemukan). Pindah atau tidak ditemukan sesudah statusnya diketahui: 6. Pernah tutup lalu berjalan "
        "kembali: 3. Belum berumur 6 bulan, belum dinilai: 7."
    ) in texts(page)


class TestCurve:
    def test_is_said_in_one_sentence_with_where_it_stops(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        said = texts(open_page("survival", store=folder_of(lasting())))
        # Seen running at month 25: 60 of 100.
        assert "**KUBE.** Dari setiap 100 KUBE, sekitar 60 masih berjalan dua tahun setelah penyaluran (selang " in said
        assert "Kurva dihentikan pada bulan ke-25: sesudah itu kurang dari 10 KUBE yang masih diamati." in said

    def test_tells_grants_visits_closures_and_the_gap_between_visits(
        self, open_page: OpenPage, folder_of: FolderOf
    ) -> None:
        said = texts(open_page("survival", store=folder_of(lasting().add(7, "KUBE"))))
        assert (
            "n = 107 KUBE: 100 pernah dikunjungi, 7 belum pernah; 100 statusnya pernah diketahui, 40 terlihat tutup. "
            "Jarak antarkunjungan: median 11,8 bulan."
        ) in said

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_says_the_assumption_about_visiting(self, open_page: OpenPage, lang: str) -> None:
        assert catalog(lang)("survival.curve.assumption") in texts(open_page("survival", lang))

    def test_with_too_few_closures_is_withheld_in_words(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        said = texts(open_page("survival", store=folder_of(Tables().add(30, "UEP", RUNNING).add(9, "UEP", CLOSED))))
        assert "Kurva tidak ditampilkan: baru 9 UEP terlihat tutup (perlu sedikitnya 10)." in said

    def test_figures_that_are_not_shown_say_so_in_their_place(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        shown = table_with(open_page("survival", store=folder_of(lasting())), catalog("id")("survival.curve.closures"))
        assert list(shown["36 bulan"]) == [DASH]
        assert list(shown[catalog("id")("survival.curve.median_column")]) == [DASH]

    def test_of_a_breakdown_is_drawn_for_one_programme_at_a_time(
        self, open_page: OpenPage, folder_of: FolderOf
    ) -> None:
        store = folder_of(lasting().add(30, "UEP", RUNNING).add(20, "UEP", CLOSED))
        for programme, n in (("KUBE", "100"), ("UEP", "50")):
            page = open_page("survival", store=store, survival_by="cohort_year", survival_programme=programme)
            shown = table_with(page, catalog("id")("survival.curve.closures"))
            assert list(shown[catalog("id")("tables.part.n")]) == [n]


class TestOtherCurves:
    def test_are_not_reckoned_until_they_are_opened(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        assert "Turnbull" not in texts(open_page("survival", store=folder_of(lasting())))

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_say_what_they_would_say_and_why_they_mislead(
        self, open_page: OpenPage, folder_of: FolderOf, lang: str
    ) -> None:
        t = catalog(lang)
        page = open_page("survival", lang, store=folder_of(lasting().add(7, "KUBE")), survival_tab="other")
        said = texts(page)
        for name in ("turnbull", "closed_when_seen", "closed_at_midpoint"):
            assert t(f"survival.other.why.{name}") in said
        # 40 of 107 were seen closed; 60 of the 100 that were ever seen ran.
        shares = {"not_recorded_closed": ("62,6%", "107"), "running_when_seen": ("60,0%", "100")}
        for name, (share, n) in shares.items():
            words = share if lang == "id" else share.replace(",", ".")
            assert t(f"survival.other.share.{name}", share=words, n=n, unit="KUBE") in said
        assert len(table(page, "other.column.age", lang)) == 3

    def test_may_be_an_estimate_where_visits_are_dense(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        monthly = tuple((f"2024-{month:02}-15", "running") for month in range(2, 8))
        tables = Tables().add(30, "UEP", *monthly).add(20, "UEP", *monthly, ("2024-08-15", "closed"))
        page = open_page("survival", store=folder_of(tables), survival_tab="other")
        assert catalog("id")("survival.other.closed_when_seen_dense") in texts(page)


class TestNowcast:
    def test_brings_the_share_up_to_the_day_with_what_is_not_seen(
        self, open_page: OpenPage, folder_of: FolderOf
    ) -> None:
        # 60 of 200 seen running on the day, 40 closed; of 100 never seen 60% run, as of the others: 120 of 200.
        said = texts(open_page("survival", store=folder_of(lasting().add(100, "KUBE")), survival_tab="unknown"))
        assert (
            "**Dari 200 KUBE berumur 6 bulan ke atas, sekitar 60,0% diperkirakan masih berjalan pada 15 Februari 2026 "
            "(selang "
        ) in said
        assert "40 terlihat tutup; 100 tidak tercatat tutup dan lebih dari 12 bulan tidak terlihat." in said

    def test_says_where_the_conclusion_turns(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        page = open_page("survival", store=folder_of(lasting().add(100, "KUBE")), survival_tab="unknown")
        # 60 + 100 x 0.6^k = 100 at k = log 0.4 / log 0.6 = 1.79.
        assert "Kesimpulan berbalik bila 1,8 kali secepat: di situ perkiraan menyentuh 50%." in texts(page)

    def test_moves_with_the_speed_and_the_line_of_the_reader(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        page = open_page("survival", store=folder_of(lasting().add(100, "KUBE")), survival_tab="unknown")
        page.select_slider(key="survival_speed").set_value(3.0)
        said = texts(page.select_slider(key="survival_line").set_value(0.2).run())
        # 60 + 100 x 0.6^3 = 81.6 of 200; however fast, the 60 seen on the day are 30%.
        assert "Bila 3 kali secepat, sekitar 40,8% KUBE masih berjalan." in said
        assert "Seberapa pun cepatnya, perkiraan tetap di atas 20%." in said

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_that_is_withheld_says_why_and_the_assumption_is_said_every_time(
        self, open_page: OpenPage, folder_of: FolderOf, lang: str
    ) -> None:
        said = texts(
            open_page("survival", lang, store=folder_of(Tables().add(30, "UEP", RUNNING)), survival_tab="unknown")
        )
        t = catalog(lang)
        assert t("survival.nowcast.withheld", unit="UEP", reason=t("figures.withheld.too_few_closures")) in said
        assert t("survival.nowcast.assumption") in said


def test_random_visits_take_the_headline(open_page: OpenPage, folder_of: FolderOf) -> None:
    # 20 of 100 known closed; of 40 drawn from the other 80, 30 run: 0.8 x 30 / 40 = 60%.
    audit = {"visit_reason": "audit"}
    tables = Tables().add(20, "UEP", ("2024-09-01", "closed"), regencies=TEN).add(40, "UEP", regencies=TEN)
    tables.add(30, "UEP", RUNNING, regencies=TEN, recorded=audit).add(10, "UEP", CLOSED, regencies=TEN, recorded=audit)
    page = open_page("survival", store=folder_of(tables))
    assert answer(page).startswith("Menurut 40 kunjungan acak, 60,0% dari 100 UEP masih berjalan (selang ")
    assert "Tanpa kunjungan acak: " in texts(page)


def test_members_are_told_of_those_who_founded_the_groups(open_page: OpenPage, folder_of: FolderOf) -> None:
    groups = Tables().add(20, "KUBE", running_with(2), regencies=TEN).add(10, "KUBE", running_with(5), regencies=TEN)
    page = open_page("survival", store=folder_of(groups.add(10, "KUBE", CLOSED, regencies=TEN)), survival_tab="members")
    # 20 x 2 + 10 x 5 = 90 of 40 x 5 = 200; 20 of 30 running groups have two.
    assert "**Dari 200 anggota awal pada 40 kelompok yang statusnya diketahui, 45,0% masih aktif (selang" in texts(page)
    assert "66,7% dari 30 kelompok yang masih berjalan tinggal satu atau dua orang (selang" in texts(page)
    assert table(page, "column.members_left") == [
        ["1", "0"], ["2", "20"], ["3", "0"], ["4", "0"], ["5 atau lebih", "10"]
    ]  # fmt: skip


def test_members_are_told_by_year_or_by_the_chosen_dimension(open_page: OpenPage, folder_of: FolderOf) -> None:
    groups = Tables().add(20, "KUBE", running_with(2), disbursed_on="2022-01-15")
    page = open_page(
        "survival",
        store=folder_of(groups.add(10, "KUBE", running_with(5), disbursed_on="2023-01-15")),
        survival_tab="members",
    )
    by_year = [[*row[:3], row[4]] for row in rows_with(page, catalog("id")("frame.cohort_year"))]
    assert by_year == [
        ["2022", "Anggota awal yang masih aktif", "40,0%", "20"],
        ["2023", "Anggota awal yang masih aktif", "100,0%", "10"],
        ["2022", "Kelompok berjalan yang tinggal 1–2 orang", "100,0%", "20"],
        ["2023", "Kelompok berjalan yang tinggal 1–2 orang", "0,0%", "10"],
    ]


class TestTurnover:
    def test_change_and_workers_are_told_of_those_recorded(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        # Seen in 2025, the last year of the price index; disbursed in 2025 too, so that prices do not move.
        recorded = {"monthly_turnover_idr": 1_500_000, "workers_employed": 1}
        tables = Tables().add(
            24, "UEP", ("2025-12-01", "running"), regencies=TEN, recorded=recorded,
            baseline_turnover_idr=1_200_000, disbursed_on="2025-01-15",
        ).add(6, "UEP", ("2025-12-01", "running"), disbursed_on="2025-01-15")  # fmt: skip
        page = open_page("survival", store=folder_of(tables), survival_tab="turnover")
        assert table(page, "column.not_recorded")[0][2:] == ["Rp1,5 juta", "Rp1,5 juta–Rp1,5 juta", "24", "6"]
        assert "- **UEP:** omzet sebulan berubah +Rp300.000 sejak sebelum bantuan (selang " in texts(page)
        assert "- **UEP:** 1,00 orang dipekerjakan per usaha (selang " in texts(page)

    def test_that_was_not_recorded_at_all_is_one_sentence(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        said = texts(open_page("survival", store=folder_of(Tables().add(30, "UEP", RUNNING)), survival_tab="turnover"))
        assert catalog("id")("survival.turnover.none") in said

    def test_of_few_is_withheld_with_the_reason(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        tables = Tables().add(19, "UEP", RUNNING, recorded={"workers_employed": 1})
        assert (
            "- **UEP**, tenaga kerja: Tidak ditampilkan: catatan terlalu sedikit (19 dari sedikitnya 20 usaha)."
        ) in texts(open_page("survival", store=folder_of(tables), survival_tab="turnover"))


def test_members_that_were_not_recorded_are_withheld_with_the_reason(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page(
        "survival", store=folder_of(Tables().add(30, "KUBE", RUNNING).add(10, "KUBE", CLOSED)), survival_tab="members"
    )
    assert catalog("id")("figures.withheld.members_not_recorded") in texts(page)


def test_individuals_have_no_members_to_tell_of(open_page: OpenPage, folder_of: FolderOf) -> None:
    page = open_page("survival", store=folder_of(Tables().add(30, "UEP", RUNNING)), survival_tab="members")
    assert catalog("id")("survival.members.none") in texts(page)


def test_the_choice_of_a_dimension_outlives_a_change_of_language(open_page: OpenPage) -> None:
    page = open_page("survival", survival_by="cohort_year")
    page = page.text_input(key="lang").set_value("en").run()
    assert page.text_input(key="survival_by").value == "cohort_year"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_half_years_and_years_of_disbursement_at_equal_ages(
    lang: str, open_page: OpenPage, folder_of: FolderOf
) -> None:
    t, seen = catalog(lang), ("2024-10-01", "running")
    tables = Tables().add(30, "UEP", seen, RUNNING).add(10, "UEP", seen, CLOSED)
    page = open_page("survival", lang, store=folder_of(tables), survival_tab="time")
    assert not page.exception
    # The data end in March 2025; at the last half-year's end before, all 40 ran.
    trend = table_with(page, t("over_time.column.day"))
    assert "100" in " ".join(trend[t("indicators.persistence_rate.name")])
    cohorts = table_with(page, t("over_time.column.age", months=12))
    assert list(cohorts[t("frame.cohort_year")]) == ["2024"]
