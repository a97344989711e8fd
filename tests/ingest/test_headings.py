"""Which row is the heading, and what its columns are."""

from __future__ import annotations

import pytest

from analytics.ingest.files.headings import find_heading, normalised, scale_said
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
