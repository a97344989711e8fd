"""Figures over time, cohorts at equal ages, and what goes with closing faster."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.answers.amounts import never_seen
from analytics.answers.figures import figures
from analytics.answers.over_time import half_year_ends, over_time
from tests.spec.tables import ON, TEN, StoreOf, Tables, figure

AT_24, LATER = "2026-01-15", date(2026, 6, 30)


class TestATrend:
    def test_stands_at_the_ends_of_half_years_up_to_the_day(self) -> None:
        assert half_year_ends(date(2025, 7, 1), 3) == (date(2024, 6, 30), date(2024, 12, 31), date(2025, 6, 30))
        assert half_year_ends(date(2025, 6, 30), 1) == (date(2025, 6, 30),)
        assert half_year_ends(date(2025, 6, 29), 1) == (date(2024, 12, 31),)
        assert half_year_ends(ON, 0) == ()

    def test_tells_what_the_records_told_then(self, store_of: StoreOf) -> None:
        # All of 40 run in October 2024; 10 of them are found closed in March 2025.
        seen = ("2024-10-01", "running")
        tables = Tables().add(30, "UEP", seen, ("2025-03-01", "running")).add(10, "UEP", seen, ("2025-03-01", "closed"))
        tables.add(10, "UEP", disbursed_on="2024-12-31")
        store = store_of(tables)
        found = over_time(store, ["persistence_rate"], as_of=ON, half_years=3)
        assert [(one.as_of, one.value) for one in found] == [
            (date(2024, 6, 30), None), (date(2024, 12, 31), 1.0), (date(2025, 6, 30), 0.75),
        ]  # fmt: skip
        visited = over_time(store, ["visited_rate"], as_of=ON, half_years=2)
        assert [one.value for one in visited] == [40 / 50, 40 / 50]


class TestCohorts:
    def test_stand_at_equal_ages_by_year(self, store_of: StoreOf) -> None:
        # Seen once, at 6 months: 80 of 100 run of 2023, 50 of 100 of 2024; neither is 48 months old.
        tables = Tables()
        for day, seen, running in (("2023-01-15", "2023-07-15", 80), ("2024-01-15", "2024-07-15", 50)):
            tables.add(running, "UEP", (seen, "running"), regencies=TEN, disbursed_on=day)
            tables.add(100 - running, "UEP", (seen, "closed"), regencies=TEN, disbursed_on=day)
        store = store_of(tables)
        assert {
            one.by["cohort_year"]: one.value for one in figures(store, "survival_6", as_of=ON, by=["cohort_year"])
        } == {
            2023: pytest.approx(0.8, abs=0.01),
            2024: pytest.approx(0.5, abs=0.01),
        }
        assert figure(store, "survival_48").withheld is not None


class TestHazardRatios:
    def test_are_the_ratio_of_the_logs_of_what_is_left(self, store_of: StoreOf) -> None:
        """At 24 months 64 of 100 bakers run and 80 of 100 workshops: log(.8) / log(.64) = 0.5 against the bakers."""
        tables = Tables()
        for business, closed in (("kue", 36), ("bengkel motor", 20)):
            for status, count in (("running", 100 - closed), ("closed", closed)):
                tables.add(count, "UEP", (AT_24, status), regencies=TEN, business_type=business)
        found = {
            one.by["business_category"]: one
            for one in figures(store_of(tables), "hazard_ratio", as_of=LATER)
            if "business_category" in one.by
        }
        assert (found["cakes"].withheld, found["cakes"].counts["closures"]) == ("reference_level", 36)
        repair = found["repair"]
        assert (repair.value, repair.n) == (pytest.approx(0.5, abs=0.01), 100)
        printed = repair.sampling
        assert printed is not None
        assert (printed.target, printed.method) == ("repeated", "jackknife")
        assert repair.sampling_of("places") is not None

    def test_are_of_one_programme_with_ten_closures(self, store_of: StoreOf) -> None:
        tables = Tables().add(30, "UEP", (AT_24, "closed"), regencies=TEN).add(5, "WRSE", (AT_24, "closed"))
        store = store_of(tables)
        assert [one.withheld for one in figures(store, "hazard_ratio", as_of=LATER)] == ["several_programmes"]
        few = figures(store, "hazard_ratio", as_of=LATER, where={"programme": ["WRSE"]})
        assert [one.withheld for one in few] == ["too_few_closures"]


class TestWhatSurvivalHangsOn:
    def test_is_told_with_the_long_unseen_faster_and_the_lost_closed(self, store_of: StoreOf) -> None:
        # Seen once, at 24 months: 60 run, 20 have closed, 20 were not found. Of 80 with a verdict three quarters run;
        # were the lost closed, 60 of 100 would.
        tables = Tables()
        for status, count in (("running", 60), ("closed", 20), ("not_found", 20)):
            tables.add(count, "UEP", (AT_24, status), regencies=TEN)
        found = figure(store_of(tables), "survival_24_what_if", LATER)
        assert found.value == pytest.approx(0.75, abs=0.005)
        assert (found.counts["lost"], found.context["lost_as_closed"]) == (20, pytest.approx(0.6, abs=0.005))
        # The 20 were never seen: at twice the pace .75 squared of them would run, not .75: 20/100 of 0.1875 less.
        assert found.context["twice"] == pytest.approx(0.75 - 0.2 * (0.75 - 0.75**2), abs=0.005)
        assert found.context["slow"] == pytest.approx(0.75 + 0.2 * (0.75**0.5 - 0.75), abs=0.005)
        assert found.context["thrice"] == pytest.approx(0.75 - 0.2 * (0.75 - 0.75**3), abs=0.005)
        range_of = found.sensitivity
        assert range_of is not None
        assert (range_of.lower, range_of.upper) == (found.context["lost_as_closed"], found.context["slow"])


class TestThePilot:
    def test_counts_who_was_never_seen_among_those_old_enough(self, store_of: StoreOf) -> None:
        tables = Tables().add(30, "UEP", (AT_24, "running")).add(10, "UEP").add(5, "UEP", disbursed_on="2026-06-01")
        store = store_of(tables)
        assert never_seen(store, as_of=LATER, where={}, programme="UEP") == 0.25
        assert never_seen(store, as_of=LATER, where={}, programme="WRSE") is None


def test_events_have_words_in_both_languages_and_a_source(store_of: StoreOf) -> None:
    events = store_of(Tables().add(1, "UEP")).query("events")
    assert len(events) >= 2
    assert events[["words_id", "words_en", "source"]].notna().all(axis=None)
