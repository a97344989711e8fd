"""A person's numbers in any writing, told from UUIDs, dates, times and amounts; in ids what can be no other."""

from __future__ import annotations

import re
import unicodedata

import pytest

from analytics.ingest.personal import MASK, masked, masked_code, masked_file_name
from analytics.ingest.personal_numbers import is_nik
from tests.ingest.personal_writings import NUMBERS_OF_NO_PERSON, WRITINGS, WRITINGS_FOR_CODES


def digits_in(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(c)) for c in plain if unicodedata.category(c) == "Nd")


def test_the_matrix_has_sixty_writings() -> None:
    assert len(set(WRITINGS)) >= 60


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_writing_is_covered_in_text(writing: str) -> None:
    for text in (
        writing,
        f"Kue ({writing})",
        f"Kue {writing} enak",
        f"2024-06-01 {writing}",
        f"Rp 5.000.000; {writing}",
    ):
        covered = masked(text)
        assert MASK in covered
        assert writing not in covered
        assert len(digits_in(covered.replace("2024-06-01", "").replace("5.000.000", ""))) <= 2


@pytest.mark.parametrize("text", NUMBERS_OF_NO_PERSON)
def test_numbers_of_no_person_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("writing", WRITINGS_FOR_CODES)
def test_ids_that_are_a_persons_are_covered(writing: str) -> None:
    assert writing not in masked_code(writing)
    assert len(digits_in(masked_code(writing))) <= 2


@pytest.mark.parametrize(
    "code",
    [
        "aaaa0000-1234-4abc-8def-081253001122", "12345678-9012-4345-8678-90123456789a", "uuid:0812530011-22",
        "KUBE-2024-000123", "BT/2024/081253", "64.72.2024.000001", "1234567890", "123456789012345", "2024010100000001",
        "KB.64.72/2024/001", "KUBE/2024/0812-001122",
    ],
)  # fmt: skip
def test_long_numbers_of_ids_stay(code: str) -> None:
    assert masked_code(code) == code


@pytest.mark.parametrize(
    ("digits", "fits"),
    [
        ("6472010101850001", True),  # born on 1 January 1985
        ("6472014101850001", True),  # a woman: her day of birth and 40
        ("6472013101850001", True),
        ("6472013201850001", False),  # no 32nd
        ("6472017201850001", False),  # no 32nd of a woman
        ("6472010113850001", False),  # no 13th month
        ("6472010001850001", False),
        ("647201010185000", False),
    ],
)
def test_sixteen_digits_are_a_nik_where_day_and_month_fit(digits: str, fits: bool) -> None:
    assert is_nik(digits) is fits


def test_a_path_is_read_part_by_part() -> None:
    assert masked_file_name("2024/06/01/0812.csv") == "2024/06/01/0812.csv"
    assert masked_file_name("HP 0812-5300-1122/6472 0141 0185 0001.csv") == f"HP {MASK}/{MASK}.csv"


def test_long_cells_of_marks_cost_no_time() -> None:
    for alphabet in ("1 ", "1.", "a@.", "12:/-", "°'1 "):
        text = (alphabet * 300)[:500]
        assert not re.search(r"\d{10}", masked(text))
