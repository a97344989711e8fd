"""Members: a running group of one or two is a different success than one of five."""

from __future__ import annotations

import pytest

from tests.spec.tables import BERAU, CLOSED, RUNNING, SAMARINDA, StoreOf, Tables, ends, figure, running_with


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
    def test_has_the_mean_of_those_counted_that_run(self, store_of: StoreOf) -> None:
        share = figure(store_of(two_of_each().add(3, "KUBE", running_with(None))), "member_persistence")
        # 34 members in 12 running groups: 2.833 a group, in 15 running ones of 23.
        assert share.value == pytest.approx((34 + 3 * 34 / 12) / (23 * 5))
        assert (share.n, share.counts["running_uncounted"]) == (23, 3)

    def test_of_its_own_regency_where_five_are_counted_there(self, store_of: StoreOf) -> None:
        tables = Tables().add(5, "KUBE", running_with(2)).add(4, "KUBE", running_with(5), regencies=[BERAU])
        tables.add(1, "KUBE", running_with(None)).add(1, "KUBE", running_with(None), regencies=[BERAU])
        share = figure(store_of(tables), "member_persistence")
        # Samarinda's has 2; Berau, where four are counted, the mean of all nine, 30 / 9.
        assert share.value == pytest.approx((30 + 2 + 30 / 9) / (11 * 5))

    def test_has_bounds_of_one_and_of_its_own_last_count(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(2, "KUBE", ("2024-09-01", "running", 3), running_with(None))
        share = figure(store_of(tables.add(1, "KUBE", running_with(None))), "member_persistence")
        # Two had 3 when last counted, the third was never: 34 + 3 x 1, or 34 + 3 + 3 + 5.
        assert ends(share, "blank_members") == pytest.approx((37 / 115, 45 / 115))

    @pytest.mark.parametrize(("counted", "lead"), [(14, False), (13, True)])
    def test_whose_bounds_lead_above_thirty_in_a_hundred_that_run(
        self, store_of: StoreOf, counted: int, lead: bool
    ) -> None:
        # 6 of 20 are 30%, 6 of 19 are more.
        tables = Tables().add(counted, "KUBE", running_with(3)).add(6, "KUBE", running_with(None))
        assert (figure(store_of(tables), "member_persistence").note("bounds_lead") is not None) == lead

    def test_is_not_filled_where_running_groups_alone_are_asked_about(self, store_of: StoreOf) -> None:
        share = figure(store_of(two_of_each().add(3, "KUBE", running_with(None))), "member_persistence_running")
        assert (share.value, share.n) == (pytest.approx(34 / 60), 12)
        assert ends(share, "blank_members") == pytest.approx(((34 + 3) / 75, (34 + 15) / 75))

    def test_may_or_may_not_be_down_to_one_or_two(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(1, "KUBE", ("2024-09-01", "running", 2), running_with(None))
        share = figure(store_of(tables.add(2, "KUBE", running_with(None))), "nearly_alone_rate")
        # Six of twelve; the one that had two when last counted is; the other two may be.
        assert share.value == pytest.approx(6 / 12)
        assert ends(share, "blank_members") == pytest.approx((7 / 15, 9 / 15))

    def test_keeps_the_count_of_its_last_verdict_when_later_not_found(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(1, "KUBE", running_with(3), ("2025-05-01", "not_found"))
        assert figure(store_of(tables), "member_persistence_running").value == pytest.approx((34 + 3) / (13 * 5))

    def test_counts_as_many_as_it_was_when_a_second_visit_of_the_day_says(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(1, "KUBE", running_with(None), running_with(4))
        assert figure(store_of(tables), "member_persistence_running").value == pytest.approx((34 + 4) / (13 * 5))

    def test_is_what_a_count_above_the_founding_members_makes_it(self, store_of: StoreOf) -> None:
        tables = two_of_each().add(1, "KUBE", running_with(8), members=None)
        share = figure(store_of(tables), "member_persistence")
        # Not counted, so filled with 34 / 12.
        assert (share.value, share.counts["running_uncounted"]) == (pytest.approx((34 + 34 / 12) / 105), 1)


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

    @pytest.mark.parametrize(("counted", "reason"), [(0, "members_not_recorded"), (1, None)])
    def test_where_no_running_group_has_the_count(self, store_of: StoreOf, counted: int, reason: str | None) -> None:
        tables = Tables().add(counted, "KUBE", running_with(3)).add(12, "KUBE", running_with(None))
        assert figure(store_of(tables), "member_persistence").withheld == reason

    def test_as_a_figure_of_families(self, store_of: StoreOf) -> None:
        share = figure(store_of(Tables().add(30, "UEP", RUNNING)), "member_persistence", programme=["UEP"])
        assert (share.withheld, share.n) == ("too_few_groups", 0)


def test_twenty_groups_all_down_to_one_of_five_are_not_known_to_the_last_digit(store_of: StoreOf) -> None:
    share = figure(store_of(Tables().add(20, "KUBE", running_with(1))), "member_persistence", regency=[SAMARINDA])
    # All run, so the share that runs is taken as 20.5 / 21, of variance 0.02324 / 20, and so is a member of each; as a
    # share of the five, and on the logit scale: 0.001162 x 0.2^2 / (0.2030 x 0.7970)^2 = 0.0421^2, 1.96 of them 0.0826.
    assert ends(share, "model") == pytest.approx((0.1900, 0.2167), abs=1e-4)
