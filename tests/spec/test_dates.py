"""Dates: a figure is of a day, and knows nothing of what came after it."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.answers.figures import figures
from tests.spec.tables import RUNNING, StoreOf, Tables, figure


def test_the_day_is_the_latest_in_the_data_unless_another_is_named(store_of: StoreOf) -> None:
    store = store_of(Tables().add(1, "UEP", ("2025-03-01", "running"), ("2025-11-20", "moved")))
    assert [one.as_of for one in figures(store, "grants")] == [date(2025, 11, 20)]


def test_or_the_latest_disbursement(store_of: StoreOf) -> None:
    store = store_of(Tables().add(1, "UEP", RUNNING).add(1, "UEP", disbursed_on="2025-12-01"))
    assert [one.as_of for one in figures(store, "grants")] == [date(2025, 12, 1)]


@pytest.mark.parametrize(("day", "grants"), [("2025-05-31", 3), ("2025-06-01", 7)])
def test_grants_count_from_the_day_of_disbursement(store_of: StoreOf, day: str, grants: int) -> None:
    store = store_of(Tables().add(3, "UEP").add(4, "UEP", disbursed_on="2025-06-01"))
    assert figure(store, "grants", as_of=date.fromisoformat(day)).value == grants


@pytest.mark.parametrize(("day", "visited"), [("2025-02-28", 0), ("2025-03-01", 1)])
def test_visits_count_from_their_day(store_of: StoreOf, day: str, visited: int) -> None:
    store = store_of(Tables().add(1, "UEP", RUNNING))
    assert figure(store, "visited_rate", as_of=date.fromisoformat(day)).value == visited


SIX_MONTHS = [
    ("2024-12-04", "2025-06-03", False),
    ("2024-12-04", "2025-06-04", True),
    ("2024-08-31", "2025-02-27", False),
    ("2024-08-31", "2025-02-28", True),
    ("2023-08-30", "2024-02-28", False),
    ("2023-08-30", "2024-02-29", True),
]


@pytest.mark.parametrize(("disbursed_on", "day", "is_old_enough"), SIX_MONTHS)
def test_six_months_are_calendar_months(store_of: StoreOf, disbursed_on: str, day: str, is_old_enough: bool) -> None:
    """The same day six months on, or the last of a month that has no such day."""
    tables = Tables()
    for of_case in sorted({case[0] for case in SIX_MONTHS}):
        tables.add(1, "UEP", district=of_case, disbursed_on=of_case)
    rate = figure(store_of(tables), "persistence_rate", as_of=date.fromisoformat(day), district=[disbursed_on])
    assert (rate.counts["old_enough"], rate.counts["too_young"]) == ((1, 0) if is_old_enough else (0, 1))


def test_a_cohort_is_the_year_of_disbursement_not_of_the_budget(store_of: StoreOf) -> None:
    store = store_of(Tables().add(2, "UEP", disbursed_on="2025-01-10", budget_year=2024))
    assert [(one.by["cohort_year"], one.value) for one in figures(store, "grants", by=["cohort_year"])] == [(2025, 2)]


def test_a_closure_seen_later_leaves_the_earlier_figure_as_it_was(store_of: StoreOf) -> None:
    tables = Tables().add(20, "UEP", RUNNING, ("2025-09-01", "closed"))
    assert figure(store_of(tables), "persistence_rate", as_of=date(2025, 6, 4)).value == 1.0
    assert figure(store_of(tables), "persistence_rate", as_of=date(2025, 9, 1)).value == 0.0
