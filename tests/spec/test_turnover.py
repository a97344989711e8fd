"""Turnover and workers of the businesses that were lately seen running."""

from __future__ import annotations

import pytest

from tests.spec.tables import CLOSED, RUNNING, SAMARINDA, TEN, StoreOf, Tables, ends, figure

MILLION = 1_000_000
INDEX_2024, INDEX_2025 = 128.793, 132.554
"""Consumer prices of December, 2015 = 100 (BPS, data/reference/price_index.csv)."""


def turning_over(*amounts: tuple[int, int | None], **columns: object) -> Tables:
    """So many businesses of such a monthly turnover, seen running on 1 March 2025."""
    tables = Tables()
    for count, turnover_idr in amounts:
        tables.add(count, "UEP", RUNNING, regencies=TEN, recorded={"monthly_turnover_idr": turnover_idr}, **columns)
    return tables


class TestTurnover:
    def test_is_the_middle_one(self, store_of: StoreOf) -> None:
        tables = turning_over((10, MILLION), (1, 2 * MILLION), (10, 3 * MILLION))
        turnover = figure(store_of(tables), "turnover_median_idr")
        assert (turnover.value, turnover.n, turnover.context["price_year"]) == (2 * MILLION, 21, 2025)

    def test_has_an_interval_read_off_the_values(self, store_of: StoreOf) -> None:
        turnover = figure(store_of(turning_over(*((1, k * MILLION) for k in range(1, 102)))), "turnover_median_idr")
        # Wilson at half of 101: 0.4044 to 0.5956 of the way from 1 to 101 million.
        assert ends(turnover, "wilson") == pytest.approx((41.44 * MILLION, 60.56 * MILLION), rel=1e-3)

    def test_leaves_out_and_counts_those_without_a_record(self, store_of: StoreOf) -> None:
        turnover = figure(store_of(turning_over((20, MILLION), (7, None))), "turnover_median_idr")
        assert (turnover.n, turnover.counts["not_recorded"]) == (20, 7)

    @pytest.mark.parametrize(("businesses", "reason"), [(19, "too_few_recorded"), (20, None)])
    def test_is_withheld_with_fewer_than_twenty(self, store_of: StoreOf, businesses: int, reason: str | None) -> None:
        assert figure(store_of(turning_over((businesses, MILLION))), "turnover_median_idr").withheld == reason

    @pytest.mark.parametrize(("day", "n"), [("2024-06-30", 20), ("2024-06-29", 0)])
    def test_is_of_the_last_twelve_months(self, store_of: StoreOf, day: str, n: int) -> None:
        tables = Tables().add(20, "UEP", (day, "running"), recorded={"monthly_turnover_idr": MILLION})
        assert figure(store_of(tables), "turnover_median_idr").n == n

    def test_is_not_of_the_closed(self, store_of: StoreOf) -> None:
        tables = turning_over((20, MILLION)).add(30, "UEP", ("2025-01-15", "running"), CLOSED)
        assert figure(store_of(tables), "turnover_median_idr").n == 20

    def test_is_at_the_prices_of_the_last_year_of_the_index(self, store_of: StoreOf) -> None:
        tables = Tables().add(20, "UEP", ("2024-09-01", "running"), recorded={"monthly_turnover_idr": MILLION})
        turnover = figure(store_of(tables), "turnover_median_idr")
        assert turnover.value == pytest.approx(MILLION * INDEX_2025 / INDEX_2024, abs=1)


class TestTheChangeInTurnover:
    def test_is_what_it_is_now_less_what_it_was_at_equal_prices(self, store_of: StoreOf) -> None:
        tables = turning_over((20, 2 * MILLION), baseline_turnover_idr=MILLION)
        change = figure(store_of(tables), "turnover_change_median_idr")
        assert change.value == pytest.approx(2 * MILLION - MILLION * INDEX_2025 / INDEX_2024, abs=1)

    def test_is_of_those_with_both_on_record(self, store_of: StoreOf) -> None:
        tables = turning_over((20, MILLION), baseline_turnover_idr=MILLION)
        tables.add(9, "UEP", RUNNING, recorded={"monthly_turnover_idr": MILLION})
        change = figure(store_of(tables), "turnover_change_median_idr")
        assert (change.n, change.counts["not_recorded"]) == (20, 9)

    def test_may_be_a_loss(self, store_of: StoreOf) -> None:
        tables = turning_over((20, MILLION), baseline_turnover_idr=MILLION)
        assert (figure(store_of(tables), "turnover_change_median_idr").value or 0) < 0


def hiring(*amounts: tuple[int, int | None]) -> Tables:
    tables = Tables()
    for count, workers in amounts:
        tables.add(count, "UEP", RUNNING, regencies=(SAMARINDA,), recorded={"workers_employed": workers})
    return tables


class TestWorkers:
    def test_are_those_hired_over_businesses_on_record(self, store_of: StoreOf) -> None:
        workers = figure(store_of(hiring((10, 2), (10, 0), (4, None))), "workers_employed")
        assert (workers.value, workers.n) == (1.0, 20)
        assert dict(workers.counts) == {"workers": 20, "hiring": 10, "not_recorded": 4}

    def test_that_nobody_hires_is_not_certain(self, store_of: StoreOf) -> None:
        workers = figure(store_of(hiring((20, 0))), "workers_employed")
        # Garwood: none of 20 may still be 3.689 of 20.
        assert ends(workers, "model") == pytest.approx((0, 3.689 / 20), abs=1e-4)

    @pytest.mark.parametrize(("businesses", "reason"), [(19, "too_few_recorded"), (20, None)])
    def test_are_withheld_with_fewer_than_twenty(self, store_of: StoreOf, businesses: int, reason: str | None) -> None:
        assert figure(store_of(hiring((businesses, 1))), "workers_employed").withheld == reason
