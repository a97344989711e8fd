"""Which row is the heading, and what its columns are."""

from __future__ import annotations

import pytest

from analytics.ingest.files.heading_names import normalised
from analytics.ingest.files.headings import UnknownHeadingsError, find_heading, scale_said
from analytics.ingest.report import RefusalError
from analytics.ingest.vocabulary import Words, read_words
from analytics.store.database import REFERENCE

INDONESIAN = ["ID Bantuan", "Jenis Program", "Kabupaten/Kota", "Nilai Bantuan (Rp)", "Tanggal Penyaluran"]
DATA = ["KUBE-1", "KUBE", "Paser", "20000000", "2022-03-05"]


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(REFERENCE)


def refusal(records: list[list[str]], words: Words, table: str | None = None) -> RefusalError:
    with pytest.raises(RefusalError) as refused:
        find_heading(records, words, table)
    return refused.value


def test_titles_stand_above_the_heading(words: Words) -> None:
    heading = find_heading([["DAFTAR PENERIMA", "", "", "", ""], [""] * 5, INDONESIAN, DATA], words)
    assert (heading.table.name, heading.row) == ("grants", 3)
    assert heading.columns == {"grant_id": 0, "programme": 1, "regency": 2, "amount_idr": 3, "disbursed_on": 4}


def test_a_heading_of_two_rows_is_read_as_one(words: Words) -> None:
    upper = ["ID Bantuan", "Jenis Program", "Lokasi", "", "Nilai Bantuan", "Tanggal Penyaluran"]
    lower = ["", "", "Kabupaten/Kota", "Kecamatan", "", ""]
    heading = find_heading([upper, lower], words)
    assert (heading.row, heading.height) == (2, 2)
    assert set(heading.columns) == {"grant_id", "programme", "regency", "district", "amount_idr", "disbursed_on"}


def test_a_row_of_units_belongs_to_the_heading_above_it(words: Words) -> None:
    """Overlooked, an amount in thousands is a thousand times too small."""
    for unit in ("(ribu Rp)", "ribu rupiah", "[Rp. 000]"):
        heading = find_heading([INDONESIAN, ["", "", "", unit, "(tgl/bln/thn)"], DATA], words)
        assert (heading.row, heading.height, heading.scales) == (2, 2, {"amount_idr": 1000})
        assert heading.not_a_record(["", "", "", unit, "(tgl/bln/thn)"]) == "repeated_heading"
        assert heading.not_a_record([*INDONESIAN, "", None]) == "repeated_heading"
    assert find_heading([INDONESIAN, ["(1)", "(2)", "(3)", "(4)", "(5)"], DATA], words).row == 1
    assert refusal([INDONESIAN, ["", "", "", "(per anggota)", ""], DATA], words).code == "heading_qualified"


def test_the_group_before_a_slash_is_kobo_s(words: Words) -> None:
    kobo = ["_id", "_uuid", "kunjungan/id_bantuan", "kunjungan/tanggal", "kunjungan/status_usaha"]
    heading = find_heading([kobo], words)
    assert heading.columns == {"visit_id": 1, "grant_id": 2, "visited_on": 3, "status": 4}


def test_a_title_may_say_the_unit(words: Words) -> None:
    heading = find_heading([["(dalam ribuan rupiah)", "", "", "", ""], INDONESIAN], words)
    assert heading.scales == {"amount_idr": 1000}


@pytest.mark.parametrize(
    ("heading", "scale"),
    [("Nilai (Rp 000)", 1000), ("Nilai (ribu Rp)", 1000), ("Nilai (juta)", 10**6), ("Nilai (Rp)", 1), ("Pagu 2000", 1)],
)
def test_the_unit_that_a_heading_says(heading: str, scale: int) -> None:
    assert scale_said(heading) == scale


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Desa/Kelurahan", "desa_kelurahan"), ("Nilai Bantuan (Rp)", "nilai_bantuan"), ("_uuid", "_uuid"), ("TA", "ta")],
)
def test_headings_are_compared_without_what_differs_by_chance(heading: str, name: str) -> None:
    assert normalised(heading) == name


def test_a_missing_column_is_named_in_both_of_its_names(words: Words) -> None:
    refused = refusal([INDONESIAN[:3] + INDONESIAN[4:]], words)
    assert (refused.code, refused.details["columns"]) == ("missing_columns", "amount_idr (Nilai Bantuan)")


