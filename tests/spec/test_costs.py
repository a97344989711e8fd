"""Costs: what was paid for each business, and for each member, that is still there."""

from __future__ import annotations

import pytest

from analytics.answers.figures import figures
from tests.spec.tables import CLOSED, ON, RUNNING, SAMARINDA, TEN, StoreOf, Tables, ends, figure, running_with

BUSINESS, MEMBER = "cost_per_surviving_business_idr", "cost_per_active_member_idr"


def groups_against_families() -> Tables:
    """20 groups at Rp 20 million, all running on one of five; 100 families at Rp 4 million, 60 running."""
    return (
        Tables()
        .add(20, "KUBE", running_with(1), regencies=TEN)
        .add(60, "UEP", RUNNING, regencies=TEN, amount_idr=4_000_000)
        .add(40, "UEP", CLOSED, regencies=TEN, amount_idr=4_000_000)
    )


class TestGroupsAndFamilies:
    """Which is better turns on the unit: a business, or a person who earns."""

    @pytest.mark.parametrize(("delivery", "share"), [("group", 1.0), ("individual", 0.6)])
    def test_more_group_businesses_run(self, store_of: StoreOf, delivery: str, share: float) -> None:
        assert figure(store_of(groups_against_families()), "persistence_rate", delivery=[delivery]).value == share

    @pytest.mark.parametrize(
        ("delivery", "rupiah"), [("group", 20 * 20e6 / 20), ("individual", 100 * 4e6 / 60)], ids=["group", "individual"]
    )
    def test_but_a_person_who_earns_costs_three_times_as_much_in_a_group(
        self, store_of: StoreOf, delivery: str, rupiah: float
    ) -> None:
        cost = figure(store_of(groups_against_families()), MEMBER, delivery=[delivery])
        assert cost.value == pytest.approx(rupiah)

    @pytest.mark.parametrize("key", [BUSINESS, MEMBER])
    @pytest.mark.parametrize("delivery", ["group", "individual"])
    def test_and_no_cost_is_known_to_the_last_rupiah(self, store_of: StoreOf, delivery: str, key: str) -> None:
        """Every regency is alike, so that leaving one out changes nothing: the jackknife alone would say 'certain'."""
        cost = figure(store_of(groups_against_families()), key, delivery=[delivery])
        printed = cost.sampling
        assert printed is not None
        assert printed.lower is not None
        assert printed.upper is not None
        assert printed.upper - printed.lower > 0.1 * (cost.value or 0)


class TestBothSums:
    def test_are_over_grants_with_a_verdict(self, store_of: StoreOf) -> None:
        tables = Tables().add(12, "UEP", RUNNING).add(8, "UEP", CLOSED).add(30, "UEP")
        cost = figure(store_of(tables), BUSINESS)
        assert (cost.value, cost.n, cost.unvisited) == (pytest.approx(20 * 5e6 / 12), 20, 30)

    def test_leave_the_too_young_out(self, store_of: StoreOf) -> None:
        tables = Tables().add(12, "UEP", RUNNING).add(9, "UEP", ("2025-06-20", "running"), disbursed_on="2025-05-01")
        assert figure(store_of(tables), BUSINESS).value == pytest.approx(5e6)

    def test_add_each_grants_own_amount(self, store_of: StoreOf) -> None:
        tables = Tables().add(10, "UEP", RUNNING, amount_idr=4_500_000).add(10, "UEP", CLOSED, amount_idr=5_500_000)
        assert figure(store_of(tables), BUSINESS).value == pytest.approx((45e6 + 55e6) / 10)

    def test_fill_a_running_group_without_a_count_of_members(self, store_of: StoreOf) -> None:
        tables = Tables().add(10, "KUBE", running_with(2)).add(5, "KUBE", running_with(None)).add(5, "KUBE", CLOSED)
        cost = figure(store_of(tables), MEMBER)
        # All 20 groups at Rp 20 million; 20 active members, and two in each of the five.
        assert (cost.value, cost.n, cost.counts["running_uncounted"]) == (pytest.approx(20 * 20e6 / 30), 20, 5)
        assert ends(cost, "blank_members") == pytest.approx((20 * 20e6 / 45, 20 * 20e6 / 25))

    def test_count_it_where_businesses_are_counted(self, store_of: StoreOf) -> None:
        tables = Tables().add(10, "KUBE", running_with(2)).add(5, "KUBE", running_with(None)).add(5, "KUBE", CLOSED)
        assert figure(store_of(tables), BUSINESS).value == pytest.approx(20 * 20e6 / 15)

    def test_take_a_running_family_as_one_whatever_was_written(self, store_of: StoreOf) -> None:
        tables = Tables().add(10, "UEP", RUNNING).add(10, "UEP", running_with(0))
        assert figure(store_of(tables), MEMBER).value == pytest.approx(5e6)


