"""What runs on the day itself: last sight brought up to date, and a random audit."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.answers.survival import persistence_nowcast
from tests.spec.tables import BERAU, CLOSED, ON, RUNNING, SAMARINDA, TEN, StoreOf, Tables, figure

DAY_OF_THE_VISITS = date(2025, 3, 1)
AUDITED = {"visit_reason": "audit"}


def two_thirds_run() -> Tables:
    """On 1 March 2025 100 were seen running and 50 closed."""
    return Tables().add(100, "UEP", RUNNING, regencies=TEN).add(50, "UEP", CLOSED, regencies=TEN)


class TestTheNowcast:
    def test_on_the_day_of_the_visits_is_what_they_saw(self, store_of: StoreOf) -> None:
        nowcast = figure(store_of(two_thirds_run()), "persistence_nowcast", DAY_OF_THE_VISITS)
        assert nowcast.value == pytest.approx(100 / 150)

    def test_takes_the_never_visited_to_fare_like_the_others(self, store_of: StoreOf) -> None:
        # All are equally old, so the 60 unseen run with the probability S of the other 150.
        store = store_of(two_thirds_run().add(60, "UEP", regencies=TEN))
        nowcast = figure(store, "persistence_nowcast", DAY_OF_THE_VISITS)
        assert nowcast.value == pytest.approx(2 / 3, abs=0.002)
        assert (nowcast.n, nowcast.unvisited, nowcast.counts["long_unseen"]) == (210, 60, 60)

    def test_what_if_the_long_unseen_close_twice_as_fast(self, store_of: StoreOf) -> None:
        store = store_of(two_thirds_run().add(60, "UEP", regencies=TEN))
        said = persistence_nowcast(store, as_of=DAY_OF_THE_VISITS, what_if=(2.0,), line=0.6)
        assert said.what_if[2.0].value == pytest.approx((100 + 60 * (2 / 3) ** 2) / 210, abs=0.002)
        # 0.6 x 210 = 126 = 100 + 60 x (2/3)^k at k = log(26/60) / log(2/3).
        assert said.turning_point == pytest.approx(2.06, abs=0.02)

    def test_leaves_the_young_out(self, store_of: StoreOf) -> None:
        store = store_of(two_thirds_run().add(30, "UEP", regencies=TEN, disbursed_on="2025-01-15"))
        assert figure(store, "persistence_nowcast", DAY_OF_THE_VISITS).n == 150

    def test_is_withheld_where_grants_are_older_than_the_ages_observed(self, store_of: StoreOf) -> None:
        # On 30 June all are four months older than at the visits.
        assert figure(store_of(two_thirds_run()), "persistence_nowcast").withheld == "too_many_beyond_the_curve"

    @pytest.mark.parametrize(("older", "reason"), [(7, None), (8, "too_many_beyond_the_curve")])
    def test_up_to_a_twentieth_may_be_older(self, store_of: StoreOf, older: int, reason: str | None) -> None:
        # 7 of 157 are under a twentieth, 8 of 158 over it.
        store = store_of(two_thirds_run().add(older, "UEP", regencies=TEN, disbursed_on="2023-06-01"))
        assert figure(store, "persistence_nowcast", DAY_OF_THE_VISITS).withheld == reason

    def test_of_several_programmes_needs_the_curve_of_each(self, store_of: StoreOf) -> None:
        store = store_of(two_thirds_run().add(30, "KUBE", RUNNING, regencies=TEN))
        assert figure(store, "persistence_nowcast", DAY_OF_THE_VISITS).withheld == "too_few_closures"


def audit_of_eighty(not_found: int = 0, day: str = "2025-03-01") -> Tables:
    """20 of 100 are known closed; of the other 80, 40 were drawn and 30 of these run."""
    return (
        Tables()
        .add(20, "UEP", ("2024-09-01", "closed"))
        .add(30, "UEP", (day, "running"), recorded=AUDITED)
        .add(10, "UEP", (day, "closed"), recorded=AUDITED)
        .add(not_found, "UEP", (day, "not_found"), recorded=AUDITED)
        .add(40 - not_found, "UEP", ("2024-09-01", "running"))
    )


class TestTheAudit:
    def test_is_the_share_not_known_closed_times_the_share_that_the_draw_found_running(self, store_of: StoreOf) -> None:
        audited = figure(store_of(audit_of_eighty()), "persistence_audited")
        assert audited.value == pytest.approx(0.8 * 30 / 40)
        assert (audited.n, audited.counts["frame"], audited.counts["known_closed"]) == (40, 80, 20)

    def test_has_an_interval_for_chance_of_its_own(self, store_of: StoreOf) -> None:
        interval = figure(store_of(audit_of_eighty()), "persistence_audited").sampling
        assert interval is not None
        # Half of the frame was drawn: Wilson as of 60 of 80, times 0.8.
        assert (interval.lower, interval.upper) == pytest.approx((0.8 * 0.6450, 0.8 * 0.8322), abs=0.001)

    def test_has_bounds_with_the_not_found_closed_and_running(self, store_of: StoreOf) -> None:
        audited = figure(store_of(audit_of_eighty(not_found=4)), "persistence_audited")
        bounds = audited.bounds
        assert bounds is not None
        assert (bounds.lower, bounds.upper) == pytest.approx((0.8 * 30 / 44, 0.8 * 34 / 44))
        assert audited.counts["not_found"] == 4

    def test_weighs_regencies_by_what_could_be_drawn(self, store_of: StoreOf) -> None:
        # Samarinda: 15 of 20 drawn run, 60 could be drawn; Berau: 5 of 10, 20 could be drawn.
        tables = Tables()
        for place, running, closed, others in ((SAMARINDA, 15, 5, 40), (BERAU, 5, 5, 10)):
            tables.add(running, "UEP", RUNNING, regencies=(place,), recorded=AUDITED)
            tables.add(closed, "UEP", CLOSED, regencies=(place,), recorded=AUDITED)
            tables.add(others, "UEP", regencies=(place,))
        assert figure(store_of(tables), "persistence_audited").value == pytest.approx(0.75 * 0.75 + 0.25 * 0.5)

    @pytest.mark.parametrize(("day", "drawn"), [("2024-12-30", 40), ("2024-12-29", 0)])
    def test_is_of_the_last_six_months(self, store_of: StoreOf, day: str, drawn: int) -> None:
        assert figure(store_of(audit_of_eighty(day=day)), "persistence_audited").n == drawn

    def test_before_is_a_visit_like_any_other(self, store_of: StoreOf) -> None:
        audited = figure(store_of(audit_of_eighty(day="2024-12-29")), "persistence_audited")
        assert audited.counts["known_closed"] == 30

    @pytest.mark.parametrize(("running", "reason"), [(19, "too_few_audited"), (20, None)])
    def test_is_withheld_with_fewer_than_twenty_found(
        self, store_of: StoreOf, running: int, reason: str | None
    ) -> None:
        tables = Tables().add(running, "UEP", RUNNING, recorded=AUDITED)
        tables.add(5, "UEP", ("2025-03-01", "moved"), recorded=AUDITED)
        audited = figure(store_of(tables), "persistence_audited")
        assert (audited.withheld, audited.counts["not_found"]) == (reason, 5)

    def test_says_where_nothing_was_drawn(self, store_of: StoreOf) -> None:
        tables = audit_of_eighty().add(5, "UEP", regencies=(BERAU,))
        assert figure(store_of(tables), "persistence_audited", ON).counts["regencies_not_drawn"] == 1
