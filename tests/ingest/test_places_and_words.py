"""Which regency a row means, and what a word means."""

from __future__ import annotations

import pytest

from analytics.ingest.cells.regencies import resolve
from analytics.ingest.vocabulary import Words, read_words
from analytics.store.database import REFERENCE


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(REFERENCE)


@pytest.mark.parametrize(
    ("name", "code", "regency"),
    [
        ("Kukar", None, "64.02"),
        (" Kutai  Timur ", None, "64.08"),
        ("KOTA SAMARINDA", "", "64.72"),
        ("64.72", None, "64.72"),
        (None, "64.72", "64.72"),
        (None, "6401", "64.01"),
        (None, "6404", "64.08"),
        (None, "6405", "64.03"),
        ("Kutai Barat", "6402", "64.07"),
        ("Kutai Kartanegara", "6402", "64.02"),
        ("Kutai", "64.02", "64.02"),
        ("PASER (Kab)", None, "64.01"),
        ("Kota Smd", None, "64.72"),
        ("Kutai Timur, Kab.", None, "64.08"),
        ("Kab. Kutai Timur - Sangatta", None, "64.08"),
        ("KOTA BALIKPAPAN (BPN)", None, "64.71"),
        ("Kab/Kota Bontang", None, "64.74"),
        ("Kutai Kartanegara, Kalimantan Timur", None, "64.02"),
        ("Samarinda Prov. Kaltim", None, "64.72"),
        ("64.72 Samarinda", None, "64.72"),
        ("6472 - KOTA SAMARINDA", None, "64.72"),
        ("Kutai Barat (6402)", None, "64.07"),
        ('="64.72"', None, "64.72"),
    ],
)
def test_the_regency_of(words: Words, name: str | None, code: str | None, regency: str) -> None:
    assert resolve(name, code, words).code == regency


@pytest.mark.parametrize(
    ("name", "code", "problem"),
    [
        ("Kutai", None, "ambiguous_regency"),
        ("6402", None, "ambiguous_regency_code"),
        (None, "6403", "ambiguous_regency_code"),
        ("Tarakan", None, "outside_province"),
        ("Tarakan", "64.72", "outside_province"),
        ("Samarinda", "64.71", "regency_code_disagrees"),
        ("Atlantis", None, "unknown_regency"),
        ("Kab. Kutai", None, "ambiguous_regency"),
        ("Kutai (Tenggarong)", None, "ambiguous_regency"),
        ("Paser / Penajam", None, "unknown_regency"),
        ("Samarinda (bukan Balikpapan)", None, "unknown_regency"),
        ("Kota Bangun", None, "unknown_regency"),
        ("64.71 Samarinda", None, "regency_code_disagrees"),
        ("Kutai 6402", None, "ambiguous_regency"),
        ("Kaltim", None, "unknown_regency"),
        (None, "64.99", "unknown_regency"),
        ("-", "", "missing_value"),
    ],
)
def test_what_is_never_guessed(words: Words, name: str | None, code: str | None, problem: str) -> None:
    assert resolve(name, code, words).problem == problem


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("Masih berjalan", "running"), ("masih_berjalan", "running"), ("Tidak aktif", "closed"),
        ("belum bubar", "running"), ("Bubar", "closed"), ("Tidak ditemukan", "not_found"), ("Blm dikunjungi", None),
    ],
)  # fmt: skip
def test_status_words_match_as_whole_phrases(words: Words, typed: str, status: str | None) -> None:
    assert words.choice("status", typed) == status


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("GORENGAN & ES", "fried_snacks"), ("kue-kue basah", "cakes"), ("Ayam kampung (ternak)", "poultry"),
        ("Bkl. motor", "repair"), ("sembako/warung", "trade"), ("Kesenian", "other"),
    ],
)  # fmt: skip
def test_business_words_match_inside_the_text_as_whole_words(words: Words, typed: str, category: str) -> None:
    assert words.business_category(typed) == category


@pytest.mark.parametrize(
    ("said", "means"), [("√", "true"), (" ✓ ", "true"), ("✔", "true"), ("☑", "true"), ("V", "true"), ("x", None)]
)
def test_a_tick_is_a_yes_and_a_cross_is_asked(said: str, means: str | None) -> None:
    assert read_words(REFERENCE).choice("yes_no", said) == means