class TestWithheld:
    @pytest.mark.parametrize("key", [BUSINESS, MEMBER])
    @pytest.mark.parametrize(("running", "reason"), [(9, "too_few_running"), (10, None)])
    def test_with_fewer_than_ten_running(self, store_of: StoreOf, running: int, reason: str | None, key: str) -> None:
        store = store_of(Tables().add(running, "UEP", RUNNING).add(20, "UEP", CLOSED))
        assert figure(store, key).withheld == reason

    def test_where_no_running_group_has_a_count_though_families_run(self, store_of: StoreOf) -> None:
        """Closed groups would stay in with nobody active, running ones would go: all of the cost, few of the people."""
        tables = Tables().add(30, "KUBE", running_with(None)).add(30, "KUBE", CLOSED).add(50, "UEP", RUNNING)
        assert figure(store_of(tables), MEMBER).withheld == "members_not_recorded"

    def test_where_nobody_is_active_in_groups_that_run(self, store_of: StoreOf) -> None:
        assert figure(store_of(Tables().add(12, "KUBE", running_with(0))), MEMBER).withheld == "no_active_members"

    def test_but_not_for_the_families_alone(self, store_of: StoreOf) -> None:
        tables = Tables().add(30, "KUBE", running_with(None)).add(30, "KUBE", CLOSED).add(50, "UEP", RUNNING)
        assert figure(store_of(tables), MEMBER, delivery=["individual"]).value == pytest.approx(5e6)


class TestIntervalsAtTheEdge:
    def test_of_a_regency_where_all_run_at_one_price(self, store_of: StoreOf) -> None:
        cost = figure(store_of(Tables().add(12, "UEP", RUNNING)), BUSINESS)
        # Jeffreys: at 12 of 12 the share running may be as low as 0.8151, so a running business may cost 5 / 0.8151.
        assert ends(cost, "jeffreys") == pytest.approx((5e6, 5e6 / 0.8151), rel=1e-3)

    def test_where_all_that_run_are_in_one_regency(self, store_of: StoreOf) -> None:
        """Without Samarinda nothing runs: no replicate, so the variance of the grants themselves, with t(9)."""
        tables = Tables().add(20, "UEP", CLOSED, regencies=TEN[:8] + TEN[9:]).add(30, "UEP", CLOSED, regencies=TEN)
        cost = figure(store_of(tables.add(15, "UEP", RUNNING, regencies=[SAMARINDA])), BUSINESS)
        lower, upper = ends(cost, "jackknife")
        assert lower < 65 * 5e6 / 15 < upper

    def test_hold_for_every_regency(self, store_of: StoreOf) -> None:
        costs = figures(store_of(groups_against_families()), BUSINESS, as_of=ON, by=["regency"])
        # 2 groups at Rp 20 million and 6 of 10 families at Rp 4 million in each: under ten running.
        assert {cost.withheld for cost in costs} == {"too_few_running"}
