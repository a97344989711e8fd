"""Numbers as people type them, read in both languages; what could be read in two ways is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.i18n import catalog, languages
from analytics.i18n.typed_numbers import (
    NumberField,
    Reason,
    Refusal,
    parse_typed_number,
    refusal_words,
    value_as_typed,
    value_in_words,
)

BUDGET = NumberField("rupiah_billion", 100_000_000, 1_000_000_000_000)
COST = NumberField("rupiah_million", 0, 20_000_000)
SHARE = NumberField("percent", 1, 99)
POINTS = NumberField("points", -50, 50)
FAMILIES = NumberField("count", 10, 5_000)

READ_IN_BOTH = [
    (BUDGET, "8,4", 8_400_000_000),
    (BUDGET, "8.4", 8_400_000_000),
    (BUDGET, "84", 84_000_000_000),
    (BUDGET, "0.125", 125_000_000),
    (BUDGET, " 8,4 miliar ", 8_400_000_000),
    (BUDGET, "8.4 billion", 8_400_000_000),
    (BUDGET, "8,4 Milyar rupiah", 8_400_000_000),
    (BUDGET, "8.4bn", 8_400_000_000),
    (BUDGET, "8400 juta", 8_400_000_000),
    (BUDGET, "0,5 triliun", 500_000_000_000),
    (BUDGET, "8.400.000.000", 8_400_000_000),
    (BUDGET, "8,400,000,000", 8_400_000_000),
    (BUDGET, "8 400 000 000", 8_400_000_000),
    (BUDGET, "8400000000", 8_400_000_000),
    (BUDGET, "Rp8.400.000.000,00", 8_400_000_000),
    (BUDGET, "Rp 8.400.000.000,-", 8_400_000_000),
    (BUDGET, "\uff18,\uff14", 8_400_000_000),
    (COST, "Rp 7,5 juta", 7_500_000),
    (COST, "Rp. 7.5 jt.", 7_500_000),
    (COST, "IDR 7.5 million", 7_500_000),
    (COST, "500 ribu", 500_000),
    (COST, "500rb", 500_000),
    (COST, "500k", 500_000),
    (COST, "500000", 500_000),
    (COST, "0.5", 500_000),
    (COST, "0", 0),
    (SHARE, "46", 46),
    (SHARE, "46.0", 46),
    (SHARE, "10%", 10),
    (SHARE, "47,5 persen", Decimal("47.5")),
    (SHARE, "47.5 percent", Decimal("47.5")),
    (POINTS, "-5", -5),
    (POINTS, "\u22122,5", Decimal("-2.5")),
    (POINTS, "+7.5", Decimal("7.5")),
    (FAMILIES, "1.500", 1_500),
    (FAMILIES, "1,500", 1_500),
    (FAMILIES, "1,5 ribu", 1_500),
    (FAMILIES, "400", 400),
]

REFUSED_IN_BOTH: list[tuple[NumberField, str, Reason]] = [
    (BUDGET, "84000", "out_of_range"),
    (BUDGET, "1.500.000", "out_of_range"),
    (BUDGET, "7,5 juta", "out_of_range"),
    (BUDGET, "-8,4", "out_of_range"),
    (BUDGET, "10%", "wrong_unit"),
    (BUDGET, "150 M", "ambiguous"),
    (BUDGET, "1.000", "ambiguous"),
    (BUDGET, "", "not_a_number"),
    (BUDGET, "delapan miliar", "not_a_number"),
    (BUDGET, "8,4 miliar juta", "not_a_number"),
    (BUDGET, "8.4.1", "not_a_number"),
    (BUDGET, "1.234,5.6", "not_a_number"),
    (BUDGET, "12.34,567", "not_a_number"),
    (BUDGET, "8,4e9", "not_a_number"),
    (BUDGET, "8-9", "not_a_number"),
    (BUDGET, "inf", "not_a_number"),
    (BUDGET, "9" * 30, "not_a_number"),
    (COST, "1.500", "ambiguous"),
    (COST, "500", "out_of_range"),
    (SHARE, "0,46", "out_of_range"),
    (SHARE, "100", "out_of_range"),
    (SHARE, "46 ribu", "wrong_unit"),
    (SHARE, "Rp46", "wrong_unit"),
    (FAMILIES, "2,5", "not_whole"),
    (FAMILIES, "46%", "wrong_unit"),
]

OWN_MARKS = [
    (BUDGET, "8,400", "id", 8_400_000_000),
    (BUDGET, "8.400", "en", 8_400_000_000),
    (BUDGET, "8,4 M", "id", 8_400_000_000),
    (BUDGET, "1.500 juta", "id", 1_500_000_000),
    (BUDGET, "1,500 million", "en", 1_500_000_000),
    (COST, "500.000", "id", 500_000),
    (COST, "500,000", "en", 500_000),
    (COST, "7.5m", "en", 7_500_000),
]

OTHER_MARKS = [
    (BUDGET, "8.400", "id"),
    (BUDGET, "84.000", "id"),
    (BUDGET, "8,400", "en"),
    (BUDGET, "8.4m", "en"),
    (COST, "500,000", "id"),
    (COST, "7,5 M", "id"),
]


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(("field", "typed", "expected"), READ_IN_BOTH)
def test_one_meaning_in_both_languages(field: NumberField, typed: str, expected: Decimal, lang: str) -> None:
    assert parse_typed_number(typed, field, lang) == expected


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(("field", "typed", "reason"), REFUSED_IN_BOTH)
def test_refused_in_both_languages(field: NumberField, typed: str, reason: Reason, lang: str) -> None:
    refused = parse_typed_number(typed, field, lang)
    assert isinstance(refused, Refusal)
    assert refused.reason == reason


@pytest.mark.parametrize(("field", "typed", "lang", "expected"), OWN_MARKS)
def test_marks_and_words_of_the_own_language_are_read_where_the_range_leaves_them(
    field: NumberField, typed: str, lang: str, expected: int
) -> None:
    assert parse_typed_number(typed, field, lang) == expected


@pytest.mark.parametrize(("field", "typed", "lang"), OTHER_MARKS)
def test_what_only_the_other_language_would_read_is_refused(field: NumberField, typed: str, lang: str) -> None:
    refused = parse_typed_number(typed, field, lang)
    assert isinstance(refused, Refusal)
    assert refused.reason == "ambiguous"


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(("field", "typed", "expected"), READ_IN_BOTH)
def test_a_value_as_it_is_written_is_read_again(field: NumberField, typed: str, expected: Decimal, lang: str) -> None:
    assert parse_typed_number(value_as_typed(expected, field, catalog(lang)), field, lang) == expected


@pytest.mark.parametrize(
    ("field", "value", "indonesian", "english"),
    [
        (BUDGET, 8_400_000_000, "Rp8,4 miliar", "Rp8.4 billion"),
        (COST, 500_000, "Rp500.000", "Rp500,000"),
        (SHARE, 47.5, "47,5 dari 100", "47.5 of 100"),
        (POINTS, -2.5, "−2,5 poin persen", "−2.5 percentage points"),
        (FAMILIES, 1_500, "1.500", "1,500"),
    ],
)
def test_a_value_is_echoed_in_words(field: NumberField, value: float, indonesian: str, english: str) -> None:
    assert value_in_words(value, field, catalog("id")) == indonesian
    assert value_in_words(value, field, catalog("en")) == english


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (BUDGET, "84000", "“84000” terbaca Rp84 triliun. Yang dapat diisi: Rp100 juta sampai Rp1 triliun."),
        (BUDGET, "8.400", "“8.400” dapat berarti Rp8,4 miliar atau Rp8,4 triliun. Tulis salah satunya."),
        (COST, "1.500", "“1.500” dapat berarti Rp1,5 juta atau Rp1.500. Tulis salah satunya."),
        (FAMILIES, "2,5", "“2,5” bukan bilangan bulat."),
        (SHARE, "banyak", "“banyak” tidak terbaca sebagai bilangan."),
    ],
)
def test_a_refusal_says_why_and_what_can_be_typed(field: NumberField, typed: str, sentence: str) -> None:
    refused = parse_typed_number(typed, field, "id")
    assert isinstance(refused, Refusal)
    assert refusal_words(refused, typed, field, catalog("id")) == sentence