def test_a_column_that_comes_twice_is_refused(words: Words) -> None:
    assert refusal([[*INDONESIAN, "Nilai Bantuan"]], words).code == "duplicate_column"


def test_a_file_of_another_table_is_refused(words: Words) -> None:
    refused = refusal([["grant_id", "visited_on", "status"]], words, "grants")
    assert (refused.code, refused.details["table"]) == ("looks_like_another_table", "visits")


def test_no_heading_at_all(words: Words) -> None:
    assert refusal([DATA, DATA], words).code == "no_heading"


def test_the_reader_may_say_what_a_column_is(words: Words) -> None:
    heading = find_heading([[*INDONESIAN[:3], "Bantuan diterima", INDONESIAN[4]]], words, "grants",
                           {"Bantuan diterima": "amount_idr"})  # fmt: skip
    assert heading.columns["amount_idr"] == 3


def test_personal_headings_are_told_from_unknown_ones(words: Words) -> None:
    personal = ["NIK", "No KK", "Nama Ketua", "Alamat", "No HP", "No Rekening", "Tanggal Lahir", "Koordinat"]
    heading = find_heading([[*INDONESIAN, *personal, "No SK"]], words)
    assert heading.personal == tuple(personal)
    assert heading.unknown == ("No SK",)


GRANTS_IN_ORDER = {"grant_id": 0, "programme": 1, "regency": 2, "amount_idr": 3, "disbursed_on": 4}


@pytest.mark.parametrize(
    "cells",
    [
        ["1. ID Bantuan", "2. Program", "3. Kabupaten/Kota", "4. Nilai Bantuan", "5. Tanggal Penyaluran"],
        ["(1) ID Bantuan", "Q2. Program", "c) Kabupaten/Kota", "1.4. Nilai Bantuan", "5_tanggal_penyaluran"],
        ["Data/ID Bantuan", "Data/Program", "Lokasi/Kabupaten/Kota", "Usaha/Nilai Bantuan", "A/Tanggal Penyaluran"],
        ["bantuan-id_bantuan", "a.b.program", "lokasi:kabupaten", "g.nilai_bantuan", "bantuan//tanggal_penyaluran"],
        ["data_id_bantuan", "data_program", "data_kabupaten", "data_nilai_bantuan", "data_tanggal_penyaluran"],
        ["Umum: ID Bantuan", "Umum > Program", "Lokasi - Kabupaten", "Umum: Nilai Bantuan", "Umum: Tanggal Penyaluran"],
        ["**ID Bantuan**", "Program<br>bantuan", "<b>Kabupaten/Kota</b>", "Nilai Bantuan?",
         "Tanggal&nbsp;Penyaluran *"],
        ["Grant ID / ID Bantuan", "Programme | Program", "Kabupaten/Kota (Regency)", "Nilai Bantuan / Amount",
         "Tanggal Penyaluran (dd/mm/yyyy)"],
        ["ID Bantuan (kode)", "Program (KUBE/UEP/WRSE)", "Kabupaten/Kota (pilih salah satu)", "Nilai Bantuan (total)",
         "Tanggal Penyaluran (disbursed_on)"],
    ],
)  # fmt: skip
def test_a_heading_is_a_path(cells: list[str], words: Words) -> None:
    assert find_heading([cells], words).columns == GRANTS_IN_ORDER


@pytest.mark.parametrize(
    "heading",
    [
        "Nilai Bantuan (per anggota)", "Nilai Bantuan (%)", "Nilai Bantuan (2023)", "Nilai Bantuan [usulan]",
        "Nilai Bantuan (KPM)",
    ],
)  # fmt: skip
def test_brackets_that_change_the_meaning_are_not_dropped(heading: str, words: Words) -> None:
    refused = refusal([[*INDONESIAN[:3], heading, INDONESIAN[4]]], words)
    assert (refused.code, refused.details) == ("heading_qualified", {"column": "amount_idr", "said": heading})


@pytest.mark.parametrize(
    "heading",
    ["Nilai Bantuan/Orang", "Nilai Bantuan / Anggota", "Rencana - Nilai Bantuan", "rencana_nilai_bantuan",
     "Jumlah Anggota/Nilai Bantuan", "Nilai Bantuan %"],
)  # fmt: skip
def test_what_divides_or_plans_an_amount_is_not_that_amount(heading: str, words: Words) -> None:
    refused = refusal([[*INDONESIAN[:3], heading, INDONESIAN[4]]], words)
    assert refused.code in ("missing_columns", "heading_qualified")


