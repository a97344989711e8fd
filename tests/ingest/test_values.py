"""Cells into values, one spelling a line."""

from __future__ import annotations

import pytest

from analytics.contract import GRANTS, VISITS
from analytics.ingest.cells.values import (
    Reading,
    decimal_marks,
    is_blank,
    read_code,
    read_number,
    read_text,
    read_year,
    unreadable,
    unwrapped,
)


@pytest.mark.parametrize(
    ("cell", "rupiah"),
    [
        ("20000000", "20000000"),
        ("Rp 20.000.000", "20000000"),
        ("Rp3.000.000,-", "3000000"),
        ("Rp. 5.000.000,00", "5000000"),
        ("20,000,000", "20000000"),
        ("20 000 000", "20000000"),
        ("3000000.0", "3000000"),
        ("20 juta", "20000000"),
        ("3jt", "3000000"),
        ("4,5 juta", "4500000"),
        ("1,2 miliar", "1200000000"),
        ("750 ribu", "750000"),
        ("5 orang", "5"),
        ("-1", "-1"),
    ],
)
def test_a_number_however_it_is_written(cell: str, rupiah: str) -> None:
    assert read_number(cell) == Reading(rupiah)


@pytest.mark.parametrize("cell", ["rusak", "lima", "20.000.00", "1,2,3", "4.500 juta", "(5.000)", "5/6"])
def test_a_number_that_cannot_be_read_is_never_guessed(cell: str) -> None:
    assert read_number(cell) == Reading(problem="not_a_number")


@pytest.mark.parametrize("cell", ["2E+07", "2,00E+07", "1.5e7"])
def test_a_number_that_a_spreadsheet_shortened_has_lost_digits(cell: str) -> None:
    assert read_number(cell) == Reading(problem="shortened_number")


def test_a_column_s_other_cells_say_what_a_mark_parts() -> None:
    """In a column in a unit 1,500 is one and a half where another cell says 2,5, unsure where one says 1,500,000."""
    decimal = decimal_marks(["2,5", "12,25", "1,500"])
    assert decimal == {",": "decimal"}
    assert read_number("1,500", 10**6, decimal) == Reading("1500000")
    assert read_number("1.500", 1000, decimal) == Reading("1500000")
    unsure = decimal_marks(["2,5", "1,500,000"])
    assert unsure == {",": "unsure"}
    assert read_number("1,500", 1000, unsure) == Reading(problem="not_a_number")
    assert read_number("2,5", 1000, unsure) == Reading("2500")


def test_no_thousands_begin_with_a_nought() -> None:
    assert read_number("0.125", 10**6) == Reading("125000")


def test_fractions_of_a_rupiah_are_no_amount() -> None:
    assert read_number("20,5") == Reading(problem="not_whole")


def test_the_heading_can_say_thousands_but_not_the_cell_as_well() -> None:
    assert read_number("20.000", scale=1000) == Reading("20000000")
    assert read_number("20 juta", scale=1000) == Reading(problem="unit_said_twice")


@pytest.mark.parametrize(("cell", "year"), [("2024", "2024"), ("2024.0", "2024"), ("TA 2024", "2024"), ("24", "24")])
def test_a_year(cell: str, year: str) -> None:
    assert read_year(cell) == Reading(year)


@pytest.mark.parametrize(
    ("cell", "code"), [(" kube-01 ", "KUBE-01"), ("00012", "00012"), ("460/12/Dinsos", "460/12/DINSOS")]
)
def test_an_identifier_keeps_its_zeros(cell: str, code: str) -> None:
    assert read_code(cell, GRANTS.column("grant_id")) == Reading(code)


@pytest.mark.parametrize("cell", ["1.23E+12", "12.0", "Mar-22", "####", "#REF!"])
def test_what_a_spreadsheet_has_mangled_is_not_mended(cell: str) -> None:
    assert read_code(cell, GRANTS.column("grant_id")) == Reading(problem="mangled_id")


@pytest.mark.parametrize("cell", ["6472014101850001", "6472 0141 0185 0001", "081253001122", "+62 813-5000-9911"])
def test_a_personal_number_is_no_identifier(cell: str) -> None:
    assert read_code(cell, GRANTS.column("grant_id")) == Reading(problem="personal_number")


def test_a_name_is_no_pseudonym() -> None:
    assert read_code("Siti Rahmawati", VISITS.column("officer_code")) == Reading(problem="not_a_code")


def test_text_is_kept_as_typed_but_for_space_and_personal_numbers() -> None:
    assert read_text("  Kue\u00a0basah\t& es ") == Reading("Kue basah & es")
    assert read_text("=1+1") == Reading("=1+1")
    assert read_text("Warung, HP 0812-5300-1122") == Reading("Warung, HP •••")


@pytest.mark.parametrize("cell", ["Tidak ada", "(kosong)", "NONE", "n.a.", "undefined"])
def test_a_word_for_nothing_in_a_column_of_text_is_nothing(cell: str) -> None:
    assert read_text(cell) == Reading()
    assert read_code(cell, GRANTS.column("grant_id")) == Reading()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="00001"', "00001"), ("'BT-0001", "BT-0001"), ("\u201cBT-0002\u201d", "BT-0002"), ("`BT-0003`", "BT-0003"),
        ("\u200bBT-0004", "BT-0004"), ('="Kue ""basah"""', 'Kue "basah"'), ("Ma'mur", "Ma'mur"), ("=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_what_programs_put_round_a_text_is_not_of_it(cell: str, text: str) -> None:
    assert unwrapped(cell) == text


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("BT\u20130001", "BT-0001"),
        ("\uff22\uff34-\uff10\uff11", "BT-01"),
        ("BT\u200b-0001", "BT-0001"),
        ("bt-00012", "BT-00012"),
    ],
)
def test_an_identifier_in_other_signs_is_the_same(cell: str, code: str) -> None:
    assert read_code(cell, GRANTS.column("grant_id")) == Reading(code)


@pytest.mark.parametrize("cell", ["2024-02-01", "2024-02-01 00:00:00", "10:30", "TRUE", "=A1&B1", "1.0", "#NUM!"])
def test_what_a_spreadsheet_made_of_an_identifier_is_refused(cell: str) -> None:
    assert read_code(cell, GRANTS.column("grant_id")) == Reading(problem="mangled_id")


@pytest.mark.parametrize("cell", ["", "  ", "-", "–", "N/A", "null", "NaN"])
def test_what_says_nothing_is_blank(cell: str) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["50.000,000", "50,000.000"])
def test_three_digits_behind_the_other_mark_are_not_taken_for_decimals(cell: str) -> None:
    """Fifty thousand with three decimals, or fifty million mistyped."""
    assert read_number(cell) == Reading(problem="not_a_number")


def test_a_formula_that_found_no_value_is_said() -> None:
    assert unreadable("#REF!") == "formula_error"
