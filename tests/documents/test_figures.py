"""Every figure of the memo with its n, its interval and what is unseen; or why it is not shown."""

from __future__ import annotations

import pytest

from analytics.i18n import catalog
from tests.documents.conftest import Memo, words
from tests.pages.test_comparison import comparable
from tests.spec.tables import BERAU, BONTANG, CLOSED, NOT_FOUND, RUNNING, TEN, Tables, running_with


def known_and_unknown(unknown: int) -> Tables:
    """30 KUBE running and 20 closed, alike in every regency, and others that were never seen."""
    tables = Tables().add(30, "KUBE", RUNNING, regencies=TEN).add(20, "KUBE", CLOSED, regencies=TEN)
    return tables.add(unknown, "KUBE", regencies=TEN)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        # 30 of 50; as all regencies are alike, the grants themselves with t(9), and in these Wilson of 30 of 50; with
        # the ten unknown 30 of 60 to 40 of 60.
        ("id", "Dari 50 KUBE yang statusnya diketahui, 60,0% masih berjalan pada kunjungan terakhir "
               "(selang 43,7–74,1%; di 10 daerah ini 46,2–72,4%). Bila 10 lainnya ikut dihitung: paling sedikit 50,0%, "
               "paling banyak 66,7%, menurut kunjungan terakhir."),
        ("en", "Of 50 KUBE with known status, 60.0% were still running at their last visit "
               "(interval 43.7–74.1%; in these 10 regencies 46.2–72.4%)."),
    ],
)  # fmt: skip
def test_the_answer_is_the_headline_of_the_overview(memo: Memo, lang: str, sentence: str) -> None:
    assert sentence in words(memo(known_and_unknown(10), lang))


def test_where_too_much_is_unknown_the_bounds_take_the_answer(memo: Memo) -> None:
    # 60 of 110 unknown: 30 of 110 to 90 of 110, rounded outward.
    said = words(memo(known_and_unknown(60)))
    assert "60 dari 110 KUBE belum diketahui keadaannya. Menurut kunjungan terakhir, yang masih berjalan" in said
    assert "antara 27,2% dan 81,9%. Di antara 50 yang diketahui: 60,0% (selang 43,7–74,1%; di 10" in said


def test_random_visits_take_the_answer(memo: Memo) -> None:
    # 20 of 100 known closed; of 40 drawn from the other 80, 30 run: 0.8 x 30 / 40 = 60%.
    audit = {"visit_reason": "audit"}
    tables = Tables().add(20, "KUBE", ("2024-09-01", "closed"), regencies=TEN).add(40, "KUBE", regencies=TEN)
    tables.add(30, "KUBE", RUNNING, regencies=TEN, recorded=audit)
    tables.add(10, "KUBE", CLOSED, regencies=TEN, recorded=audit)
    assert "Menurut 40 kunjungan acak, 60,0% dari 100 KUBE masih berjalan" in words(memo(tables))


def test_drawn_grants_that_were_not_found_bound_the_answer(memo: Memo) -> None:
    # 20 of 105 known closed; of 45 drawn from the other 85, 30 run and 5 were not found:
    # 85 x 30 / 45 of 105 = 53.97% to 85 x 35 / 45 of 105 = 62.96%, rounded outward.
    audit = {"visit_reason": "audit"}
    tables = Tables().add(20, "KUBE", ("2024-09-01", "closed")).add(40, "KUBE")
    tables.add(30, "KUBE", RUNNING, recorded=audit).add(10, "KUBE", CLOSED, recorded=audit)
    tables.add(5, "KUBE", NOT_FOUND, recorded=audit)
    said = words(memo(tables))
    assert "5 bantuan yang diundi tidak ditemukan. Bila ikut dihitung: paling sedikit 53,9%" in said
    assert "paling banyak 63,0%" in said


def test_the_young_and_the_reopened_are_counted(memo: Memo) -> None:
    tables = known_and_unknown(0).add(7, "UEP", disbursed_on="2025-03-01")
    tables.add(3, "KUBE", ("2024-06-01", "closed"), RUNNING)
    said = words(memo(tables))
    assert "Belum berumur 6 bulan, belum dinilai: 7. Pernah tutup lalu berjalan kembali: 3." in said


def test_a_row_has_value_interval_and_bounds_and_its_n(memo: Memo) -> None:
    assert "KUBE 50 KUBE diketahui, 10 belum 60,0% 43,7–74,1% 50,0–66,7%" in words(memo(known_and_unknown(10)))


def test_where_all_is_known_the_bounds_are_the_value(memo: Memo) -> None:
    assert "50 KUBE diketahui, 0 belum 60,0% 43,7–74,1% 60,0%" in words(memo(known_and_unknown(0)))


def test_too_few_verdicts_are_counted_and_not_made_a_share(memo: Memo) -> None:
    tables = Tables().add(9, "KUBE", RUNNING).add(4, "KUBE", CLOSED)
    counted = "Baru 13 KUBE yang statusnya diketahui: 9 berjalan, 4 tutup. Terlalu sedikit untuk persentase."
    assert words(memo(tables)).count(counted) == 2


def test_a_survival_that_is_not_shown_says_why(memo: Memo) -> None:
    said = words(memo(Tables().add(30, "KUBE", ("2024-09-01", "running"))))
    assert "KUBE, 24 bulan n = 30 KUBE; 0 masih diamati – – – Tidak ditampilkan: usaha berstatus" in said