def test_a_turnover_a_month_is_that_and_one_a_year_is_not(words: Words) -> None:
    visits = ["ID Bantuan", "Tanggal Kunjungan", "Status Usaha"]
    assert "monthly_turnover_idr" in find_heading([[*visits, "Omzet (Rp/bulan)"]], words).columns
    assert find_heading([[*visits, "Omzet (per tahun)"]], words).unknown == ("Omzet (per tahun)",)


VISITS = ["_uuid", "kode_kube", "tanggal_kunjungan", "status_usaha"]
VISIT = ["u-1", "BT-1", "2024-06-21", "running"]


def test_options_of_a_question_are_not_columns_of_their_names(words: Words) -> None:
    heading = find_heading([[*VISITS, "manfaat", "manfaat/omzet", "manfaat/tenaga_kerja", "manfaat/relasi"]], words)
    assert heading.columns == {"visit_id": 0, "grant_id": 1, "visited_on": 2, "status": 3}
    assert [(note.reason, note.column) for note in heading.notes] == [
        ("ticks_of_question", "manfaat/omzet, manfaat/tenaga_kerja")
    ]


def test_options_without_their_question_are_told_by_their_ticks(words: Words) -> None:
    cells = [*VISITS, "manfaat/omzet", "manfaat/tenaga_kerja", "manfaat/relasi"]
    ticked = find_heading([cells, [*VISIT, "1", "0", "1"], [*VISIT, "0", "", "1"]], words)
    assert "monthly_turnover_idr" not in ticked.columns
    filled = find_heading([cells, [*VISIT, "1500000", "0", "1"]], words)
    assert filled.columns["monthly_turnover_idr"] == 4


def test_a_status_beside_its_own_options_is_the_question(words: Words) -> None:
    heading = find_heading([[*VISITS[:3], "kondisi", "kondisi/status", "kondisi/lain"]], words)
    assert heading.columns["status"] == 3


def test_the_amount_realised_is_taken_and_not_the_budget(words: Words) -> None:
    heading = find_heading([[*INDONESIAN[:3], "Pagu", "Realisasi", INDONESIAN[4]]], words)
    assert heading.columns["amount_idr"] == 4
    assert [(note.reason, note.details) for note in heading.notes] == [
        ("realised_amount_taken", {"said": "Realisasi", "others": "Pagu"})
    ]
    assert heading.unknown == ("Pagu",)
    assert find_heading([[*INDONESIAN[:3], "Pagu", INDONESIAN[4]]], words).columns["amount_idr"] == 3


def test_a_count_of_grants_is_not_their_amount(words: Words) -> None:
    cells = [*INDONESIAN[:3], "Jumlah Bantuan", "Nilai Bantuan", INDONESIAN[4]]
    counted = find_heading([cells, [*DATA[:3], "1", "20000000", DATA[4]]], words)
    assert (counted.columns["amount_idr"], counted.notes[0].reason) == (4, "count_is_no_amount")
    assert refusal([cells, [*DATA[:3], "19000000", "20000000", DATA[4]]], words).code == "duplicate_column"
    twice = [*INDONESIAN[:3], "Nilai Bantuan", "Nilai Bantuan", INDONESIAN[4]]
    assert refusal([twice, [*DATA[:3], "1", "20000000", DATA[4]]], words).code == "duplicate_column"


def test_headings_that_are_not_known_are_shown_to_the_reader(words: Words) -> None:
    refused = refusal([["LAPORAN"], ["Kode", "Nama usaha", "Bantuan barang", "Budi Santoso"]], words)
    assert (refused.code, refused.details["row"]) == ("headings_unknown", 2)
    assert isinstance(refused, UnknownHeadingsError)
    assert refused.shown == ("Kode", "Nama usaha", "Bantuan barang", "••• D")


def test_the_reader_can_say_what_unknown_headings_are(words: Words) -> None:
    cells = ["A1x", "A2x", "A3x", "A4x", "A5x"]
    chosen = dict(zip(cells, GRANTS_IN_ORDER, strict=True))
    assert find_heading([cells, DATA], words, "grants", chosen).columns == GRANTS_IN_ORDER
