"""Groups and individuals: what is known of each grant's closing, how often each side is visited, and the gate."""

from __future__ import annotations

import pytest

from analytics.answers.figures import comparison
from analytics.methods.comparison import Gate
from tests.spec.tables import CLOSED, ON, RUNNING, StoreOf, Tables, figure

YEARS = ("2022-01-15", "2023-01-15")


def both_sides(running: int = 15, closed: int = 6, years: tuple[str, ...] = YEARS) -> Tables:
    """In each year and on each side so many running and closed, alike in place and business, seen once in 2025."""
    tables = Tables()
    for programme in ("KUBE", "UEP"):
        for day in years:
            tables.add(running, programme, RUNNING, disbursed_on=day).add(closed, programme, CLOSED, disbursed_on=day)
    return tables


def gate_of(store_of: StoreOf, tables: Tables) -> Gate:
    return comparison(store_of(tables), as_of=ON).gate


class TestWhatIsKnownOfAGrant:
    # From 15 January 2024: 30 of the 31 days to 15 February on 14 February; 2 months on 15 March.
    @pytest.mark.parametrize(
        ("found", "lower_months", "upper_months"),
        [
            ((), 0, None),
            ((("2024-02-14", "running"),), 30 / 31, None),
            ((("2024-02-14", "closed"),), 0, 30 / 31),
            ((("2024-02-14", "running"), ("2024-03-15", "closed")), 30 / 31, 2),
            ((("2024-02-14", "closed"), ("2024-03-15", "running")), 2, None),
            ((("2024-01-15", "closed"),), 0, 0.5 / 31),
            ((("2024-02-14", "moved"),), 0, None),
        ],
    )
    def test_lies_between_last_seen_running_and_first_seen_closed(
        self, store_of: StoreOf, found: tuple[tuple[str, str], ...], lower_months: float, upper_months: float | None
    ) -> None:
        (row,) = (
            store_of(Tables().add(1, "UEP", *found)).query("comparison", as_of=ON, picked={}, by=[]).to_dict("records")
        )
        assert row["lower_months"] == pytest.approx(lower_months)
        expected = pytest.approx(float("nan") if upper_months is None else upper_months, nan_ok=True)
        assert row["upper_months"] == expected

    @pytest.mark.parametrize(
        ("found", "lost_months"),
        [
            ((("2024-02-14", "moved"),), 30 / 31),
            ((("2024-02-14", "running"), ("2024-03-15", "not_found"), ("2024-06-14", "moved")), 2),
            ((("2024-02-14", "moved"), ("2024-03-15", "running")), None),
            ((("2024-02-14", "closed"), ("2024-03-15", "not_found")), None),
            ((("2024-02-14", "running"),), None),
        ],
    )
    def test_it_was_lost_when_first_found_moved_or_not_at_all_after_it_last_ran(
        self, store_of: StoreOf, found: tuple[tuple[str, str], ...], lost_months: float | None
    ) -> None:
        row = store_of(Tables().add(1, "UEP", *found)).query("comparison", as_of=ON, picked={}, by=[]).iloc[0]
        expected = float("nan") if lost_months is None else lost_months
        assert row["lost_months"] == pytest.approx(expected, nan_ok=True)

    def test_is_not_asked_of_wrse_nor_of_grants_under_six_months(self, store_of: StoreOf) -> None:
        tables = Tables().add(3, "WRSE", RUNNING).add(3, "UEP", disbursed_on="2025-04-30").add(2, "KUBE", RUNNING)
        rows = store_of(tables).query("comparison", as_of=ON, picked={}, by=[])
        assert rows["grants"].sum() == 2


class TestTheGapBetweenVisits:
    def test_is_the_median_in_months_since_the_visit_before_or_disbursement(self, store_of: StoreOf) -> None:
        # From 15 January its ages are 30/31, 2 and 4 30/31 months: the gaps are 30/31, 1 1/31 and 2 30/31.
        found = (("2024-02-14", "running"), ("2024-03-15", "moved"), ("2024-06-14", "running"))
        (row,) = store_of(Tables().add(1, "KUBE", *found)).query("visit_gaps", as_of=ON, picked={}).to_dict("records")
        assert (row["gaps"], row["median_gap_months"]) == (3, pytest.approx(32 / 31))

    def test_does_not_count_a_second_visit_on_one_day(self, store_of: StoreOf) -> None:
        rows = store_of(Tables().add(1, "KUBE", RUNNING, RUNNING)).query("visit_gaps", as_of=ON, picked={})
        assert rows["gaps"].tolist() == [1]


class TestTheGate:
    def test_opens_where_both_sides_have_years_closures_ages_visits_and_kinds_in_common(
        self, store_of: StoreOf
    ) -> None:
        gate = gate_of(store_of, both_sides())
        assert (gate.is_open, gate.common_years) == (True, (2022, 2023))

    def test_closes_with_one_common_year(self, store_of: StoreOf) -> None:
        assert gate_of(store_of, both_sides(years=YEARS[:1])).reasons == (
            "no_common_years",
            "too_few_closures",
            "too_few_known_beyond_24_months",
        )

    def test_closes_with_four_closures_a_year_on_each_side(self, store_of: StoreOf) -> None:
        assert gate_of(store_of, both_sides(running=17, closed=4)).reasons == ("too_few_closures",)

    def test_closes_where_the_groups_do_not_have_the_business_of_the_individuals(self, store_of: StoreOf) -> None:
        tables = both_sides().add(9, "UEP", RUNNING, disbursed_on=YEARS[0], business_type="bengkel")
        assert gate_of(store_of, tables).reasons == ("business_category_not_shared",)

    def test_stays_open_where_one_side_is_visited_more_than_twice_as_often_and_says_the_gaps(
        self, store_of: StoreOf
    ) -> None:
        # Disbursed and visited on the 1st: monthly individuals 1 month apart, groups once, in March 2025.
        often = tuple((f"2024-{month:02}-01", "running") for month in range(1, 13))
        tables = both_sides(years=("2022-03-01", "2023-03-01"))
        tables.add(60, "UEP", *often, RUNNING, disbursed_on="2023-12-01")
        store = store_of(tables)
        estimate = figure(store, "group_individual_difference_24")
        assert comparison(store, as_of=ON).gate.is_open
        assert estimate.context["group_median_gap_months"] == pytest.approx(30, abs=0.05)
        assert estimate.context["individual_median_gap_months"] == pytest.approx(1, abs=0.02)

    def test_says_that_no_visit_can_open_it_where_the_sides_have_no_trade_in_common(self, store_of: StoreOf) -> None:
        apart = both_sides()
        for grant in apart.grants:
            grant["business_type"] = "sembako" if grant["programme"] == "KUBE" else "kue"
        assert gate_of(store_of, both_sides()).has_common_trade
        assert not gate_of(store_of, apart).has_common_trade

    def test_asks_nothing_of_grants_that_the_filters_leave_out(self, store_of: StoreOf) -> None:
        gate = comparison(store_of(both_sides()), as_of=ON, where={"cohort_year": [2022]}).gate
        assert gate.common_years == (2022,)
