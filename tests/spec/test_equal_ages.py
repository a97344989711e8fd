"""What a grant bought at equal ages: the cost of a business still running, and months of business."""

from __future__ import annotations

import math
from datetime import date

import pytest

from analytics.answers.figures import figures
from analytics.store.database import Store
from tests.spec.tables import BERAU, SAMARINDA, TEN, StoreOf, Tables, ends, figure

AT_24, LATER = "2026-01-15", date(2026, 6, 30)
CPI_2024, CPI_2025 = 128.793, 132.554
"""Of the shipped index; grants of the tables are of January 2024, prices those of December 2025."""


@pytest.fixture
def store(store_of: StoreOf) -> Store:
    """200 grants of Rp 5 million seen at 6, 12 and 24 months: closing halves them each year, at a constant rate."""
    tables = Tables()
    for closed_at, count in (("2024-07-15", 59), ("2025-01-15", 41), (AT_24, 50), (None, 50)):
        days = [day for day in ("2024-07-15", "2025-01-15", AT_24) if closed_at is None or day < closed_at]
        found = [(day, "running") for day in days] + ([(closed_at, "closed")] if closed_at else [])
        tables.add(count, "UEP", *found, regencies=TEN)
    return store_of(tables)


class TestTheCostOfABusinessAlive:
    def test_is_a_mean_grant_at_prices_of_one_year_over_the_share_alive(self, store: Store) -> None:
        amount = 5_000_000 * CPI_2025 / CPI_2024
        for months, share in ((12, 0.5), (24, 0.25)):
            cost = figure(store, f"cost_per_business_alive_{months}_idr", LATER)
            assert cost.value == pytest.approx(amount / share, rel=0.01)
            assert (cost.n, cost.context["price_year"]) == (200, 2025)

    def test_bears_the_ends_of_survival_turned_over(self, store: Store) -> None:
        # 50 of 200 at 24 months: 25% give or take t(9) = 2.26 standard errors of 3.06 points, the province's regencies
        # being alike: 18 to 32%.
        amount = 5_000_000 * CPI_2025 / CPI_2024
        printed = figure(store, "cost_per_business_alive_24_idr", LATER).sampling
        assert printed is not None
        assert printed.target == "repeated"
        assert amount / printed.upper == pytest.approx(0.18, abs=0.015)
        assert amount / printed.lower == pytest.approx(0.32, abs=0.015)

    def test_of_a_choice_of_places_is_spoken_of_these_alone(self, store: Store) -> None:
        cost = figure(store, "cost_per_business_alive_12_idr", LATER, regency=[SAMARINDA, BERAU])
        assert (cost.sampling_of("repeated"), cost.sampling) == (None, cost.sampling_of("places"))
        assert cost.value is not None
        assert ends(cost, "model")[0] < cost.value < ends(cost, "model")[1]

    def test_is_of_one_programme_at_a_time(self, store_of: StoreOf) -> None:
        tables = Tables()
        for programme in ("UEP", "WRSE"):
            for status in ("running", "closed"):
                tables.add(20, programme, (AT_24, status), regencies=TEN)
        store = store_of(tables)
        assert figure(store, "cost_per_business_alive_12_idr", LATER).withheld == "several_programmes"
        alone = figures(store, "cost_per_business_alive_12_idr", as_of=LATER, by=["programme"])
        assert [one.withheld for one in alone] == [None, None]

    def test_is_withheld_as_survival_is(self, store_of: StoreOf) -> None:
        young = Tables()
        for status in ("running", "closed"):
            young.add(20, "UEP", ("2026-01-15", status), disbursed_on="2025-06-30")
        store = store_of(young)
        assert figure(store, "cost_per_business_alive_24_idr", LATER).withheld == "too_few_old_enough"
        few = store_of(Tables().add(20, "UEP", (AT_24, "running")).add(9, "UEP", (AT_24, "closed")))
        assert figure(few, "cost_per_business_alive_24_idr", LATER).withheld == "too_few_closures"


class TestMonthsOfBusiness:
    def test_are_the_area_under_the_curve_for_each_million(self, store: Store) -> None:
        # A rate of log(2) / 12 a month: 0.75 x 12 / log 2 = 12.98 months of 24, for Rp 5.146 million each.
        months = figure(store, "business_months_per_million", LATER)
        assert months.value == pytest.approx(0.75 * 12 / math.log(2) / (5 * CPI_2025 / CPI_2024), rel=0.01)
        assert months.value is not None
        lower, upper = ends(months, "jackknife")
        assert lower < months.value < upper

    def test_of_36_months_need_grants_that_old(self, store: Store) -> None:
        assert figure(store, "business_months_per_million_36", LATER).withheld == "too_few_old_enough"
