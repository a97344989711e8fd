"""Members: a running group of one or two is a different success than one of five."""

from __future__ import annotations

import pytest

from tests.spec.tables import CLOSED, RUNNING, SAMARINDA, StoreOf, Tables, ends, figure, running_with


def two_of_each() -> Tables:
    """8 closed groups and 12 that run, twice with 5, 4, 3, 2, 2 and 1 of their five members."""
    tables = Tables().add(8, "KUBE", CLOSED)
    for active in (5, 4, 3, 2, 2, 1):
        tables.add(2, "KUBE", running_with(active))
    return tables


class TestTheShares:
    # 2 x (5 + 4 + 3 + 2 + 2 + 1) = 34 members are active.
    def test_of_all_groups_with_a_verdict_the_closed_have_none(self, store_of: StoreOf) -> None:
        share = figure(store_of(two_of_each()), "member_persistence")
        assert (share.value, share.n) == (pytest.approx(34 / (20 * 5)), 20)

    def test_of_running_groups_only(self, store_of: StoreOf) -> None:
        share = figure(store_of(two_of_each()), "member_persistence_running")
        assert (share.value, share.n) == (pytest.approx(34 / (12 * 5)), 12)

    def test_of_running_groups_down_to_one_or_two(self, store_of: StoreOf) -> None:
        share = figure(store_of(two_of_each()), "nearly_alone_rate")
        assert (share.value, share.n) == (pytest.approx(6 / 12), 12)

    @pytest.mark.parametrize("key", ["member_persistence", "member_persistence_running", "nearly_alone_rate"])
    def test_count_groups(self, store_of: StoreOf, key: str) -> None:
        assert figure(store_of(two_of_each()), key).unit_of_count == "groups"

    def test_leave_families_out(self, store_of: StoreOf) -> None:
        share = figure(store_of(two_of_each().add(30, "UEP", RUNNING)), "member_persistence")
        assert (share.value, share.n, share.unit_of_count) == (pytest.approx(0.34), 20, "groups")

    def test_leave_groups_under_six_months_out(self, store_of: StoreOf) -> None:
        young = two_of_each().add(5, "KUBE", ("2025-06-01", "running", 5), disbursed_on="2025-05-01")
        assert figure(store_of(young), "member_persistence").n == 20

    def test_have_never_visited_groups_beside_them(self, store_of: StoreOf) -> None:
        share = figure(store_of(two_of_each().add(7, "KUBE").add(9, "UEP")), "member_persistence")
        assert (share.n, share.unvisited) == (20, 7)


class TestAGroupWhoseActiveMembersWereNotCounted:
    def test_leaves_both_sums(self, store_of: StoreOf) -> None:
        share = figure(store_of(two_of_each().add(3, "KUBE", running_with(None))), "member_persistence")
        assert (share.value, share.n, share.counts["running_uncounted"]) == (pytest.approx(34 / 100), 20, 3)

    def test_is_not_given_the_count_of_an_earlier_visit(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(3, "KUBE", ("2024-09-01", "running", 5), running_with(None))
        assert figure(store_of(tables), "member_persistence").counts["running_uncounted"] == 3

    def test_keeps_the_count_of_its_last_verdict_when_later_not_found(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(1, "KUBE", running_with(3), ("2025-05-01", "not_found"))
        assert figure(store_of(tables), "member_persistence_running").value == pytest.approx((34 + 3) / (13 * 5))

    def test_counts_as_many_as_it_was_when_a_second_visit_of_the_day_says(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(1, "KUBE", running_with(None), running_with(4))
        assert figure(store_of(tables), "member_persistence_running").value == pytest.approx((34 + 4) / (13 * 5))

    def test_is_what_a_count_above_the_founding_members_makes_it(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(1, "KUBE", running_with(8), members=None)
        share = figure(store_of(tables), "member_persistence")
        assert (share.value, share.counts["running_uncounted"]) == (pytest.approx(34 / 100), 1)


class TestFoundingMembers:
    def test_are_those_of_the_export(self, store_of: StoreOf) -> None:
        tables = Tables().add(10, "KUBE", running_with(5)).add(10, "KUBE", running_with(5), members=10)
        assert figure(store_of(tables), "member_persistence").value == pytest.approx(100 / 150)

    def test_are_five_where_the_export_leaves_them_blank(self, store_of: StoreOf) -> None:
        tables = Tables().add(8, "KUBE", running_with(2)).add(4, "KUBE", running_with(2), members=None)
        share = figure(store_of(tables), "member_persistence")
        assert (share.value, share.counts["members_missing"]) == (pytest.approx(24 / 60), 4)


class TestWithheld:
    @pytest.mark.parametrize(("groups", "reason"), [(9, "too_few_groups"), (10, None)])
    def test_with_fewer_than_ten_groups(self, store_of: StoreOf, groups: int, reason: str | None) -> None:
        store = store_of(Tables().add(groups, "KUBE", running_with(3)))
        assert figure(store, "member_persistence").withheld == reason

    @pytest.mark.parametrize("key", ["member_persistence_running", "nearly_alone_rate"])
    def test_where_the_ten_have_closed(self, store_of: StoreOf, key: str) -> None:
        share = figure(store_of(Tables().add(10, "KUBE", CLOSED).add(9, "KUBE", running_with(3))), key)
        assert (share.withheld, share.n) == ("too_few_groups", 9)

    @pytest.mark.parametrize(("counted", "reason"), [(11, "members_not_recorded"), (12, None)])
    def test_where_more_running_groups_lack_the_count_than_have_it(
        self, store_of: StoreOf, counted: int, reason: str | None
    ) -> None:
        tables = Tables().add(counted, "KUBE", running_with(3)).add(12, "KUBE", running_with(None))
        assert figure(store_of(tables), "member_persistence").withheld == reason

    def test_as_a_figure_of_families(self, store_of: StoreOf) -> None:
        share = figure(store_of(Tables().add(30, "UEP", RUNNING)), "member_persistence", programme=["UEP"])
        assert (share.withheld, share.n) == ("too_few_groups", 0)


def test_twenty_groups_all_down_to_one_of_five_are_not_known_to_the_last_digit(store_of: StoreOf) -> None:
    share = figure(store_of(Tables().add(20, "KUBE", running_with(1))), "member_persistence", regency=[SAMARINDA])
    # Wilson's interval of 4 in 20, as if the five of a group went together:
    # (4 + 1.92 +- 1.96 sqrt(4 x 16 / 20 + 0.96)) / (20 + 3.84).
    assert ends(share, "wilson") == pytest.approx((0.0807, 0.4160), abs=1e-4)