def test_survival_says_who_was_never_visited(memo: Memo) -> None:
    assert "Belum pernah dikunjungi: KUBE 10." in words(memo(known_and_unknown(10)))


def test_members_and_groups_that_are_nearly_alone(memo: Memo) -> None:
    # 10 groups with 2 of 5, 10 with 4 of 5: 60 of 100 members; 10 of 20 groups.
    tables = Tables().add(10, "KUBE", running_with(2), regencies=TEN).add(10, "KUBE", running_with(4), regencies=TEN)
    said = words(memo(tables.add(3, "KUBE")))
    assert "Dari 100 anggota awal pada 20 kelompok yang statusnya diketahui, 60,0% masih aktif (selang " in said
    assert "50,0% dari 20 kelompok yang masih berjalan tinggal satu atau dua orang (selang " in said
    assert "3 kelompok berumur 6 bulan ke atas belum diketahui keadaannya" in said


def test_a_shut_gate_shows_its_conditions_and_no_difference(memo: Memo) -> None:
    said = words(memo(Tables().add(20, "KUBE", RUNNING).add(20, "UEP", RUNNING)))
    assert "Tidak dapat dibandingkan: tahun penyaluran yang sama terlalu sedikit" in said
    assert "1 tahun: 2024 Belum terpenuhi" in said
    assert "selisihnya" not in said and "poin persen" not in said


def test_an_open_gate_shows_the_difference_and_that_it_is_no_effect(memo: Memo) -> None:
    said = words(memo(comparable(), as_of=None))
    assert "Pada umur usaha yang sama, selisihnya 0,0 poin persen (selang " in said
    assert "Selisih ini bukan dampak. n = 84 bantuan." in said


def test_without_individuals_there_is_nothing_to_compare(memo: Memo) -> None:
    refusal = "Tidak dapat dibandingkan: pilihan ini tidak memuat bantuan perorangan (UEP)."
    assert refusal in words(memo(known_and_unknown(0)))


def test_what_the_budget_reaches(memo: Memo) -> None:
    # Rp8.4 billion / Rp5 million; / Rp7.5 million.
    said = words(memo(known_and_unknown(0)))
    assert "bantuan Rp5 juta menjangkau 1.680 keluarga" in said
    assert "contoh hitungan, bukan anggaran resmi: 1.680 keluarga tahun 2025 kali Rp5 juta." in said
    assert "Rp7,5 juta 1.120 1,5 67" in said


def test_what_a_business_still_running_has_cost(memo: Memo) -> None:
    # 40 UEP of Rp5 million, 20 of them running: Rp200 million / 20.
    tables = Tables().add(20, "UEP", RUNNING, regencies=TEN).add(20, "UEP", CLOSED, regencies=TEN).add(5, "UEP")
    said = words(memo(tables))
    assert "UEP Rp10 juta selang Rp" in said
    assert "40 UEP diketahui, 5 belum" in said


def test_groups_whose_members_were_not_counted_are_not_called_unknown(memo: Memo) -> None:
    tables = Tables().add(20, "KUBE", running_with(1), regencies=TEN).add(10, "KUBE", RUNNING, regencies=TEN)
    said = words(memo(tables.add(5, "KUBE")))
    assert "30 KUBE diketahui, 5 belum" in said
    assert "30 KUBE diketahui, di 10 anggota tidak dicatat dan diisi rata-rata; 5 belum diketahui" in said


def test_targets_by_place_in_official_order(memo: Memo) -> None:
    tables = Tables().add(5, "KUBE", regencies=[BERAU]).add(20, "KUBE", regencies=[BONTANG])
    tables.target(2024, BONTANG, "KUBE", 20).target(2024, BERAU, "KUBE", 20)
    said = words(memo(tables))
    assert "Kutai Kartanegara tanpa target Berau 5 dari 20 Kutai Barat tanpa target" in said
    assert "Bontang 20 dari 20 Bersama 25 dari 40" in said


def test_places_outside_a_filter_are_not_said_to_have_no_target(memo: Memo) -> None:
    tables = Tables().add(5, "KUBE", regencies=[BERAU, BONTANG])
    tables.target(2024, BONTANG, "KUBE", 20).target(2024, BERAU, "KUBE", 20)
    said = words(memo(tables, where={"regency_type": ["kota"]}))
    assert "Balikpapan tanpa target Samarinda tanpa target Bontang 2 dari 20 Bersama 2 dari 20" in said
    assert "Berau" not in said


def test_without_targets_that_is_said(memo: Memo) -> None:
    assert "Tidak ditampilkan: tidak ada target untuk pilihan ini." in words(memo(known_and_unknown(0)))


def test_an_empty_selection_is_one_sentence_without_a_figure(memo: Memo) -> None:
    said = words(memo(known_and_unknown(0), where={"programme": ["WRSE"]}))
    assert catalog("id")("frame.empty") in said
    assert "%" not in said


def test_without_visits_nothing_is_judged(memo: Memo) -> None:
    said = words(memo(Tables().add(30, "KUBE")))
    assert "30 dari 30 bantuan belum pernah dikunjungi" in said
    assert "Baru 0 KUBE yang statusnya diketahui: 0 berjalan, 0 tutup." in said
