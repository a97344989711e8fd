"""Numbers as the reader writes them."""

from datetime import date, datetime, timedelta, timezone

import pytest

from analytics.i18n.numbers import day, moment, month, number, percent, percent_range, rupiah, rupiah_about


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0, 0, "0", "0"),
        (1680, 0, "1.680", "1,680"),
        (0.125, 2, "0,13", "0.13"),
        (-3.25, 1, "−3,3", "−3.3"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_number(value: float, decimals: int, indonesian: str, english: str) -> None:
    assert number(value, "id", decimals) == indonesian
    assert number(value, "en", decimals) == english


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (5_000_000, "Rp5 juta", "Rp5 million"),
        (7_500_000, "Rp7,5 juta", "Rp7.5 million"),
        (1_234_567, "Rp1.234.567", "Rp1,234,567"),
        (8_400_000_000, "Rp8,4 miliar", "Rp8.4 billion"),
        (104_000_000, "Rp104 juta", "Rp104 million"),
        (500_000, "Rp500.000", "Rp500,000"),
        (0, "Rp0", "Rp0"),
        (-2_000_000, "−Rp2 juta", "−Rp2 million"),
    ],
)
def test_rupiah(value: int, indonesian: str, english: str) -> None:
    assert rupiah(value, "id") == indonesian
    assert rupiah(value, "en") == english


def test_an_amount_said_roughly() -> None:
    assert rupiah_about(23_456_700_000, "id") == "Rp23,5 miliar"
    assert rupiah_about(8_000_000_001, "id") == "Rp8 miliar"
    assert rupiah_about(450_123, "id") == "Rp450.123"


def test_a_share_is_written_in_percent() -> None:
    assert percent(0.395, "id") == "39,5%"
    assert percent(0.395, "en") == "39.5%"
    assert percent(0.395, "id", 0) == "40%"


def test_bounds_round_away_from_each_other() -> None:
    assert percent_range(0.33349, 0.46001, "id", outward=True) == "33,3–46,1%"
    assert percent_range(0.33349, 0.46001, "id") == "33,3–46,0%"


def test_float_noise_does_not_widen_bounds() -> None:
    assert percent_range(0.7 - 0.4, 0.1 + 0.2, "id", outward=True) == "30,0–30,0%"


def test_dates() -> None:
    assert day(date(2025, 6, 4), "id") == "4 Juni 2025"
    assert day(date(2025, 6, 4), "en") == "4 June 2025"
    assert month(date(2025, 8, 1), "id") == "Agustus 2025"


def test_a_moment_has_the_clock_of_its_own_zone() -> None:
    at = datetime(2025, 6, 4, 9, 5, tzinfo=timezone(timedelta(hours=8)))
    assert (moment(at, "id"), moment(at, "en")) == ("4 Juni 2025, 09.05", "4 June 2025, 09:05")
