"""Coverage: how many were reached, where, against what was meant and against where the poor people live."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.answers.figures import figures
from analytics.estimate import CompleteCount
from tests.spec.tables import BERAU, BONTANG, ON, RUNNING, TEN, StoreOf, Tables, figure

POOR_IN_BERAU, POOR_IN_BONTANG, POOR = 12_300, 7_910, 230_270


class TestCounts:
    def reached(self) -> Tables:
        return Tables().add(4, "KUBE").add(2, "KUBE", members=None).add(1, "KUBE", members=7).add(3, "UEP", members=1)

    def test_grants(self, store_of: StoreOf) -> None:
        assert figure(store_of(self.reached()), "grants").value == 10

    def test_families_are_members_of_groups_and_five_where_blank(self, store_of: StoreOf) -> None:
        families = figure(store_of(self.reached()), "families")
        # 4 x 5, 2 x 5 for want of a number, 7, and 3 families.
        assert (families.value, families.n, families.counts["members_missing"]) == (20 + 10 + 7 + 3, 10, 2)

    def test_rupiah(self, store_of: StoreOf) -> None:
        assert figure(store_of(self.reached()), "amount_idr").value == 7 * 20_000_000 + 3 * 5_000_000

    @pytest.mark.parametrize("key", ["grants", "families", "amount_idr"])
    def test_are_complete(self, store_of: StoreOf, key: str) -> None:
        assert figure(store_of(self.reached()), key).intervals == (CompleteCount(),)

    @pytest.mark.parametrize("key", ["grants", "families", "amount_idr"])
    def test_of_nothing_are_nought(self, store_of: StoreOf, key: str) -> None:
        assert figure(store_of(self.reached()), key, as_of=date(2015, 1, 1)).value == 0


class TestVisited:
    def test_by_a_visit_of_any_status_at_any_age(self, store_of: StoreOf) -> None:
        tables = (
            Tables()
            .add(2, "UEP", RUNNING)
            .add(1, "UEP", ("2025-03-01", "not_found"))
            .add(3, "UEP")
            .add(1, "UEP", ("2025-06-20", "running"), disbursed_on="2025-05-01")
            .add(1, "UEP", disbursed_on="2025-05-01")
        )
        rate = figure(store_of(tables), "visited_rate")
        assert (rate.value, rate.n, rate.unvisited) == (4 / 8, 8, 4)
        assert (rate.counts["old_enough_visited"], rate.counts["old_enough"]) == (3, 6)

    def test_nothing_is_no_share(self, store_of: StoreOf) -> None:
        rate = figure(store_of(Tables().add(1, "UEP", RUNNING)), "visited_rate", as_of=date(2015, 1, 1))
        assert (rate.value, rate.withheld) == (None, "no_grants")


class TestTargets:
    def set_and_met(self) -> Tables:
        """Berau: 20 groups meant for 2024; 12 came in 2024 and 3 more in 2025 out of the budget of 2024."""
        return (
            Tables()
            .add(12, "KUBE", regencies=[BERAU], budget_year=2024)
            .add(3, "KUBE", regencies=[BERAU], disbursed_on="2025-01-20", budget_year=2024)
            .add(6, "KUBE", regencies=[BONTANG])
            .add(9, "UEP", regencies=[BERAU])
            .target(2024, BERAU, "KUBE", 20)
            .target(2025, BERAU, "KUBE", 10)
            .target(2026, BERAU, "KUBE", 10)
        )

    def test_match_the_budget_year(self, store_of: StoreOf) -> None:
        ratio = figure(store_of(self.set_and_met()), "target_realisation", cohort_year=[2024])
        assert (ratio.value, ratio.counts["target"], ratio.n) == (15 / 20, 20, 15)

    def test_of_a_year_not_begun_do_not_count(self, store_of: StoreOf) -> None:
        ratio = figure(store_of(self.set_and_met()), "target_realisation")
        # On 30 June 2025: 15 of 20 + 10; neither Bontang nor UEP has a target.
        assert (ratio.value, ratio.n, ratio.unit_of_count) == (15 / 30, 15, "groups")

    def test_are_matched_by_what_was_delivered_until_the_day(self, store_of: StoreOf) -> None:
        ratio = figure(store_of(self.set_and_met()), "target_realisation", as_of=date(2024, 12, 31))
        assert ratio.value == 12 / 20

    def test_without_a_budget_year_match_the_year_of_disbursement(self, store_of: StoreOf) -> None:
        tables = Tables().add(5, "KUBE", regencies=[BERAU]).add(2, "KUBE", regencies=[BERAU], disbursed_on="2025-02-01")
        ratio = figure(store_of(tables.target(2024, BERAU, "KUBE", 20)), "target_realisation")
        assert ratio.value == 5 / 20

    def test_that_nobody_worked_on_are_at_nought(self, store_of: StoreOf) -> None:
        tables = Tables().add(5, "KUBE", regencies=[BERAU]).target(2024, BONTANG, "KUBE", 20)
        ratio = figure(store_of(tables), "target_realisation")
        assert (ratio.value, ratio.n) == (0, 0)

    def test_may_be_surpassed(self, store_of: StoreOf) -> None:
        tables = Tables().add(25, "KUBE", regencies=[BERAU]).target(2024, BERAU, "KUBE", 20)
        assert figure(store_of(tables), "target_realisation").value == 25 / 20

    def test_where_there_are_none_there_is_no_figure(self, store_of: StoreOf) -> None:
        ratio = figure(store_of(self.set_and_met()), "target_realisation", regency=[BONTANG])
        assert (ratio.value, ratio.withheld) == (None, "no_target")

    def test_are_not_set_by_district(self, store_of: StoreOf) -> None:
        ratio = figure(store_of(self.set_and_met()), "target_realisation", district=["Talisayan"])
        assert ratio.withheld == "not_by_this_dimension"


class TestAgainstThePoorPeople:
    def reached(self) -> Tables:
        """3 groups of five and 5 families in Berau, 10 families in Bontang, no grant elsewhere."""
        tables = Tables().add(3, "KUBE", regencies=[BERAU]).add(5, "UEP", regencies=[BERAU])
        return tables.add(10, "UEP", regencies=[BONTANG])

    def test_grants_per_thousand(self, store_of: StoreOf) -> None:
        rate = figure(store_of(self.reached()), "grants_per_1000_poor", regency=[BERAU])
        assert (rate.value, rate.n) == (pytest.approx(1000 * 8 / POOR_IN_BERAU), 8)

    def test_families_per_thousand(self, store_of: StoreOf) -> None:
        rate = figure(store_of(self.reached()), "families_per_1000_poor", regency=[BERAU])
        assert rate.value == pytest.approx(1000 * (3 * 5 + 5) / POOR_IN_BERAU)

    @pytest.mark.parametrize("key", ["families_per_1000_poor", "representation_ratio"])
    def test_n_counts_grants_in_their_unit(self, store_of: StoreOf, key: str) -> None:
        rate = figure(store_of(self.reached()), key, programme=["KUBE"])
        assert (rate.n, rate.unit_of_count) == (3, "groups")

    def test_of_the_whole_province_count_the_poor_of_places_without_grants(self, store_of: StoreOf) -> None:
        assert figure(store_of(self.reached()), "grants_per_1000_poor").value == pytest.approx(1000 * 18 / POOR)

    def test_the_year_of_the_count_goes_along(self, store_of: StoreOf) -> None:
        assert figure(store_of(self.reached()), "grants_per_1000_poor").context["poor_people_year"] == 2020

    def test_share_of_families_over_share_of_the_poor(self, store_of: StoreOf) -> None:
        ratio = figure(store_of(self.reached()), "representation_ratio", regency=[BONTANG])
        # Bontang has 10 of the 30 families and 7,910 of the 230,270 poor people.
        assert ratio.value == pytest.approx((10 / 30) / (POOR_IN_BONTANG / POOR))

    def test_the_province_represents_itself(self, store_of: StoreOf) -> None:
        assert figure(store_of(self.reached()), "representation_ratio").value == pytest.approx(1.0)

    @pytest.mark.parametrize("key", ["grants_per_1000_poor", "families_per_1000_poor", "representation_ratio"])
    def test_a_place_that_no_grant_reached_has_nought(self, store_of: StoreOf, key: str) -> None:
        places = figures(store_of(self.reached()), key, as_of=ON, by=["regency"])
        assert {place.by["regency"] for place in places if place.value == 0} == set(TEN) - {BERAU, BONTANG}
