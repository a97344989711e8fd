"""One clock: an anniversary is exactly 12, and a month lacking the day ends it."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from analytics.methods.ages import Days, age_months
from analytics.store.database import SQL

MACRO = SQL / "macros" / "age_months.sql"


def age(since: str, until: str) -> float:
    return float(age_months(np.array([since], "datetime64[D]"), np.array([until], "datetime64[D]"))[0])


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        ("2025-06-04", "2025-06-04", 0),
        ("2025-06-04", "2026-06-04", 12),
        ("2023-03-15", "2026-03-15", 36),
        ("2025-01-31", "2025-02-28", 1),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-02-29", "2025-02-28", 12),
        ("2025-01-31", "2025-04-30", 3),
        ("2025-01-29", "2025-02-28", 1),
    ],
)
def test_an_anniversary_is_a_whole_number(since: str, until: str, months: float | None) -> None:
    assert age(since, until) == months


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        ("2025-06-04", "2025-06-05", 1 / 30),
        ("2025-06-04", "2025-07-19", 1 + 15 / 31),
        ("2025-01-31", "2025-02-27", 27 / 28),
        ("2025-01-31", "2025-03-01", 1 + 1 / 31),
    ],
)
def test_days_since_the_anniversary_over_days_to_the_next(since: str, until: str, months: float | None) -> None:
    """4 June to 5 June: 1 of 30 days to 4 July. 19 July: 15 of the 31 days from 4 July to 4 August. 31 January to 1
    March: a day after 28 February, of 31 to 31 March."""
    assert age(since, until) == pytest.approx(months)


def some_pairs() -> tuple[Days, Days, Days]:
    generator = np.random.default_rng(3)
    first = np.datetime64("2015-12-25")
    random = first + generator.integers(0, 4_000, (5_000, 2)).astype("timedelta64[D]")
    every_day_of_four_years = first + np.arange(1_500).astype("timedelta64[D]")
    month_ends = np.array([f"2023-{month:02}-{day}" for month in (1, 3, 5, 8, 12) for day in (28, 29, 30, 31)], "M8[D]")
    pairs = np.vstack([random, np.array([(a, b) for a in month_ends for b in month_ends[0] + np.arange(800)])])
    ordered = np.sort(pairs, axis=1)
    return ordered[:, 0], ordered[:, 1], every_day_of_four_years


def test_age_never_falls_from_one_day_to_the_next() -> None:
    _, _, days = some_pairs()
    for since in days[:70:7]:
        later = days[days >= since]
        assert (np.diff(age_months(np.full(len(later), since), later)) > 0).all()


def test_the_macro_says_the_same_of_twenty_thousand_pairs() -> None:
    """DuckDB's own count of whole months and its own calendar, in another language."""
    since, until, _ = some_pairs()
    pairs = pd.DataFrame({"since": since, "until": until})
    with duckdb.connect() as connection:
        connection.execute(MACRO.read_text(encoding="utf-8"))
        connection.register("pairs", pairs)
        in_sql = connection.sql("select age_months(since::date, until::date) as age from pairs").fetchnumpy()["age"]
    assert len(pairs) > 20_000
    assert np.abs(age_months(since, until) - in_sql).max() < 1e-12


@pytest.mark.parametrize(
    ("closed", "months"),
    [("2025-02-10", 0.5 / 28), ("2025-02-11", 1 / 28), ("2025-03-10", 1), (None, None)],
)
def test_a_closure_on_the_day_of_disbursement_is_half_a_day_old(closed: str | None, months: float | None) -> None:
    """10 February to 10 March are 28 days."""
    with duckdb.connect() as connection:
        connection.execute(MACRO.read_text(encoding="utf-8"))
        asked = "select closing_age_months(date '2025-02-10', $closed::date)"
        (found,) = connection.execute(asked, {"closed": closed}).fetchone() or ()
    assert found == (None if months is None else pytest.approx(months))
