"""What runs on the day itself: last sight brought up to date, and a random audit."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.answers.survival import persistence_nowcast
from tests.spec.tables import BERAU, CLOSED, ON, RUNNING, SAMARINDA, TEN, StoreOf, Tables, ends, figure

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
        assert said is not None
        assert said.what_if[2.0] == pytest.approx((100 + 60 * (2 / 3) ** 2) / 210, abs=0.002)
        # 0.6 x 210 = 126 = 100 + 60 x (2/3)^k at k = log(26/60) / log(2/3).
        assert said.turning_point == pytest.approx(2.06, abs=0.02)

    def test_leaves_the_young_out(self, store_of: StoreOf) -> None:
        store = store_of(two_thirds_run().add(30, "UEP", regencies=TEN, disbursed_on="2025-01-15"))
        assert figure(store, "persistence_nowcast", DAY_OF_THE_VISITS).n == 150

    def test_beyond_the_ages_observed_the_last_rate_carries_on(self, store_of: StoreOf) -> None:
        # Seen at 13.5 months, when 2/3 run: 0.0300 close a month. On 30 June all are 17.5 months old.
        nowcast = figure(store_of(two_thirds_run()), "persistence_nowcast")
        assert nowcast.value == pytest.approx(2 / 3 * (2 / 3) ** (4 / 13.5), abs=0.002)

    def test_what_that_rate_may_be_joins_its_intervals_and_is_said(self, store_of: StoreOf) -> None:
        # None closing in those four months: 2/3; three times as many: 2/3 x (2/3)^(12 / 13.5).
        nowcast = figure(store_of(two_thirds_run()), "persistence_nowcast")
        note = nowcast.note("beyond_curve")
        assert note is not None
        ends_beyond = pytest.approx((2 / 3 * (2 / 3) ** (12 / 13.5), 2 / 3), abs=0.003)
        assert (note.numbers["lower"], note.numbers["upper"]) == ends_beyond
        assert nowcast.is_hollow
        for target in ("repeated", "places"):
            interval = nowcast.sampling_of(target)
            assert interval is not None
            assert interval.lower <= note.numbers["lower"]
            assert interval.upper >= note.numbers["upper"]

    @pytest.mark.parametrize(("closed", "reason"), [(9, "too_few_closures"), (10, None)])
    def test_needs_ten_closures(self, store_of: StoreOf, closed: int, reason: str | None) -> None:
        store = store_of(Tables().add(100, "UEP", RUNNING, regencies=TEN).add(closed, "UEP", CLOSED, regencies=TEN))
        assert figure(store, "persistence_nowcast").withheld == reason

    def test_of_several_programmes_is_a_range_where_one_has_no_curve(self, store_of: StoreOf) -> None:
        # On the day of the visits 100 of 150 UEP run, and all 30 KUBE, of which none was seen to close.
        store = store_of(two_thirds_run().add(30, "KUBE", RUNNING, regencies=TEN))
        nowcast = figure(store, "persistence_nowcast", DAY_OF_THE_VISITS)
        assert (nowcast.value, nowcast.withheld, nowcast.sampling) == (None, "programme_without_curve", None)
        assert ends(nowcast, "last_sight") == pytest.approx((130 / 180, 130 / 180))

    def test_of_a_programme_without_a_curve_its_never_seen_may_run_or_not(self, store_of: StoreOf) -> None:
        tables = two_thirds_run().add(30, "KUBE", RUNNING, regencies=TEN).add(20, "KUBE", regencies=TEN)
        nowcast = figure(store_of(tables), "persistence_nowcast", DAY_OF_THE_VISITS)
        assert ends(nowcast, "last_sight") == pytest.approx((130 / 200, 150 / 200))


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
