"""Survival: from visits to what is known of each closing, to the chance of still running at an age."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.answers.survival import CurveOfGroup, other_curves, survival_curves
from analytics.estimate import Bounds
from analytics.store.database import Store
from tests.spec.tables import CLOSED, NOT_FOUND, ON, RUNNING, TEN, Found, StoreOf, Tables, ends, figure

AT_12_MONTHS = "2025-01-15"
"""The first anniversary of the usual disbursement, 366 days after it."""


def curve(store: Store, **where: list[str]) -> CurveOfGroup:
    (one,) = survival_curves(store, as_of=ON, where=where)
    return one


def half_close_in_a_year(regencies: tuple[str, ...] = TEN) -> Tables:
    """Seen once, at 12 months: 50 run and 50 have closed."""
    return (
        Tables()
        .add(50, "UEP", (AT_12_MONTHS, "running"), regencies=regencies)
        .add(50, "UEP", (AT_12_MONTHS, "closed"), regencies=regencies)
    )


class TestTheCurve:
    def test_at_the_age_of_the_visits_is_the_share_that_they_found_running(self, store_of: StoreOf) -> None:
        assert figure(store_of(half_close_in_a_year()), "survival_12").value == pytest.approx(0.5, abs=0.002)

    def test_is_not_moved_by_grants_that_were_never_visited(self, store_of: StoreOf) -> None:
        survival = figure(store_of(half_close_in_a_year().add(40, "UEP", regencies=TEN)), "survival_12")
        assert survival.value == pytest.approx(0.5, abs=0.002)
        assert (survival.n, survival.unvisited, survival.counts["visited"]) == (140, 40, 100)

    def test_counts_the_young_too(self, store_of: StoreOf) -> None:
        young = half_close_in_a_year().add(7, "UEP", regencies=TEN, disbursed_on="2025-06-01")
        assert figure(store_of(young), "survival_12").n == 107

    def test_does_not_date_a_closure_at_the_visit_that_found_it(self, store_of: StoreOf) -> None:
        # All are seen running at 6 months and half of them closed at 12: halfway S is the root of one half.
        tables = Tables()
        for status in ("running", "closed"):
            tables.add(50, "UEP", ("2024-07-15", "running"), (AT_12_MONTHS, status), regencies=TEN)
        of_group = curve(store_of(tables))
        assert of_group.curve is not None
        assert dict(zip(of_group.curve.ages_months, of_group.curve.survival, strict=True))[9.0] == pytest.approx(
            0.5**0.5, abs=0.01
        )

    def test_reaches_to_the_age_at_which_ten_are_known_to_run(self, store_of: StoreOf) -> None:
        tables = half_close_in_a_year().add(9, "UEP", RUNNING, regencies=TEN)
        of_group = curve(store_of(tables))
        assert of_group.curve is not None
        assert of_group.curve.cutoff_months == 12

    def test_passes_through_its_band(self, store_of: StoreOf) -> None:
        tables = half_close_in_a_year().add(20, "UEP", (AT_12_MONTHS, "closed"))
        drawn = curve(store_of(tables)).curve
        assert drawn is not None
        assert (drawn.lower <= drawn.survival).all()
        assert (drawn.survival <= drawn.upper).all()


LIVES: dict[str, tuple[tuple[Found, ...], tuple[int, int, int]]] = {
    "seen running after 12 months": ((RUNNING,), (1, 0, 0)),
    "seen running before only": ((("2024-09-01", "running"),), (0, 0, 1)),
    "seen closed before": ((("2024-09-01", "closed"),), (0, 1, 0)),
    "seen closed after, when it closed is not known": ((CLOSED,), (0, 0, 1)),
    "closed on the day of disbursement": ((("2024-01-15", "closed"),), (0, 1, 0)),
    "reopened": ((("2024-09-01", "closed"), RUNNING), (1, 0, 0)),
    "reopened and closed again": ((("2024-03-01", "closed"), ("2024-06-01", "running"), CLOSED), (0, 0, 1)),
    "moved": ((("2024-09-01", "running"), ("2025-03-01", "moved")), (0, 0, 1)),
    "not found": ((NOT_FOUND,), (0, 0, 1)),
    "never visited": ((), (0, 0, 1)),
}


class TestWhatIsKnownAtTwelveMonths:
    @pytest.mark.parametrize("life", LIVES)
    def test_is_running_closed_or_unknown(self, store_of: StoreOf, life: str) -> None:
        found, expected = LIVES[life]
        known = curve(store_of(half_close_in_a_year().add(10, "UEP", RUNNING).add(1, "UEP", *found))).known
        row = known[known["age_months"] == 12].iloc[0]
        # Beside the one: 60 known to run at 12 months, 50 of them seen on that day; 50 found closed on it.
        assert (row["at_risk"] - 60, row["closed"] - 50, row["unknown"]) == expected

    def test_adds_up_to_all_grants_at_every_age(self, store_of: StoreOf) -> None:
        known = curve(store_of(half_close_in_a_year())).known
        assert (known["at_risk"] + known["closed"] + known["unknown"]).tolist() == [100, 100]


class TestTheBoundsAtAnAge:
    def test_rest_on_grants_that_are_old_enough(self, store_of: StoreOf) -> None:
        # 40 run after 12 months, 20 closed before, 20 are not known; 30 more are not 12 months old.
        tables = (
            Tables()
            .add(40, "UEP", RUNNING, regencies=TEN)
            .add(20, "UEP", ("2024-09-01", "closed"), regencies=TEN)
            .add(20, "UEP", regencies=TEN)
            .add(30, "UEP", regencies=TEN, disbursed_on="2024-07-01")
        )
        assert ends(figure(store_of(tables), "survival_12"), "fixed_age") == pytest.approx((40 / 80, 60 / 80))

    def test_are_in_the_context_alone_where_the_curve_which_has_the_young_too_lies_outside(
        self, store_of: StoreOf
    ) -> None:
        # Of those old enough half run and half had closed; of 900 younger ones none was seen to close.
        tables = Tables().add(50, "UEP", RUNNING, regencies=TEN)
        tables.add(50, "UEP", ("2024-09-01", "closed"), regencies=TEN)
        tables.add(900, "UEP", ("2025-06-01", "running"), regencies=TEN, disbursed_on="2024-07-01")
        survival = figure(store_of(tables), "survival_12")
        assert survival.context["fixed_age_bounds"] == Bounds("fixed_age", 0.5, 0.5)
        assert survival.bounds is None
        assert survival.value is not None
        assert survival.value > 0.9


class TestASurvivalIsWithheld:
    @pytest.mark.parametrize(("old", "reason"), [(9, "too_few_old_enough"), (10, None)])
    def test_with_fewer_than_ten_of_that_age_whose_state_is_known(
        self, store_of: StoreOf, old: int, reason: str | None
    ) -> None:
        tables = Tables().add(old, "UEP", RUNNING, regencies=TEN).add(30, "UEP", regencies=TEN)
        tables.add(90, "UEP", ("2025-03-01", "closed"), regencies=TEN, disbursed_on="2024-09-01")
        assert figure(store_of(tables), "survival_12").withheld == reason

    def test_not_for_how_few_of_them_were_seen_running(self, store_of: StoreOf) -> None:
        tables = Tables().add(1, "UEP", RUNNING, regencies=TEN)
        tables.add(90, "UEP", ("2024-09-01", "closed"), regencies=TEN)
        assert figure(store_of(tables), "survival_12").withheld is None

    def test_where_nothing_was_seen_to_close(self, store_of: StoreOf) -> None:
        store = store_of(Tables().add(50, "UEP", RUNNING, regencies=TEN))
        assert figure(store, "survival_12").withheld == "too_few_closures"

    def test_never_for_its_width_which_is_said(self, store_of: StoreOf) -> None:
        few = Tables().add(10, "UEP", (AT_12_MONTHS, "running")).add(10, "UEP", (AT_12_MONTHS, "closed"))
        survival = figure(store_of(few), "survival_12")
        assert survival.value == pytest.approx(0.5, abs=0.002)
        assert survival.is_hollow
        lower, upper = ends(survival, "model", "repeated")
        assert upper - lower > 0.3

    @pytest.mark.parametrize(("closed", "reason"), [(9, "too_few_closures"), (10, None)])
    def test_curve_and_median_with_fewer_than_ten_closures(
        self, store_of: StoreOf, closed: int, reason: str | None
    ) -> None:
        tables = Tables().add(10, "UEP", RUNNING, regencies=TEN[:5])
        tables.add(closed, "UEP", ("2024-04-01", "closed"), regencies=TEN[5:])
        store = store_of(tables)
        assert (curve(store).withheld, figure(store, "survival_median_months").withheld) == (reason, reason)

    def test_median_where_half_have_not_closed_at_the_ages_observed(self, store_of: StoreOf) -> None:
        tables = half_close_in_a_year().add(20, "UEP", (AT_12_MONTHS, "running"), regencies=TEN)
        assert figure(store_of(tables), "survival_median_months").withheld == "median_not_reached"

    def test_standardised_where_all_are_visited_alike(self, store_of: StoreOf) -> None:
        assert figure(store_of(half_close_in_a_year()), "survival_24_standardised").withheld == "strata_seen_alike"


class TestTheMedian:
    def test_is_the_age_by_which_half_have_closed(self, store_of: StoreOf) -> None:
        tables = Tables().add(45, "UEP", (AT_12_MONTHS, "running"), regencies=TEN)
        tables.add(55, "UEP", (AT_12_MONTHS, "closed"), regencies=TEN)
        # One rate, S(12) = 0.45: half at 12 x log 0.5 / log 0.45.
        assert figure(store_of(tables), "survival_median_months").value == pytest.approx(10.42, abs=0.02)


class TestStandardisedSurvival:
    def test_weighs_places_by_all_their_grants_seen_or_not(self, store_of: StoreOf) -> None:
        # In cities 20 of 100 close within two years; in regencies 60 of 100, and 100 more were never visited.
        cities, regencies = ("64.71", "64.72", "64.74"), TEN[:7]
        seen_on = "2024-01-15"
        old: dict[str, Any] = {"disbursed_on": "2022-01-10"}
        tables = Tables()
        for places, running in ((cities, 80), (regencies, 40)):
            tables.add(running, "UEP", (seen_on, "running"), regencies=places, **old)
            tables.add(100 - running, "UEP", (seen_on, "closed"), regencies=places, **old)
        store = store_of(tables.add(100, "UEP", regencies=regencies, **old))
        # Of those seen alone it would be (100 x 0.8 + 100 x 0.4) / 200 = 0.6.
        standardised = figure(store, "survival_24_standardised")
        assert standardised.value == pytest.approx((100 * 0.8 + 200 * 0.4) / 300, abs=0.005)


class TestOneRegency:
    def test_has_the_models_own_interval(self, store_of: StoreOf) -> None:
        survival = figure(store_of(half_close_in_a_year(TEN[:5])), "survival_12", regency=[TEN[0]])
        # 10 of 20: log(-log 0.5) has the variance 0.5 / (20 x 0.5 x 0.6931^2) = 0.1041, and 0.5^exp(-+ 1.96 x 0.3226).
        assert ends(survival, "model") == pytest.approx((0.271, 0.692), abs=0.005)

    def test_is_less_sure_than_ten(self, sample: Store) -> None:
        lower, upper = ends(figure(sample, "survival_12", sample.latest_on), "model", "places")
        own_lower, own_upper = ends(figure(sample, "survival_12", sample.latest_on, regency=["64.72"]), "model")
        assert own_upper - own_lower > upper - lower


class TestASecondYearThatFewHaveReached:
    """100 old grants of which half close every year, 900 young ones of which 0.8 run after the first."""

    def of_few(self) -> Tables:
        tables = Tables().add(50, "UEP", ("2024-01-15", "closed"), regencies=TEN, disbursed_on="2023-01-15")
        for status in ("running", "closed"):
            seen = (("2024-01-15", "running"), ("2025-01-15", status))
            tables.add(25, "UEP", *seen, regencies=TEN, disbursed_on="2023-01-15")
        tables.add(720, "UEP", ("2025-06-15", "running"), regencies=TEN, disbursed_on="2024-06-15")
        return tables.add(180, "UEP", ("2025-06-15", "closed"), regencies=TEN, disbursed_on="2024-06-15")

    def test_is_said_of_them(self, store_of: StoreOf) -> None:
        note = figure(store_of(self.of_few()), "survival_24").note("told_by_few")
        assert note is not None
        assert dict(note.numbers) == {"old": 100, "age_months": 24}

    def test_reaches_to_what_it_is_if_the_young_close_as_slowly_later_as_at_first(self, store_of: StoreOf) -> None:
        survival = figure(store_of(self.of_few()), "survival_24")
        # After a year 770 of 1,000 run, and half of those seen again after two.
        assert survival.value == pytest.approx(0.385, abs=0.01)
        # The old close log 0.5 / log 0.8 = 3.106 times as fast; the young ones' second year is 0.8 too: 0.64.
        assert survival.sensitivity is not None
        assert survival.sensitivity.holds(0.64)
        assert survival.sensitivity.holds(survival.value or 0)

    def test_the_first_year_is_not(self, store_of: StoreOf) -> None:
        survival = figure(store_of(self.of_few()), "survival_12")
        assert (survival.notes, survival.sensitivity) == ((), None)


class TestTheCurvesThatMislead:
    def test_kaplan_meier_calls_those_running_who_had_closed_since(self, store_of: StoreOf) -> None:
        # Half have closed within the year, but were found to a year and a half after the grant.
        tables = Tables().add(50, "UEP", ("2025-06-15", "running"), regencies=TEN)
        tables.add(50, "UEP", ("2025-06-15", "closed"), regencies=TEN)
        others = other_curves(curve(store_of(tables)).counts)
        assert others is not None
        survival, _, _ = others.closed_when_seen.at(curve(store_of(tables)).known["age_months"].to_numpy())
        assert survival.tolist() == [1.0, 1.0]
        assert not others.visits_are_dense

    def test_shares_take_the_unseen_for_running_or_leave_them_out(self, store_of: StoreOf) -> None:
        others = other_curves(curve(store_of(half_close_in_a_year().add(100, "UEP", regencies=TEN))).counts)
        assert others is not None
        assert (others.not_recorded_closed, others.running_when_seen) == (0.75, 0.5)

    def test_are_not_drawn_of_grants_that_nobody_visited(self, store_of: StoreOf) -> None:
        assert other_curves(curve(store_of(Tables().add(5, "UEP"))).counts) is None
