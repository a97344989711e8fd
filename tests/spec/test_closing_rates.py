"""Rates of closing: how many times as fast a type or a place closes as its programme does on average."""

from __future__ import annotations

import math

import pytest

from analytics.answers.figures import figures
from analytics.estimate import Estimate
from analytics.store.database import Store
from tests.spec.tables import BERAU, ON, SAMARINDA, TEN, StoreOf, Tables, ends, figure

AT_12, AT_24 = "2025-01-15", "2026-01-15"
LATER = ON.replace(year=2026)


def of_types(store: Store, key: str, programme: str = "UEP") -> dict[str, Estimate]:
    found = figures(store, key, as_of=LATER, by=["business_category"], where={"programme": [programme]})
    return {str(one.by["business_category"]): one for one in found}


def two_types(cakes_closed: int = 36, repair_closed: int = 4) -> Tables:
    """100 bakers and 100 workshops, each seen once, at 24 months; together 40 of 200 have closed: 20%."""
    tables = Tables()
    for business, closed in (("kue", cakes_closed), ("bengkel motor", repair_closed)):
        for status, count in (("running", 100 - closed), ("closed", closed)):
            tables.add(count, "UEP", (AT_24, status), regencies=TEN, business_type=business)
    return tables


class TestTheRate:
    def test_is_the_log_of_the_share_left_over_that_of_the_programme(self, store_of: StoreOf) -> None:
        # 64 of 100 and 96 of 100 run where 160 of 200 do: log(.64) / log(.8) = 2 and log(.96) / log(.8) = 0.18.
        found = of_types(store_of(two_types()), "closing_rate")
        assert found["cakes"].value == pytest.approx(2.0, abs=0.01)
        assert found["repair"].value == pytest.approx(math.log(0.96) / math.log(0.8), abs=0.002)

    def test_counts_closings_found_and_expected_of_the_same_visits(self, store_of: StoreOf) -> None:
        cakes = of_types(store_of(two_types()), "closing_rate")["cakes"]
        assert (cakes.n, cakes.counts["visits"], cakes.counts["closings"]) == (100, 100, 36)
        assert cakes.context["closings_expected"] == pytest.approx(20, abs=0.1)

    def test_bears_the_interval_of_the_likelihood_ratio(self, store_of: StoreOf) -> None:
        # The likelihood-ratio interval of 36 in 100 is 0.2709 to 0.4565: h = log(1 - p) / log(0.8).
        lower, upper = ends(of_types(store_of(two_types()), "closing_rate")["cakes"], "likelihood")
        assert lower == pytest.approx(math.log(1 - 0.2709) / math.log(0.8), abs=0.02)
        assert upper == pytest.approx(math.log(1 - 0.4565) / math.log(0.8), abs=0.02)

    def test_of_a_type_that_chance_does_not_explain_is_flagged(self, store_of: StoreOf) -> None:
        # 2 x the log-likelihood of 36 in 100 at 0.36 over that at 0.2 is 13.6; of 24 in 100 only 1.0.
        found = of_types(store_of(two_types()), "closing_rate")["cakes"]
        assert found.context["likelihood_ratio"] == pytest.approx(13.6, abs=0.2)
        assert found.note("closes_unlike_average")
        assert not of_types(store_of(two_types(24, 16)), "closing_rate")["cakes"].note("closes_unlike_average")

    def test_is_nought_with_an_upper_end_where_none_closed(self, store_of: StoreOf) -> None:
        # (1 - p)^100 falls by exp(-1.92) where -100 h log(.8) = 1.92: h = 0.086 at 80% left.
        found = of_types(store_of(two_types(40, 0)), "closing_rate")["repair"]
        assert (found.value, found.counts["closings"]) == (0, 0)
        assert ends(found, "likelihood") == (0, pytest.approx(1.9207 / (100 * -math.log(0.8)), abs=0.002))

    def test_of_a_place_is_against_the_whole_programme_also_under_a_filter_for_the_place(
        self, store_of: StoreOf
    ) -> None:
        tables = Tables()
        for place, closed in ((SAMARINDA, 36), (BERAU, 4)):
            tables.add(100 - closed, "UEP", (AT_24, "running"), regencies=(place,))
            tables.add(closed, "UEP", (AT_24, "closed"), regencies=(place,))
        store = store_of(tables)
        alone = figure(store, "closing_rate", LATER, regency=[SAMARINDA])
        assert alone.value == pytest.approx(2.0, abs=0.01)
        # Places share fate, so a funnel flags them and not their own likelihood.
        (samarinda,) = [
            one for one in figures(store, "closing_rate", as_of=LATER, by=["regency"]) if one.by["regency"] == SAMARINDA
        ]
        assert (samarinda.value, samarinda.notes) == (alone.value, ())

    def test_is_never_taken_across_programmes(self, store_of: StoreOf) -> None:
        tables = two_types().add(20, "WRSE", (AT_24, "running"))
        assert figure(store_of(tables), "closing_rate", LATER).withheld == "several_programmes"

    def test_is_withheld_under_ten_verdicts_and_where_the_programme_has_under_ten_closures(
        self, store_of: StoreOf
    ) -> None:
        few = two_types().add(9, "UEP", (AT_24, "running"), business_type="gorengan")
        assert of_types(store_of(few), "closing_rate")["fried_snacks"].withheld == "too_few_verdicts"
        assert of_types(store_of(two_types(9, 0)), "closing_rate")["cakes"].withheld == "too_few_closures"

    def test_has_no_value_where_every_visit_found_a_closure(self, store_of: StoreOf) -> None:
        found = of_types(store_of(two_types(100, 4)), "closing_rate")["cakes"]
        assert (found.withheld, found.counts["closings"]) == ("all_visits_found_closed", 100)

    def test_counts_those_never_visited_apart(self, store_of: StoreOf) -> None:
        found = of_types(store_of(two_types().add(7, "UEP")), "closing_rate")["cakes"]
        assert (found.n, found.unvisited) == (100, 7)


class TestSurvivalByTheRate:
    def test_is_the_programmes_at_24_months_to_the_power_of_the_rate(self, store_of: StoreOf) -> None:
        # 0.8 squared, and 0.8 to the 0.183: what each type's own visits found.
        found = of_types(store_of(two_types()), "survival_24_by_rate")
        assert found["cakes"].value == pytest.approx(0.64, abs=0.002)
        assert found["repair"].value == pytest.approx(0.96, abs=0.002)
        lower, upper = ends(found["cakes"], "likelihood")
        assert (lower, upper) == (pytest.approx(1 - 0.4565, abs=0.003), pytest.approx(1 - 0.2709, abs=0.003))

    def test_is_nought_where_every_visit_found_a_closure(self, store_of: StoreOf) -> None:
        found = of_types(store_of(two_types(100, 4)), "survival_24_by_rate")["cakes"]
        assert (found.value, ends(found, "likelihood")[0]) == (pytest.approx(0, abs=1e-6), 0)

    def test_is_withheld_where_few_of_the_programme_are_24_months_old(self, store_of: StoreOf) -> None:
        tables = Tables()
        for status in ("running", "closed"):
            tables.add(50, "UEP", (AT_12, status), disbursed_on="2024-07-15")
        assert figure(store_of(tables), "survival_24_by_rate", LATER).withheld == "too_few_old_enough"
        assert figure(store_of(tables), "closing_rate", LATER).value == pytest.approx(1, abs=0.01)
