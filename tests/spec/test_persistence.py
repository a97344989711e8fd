"""Persistence: of the grants whose state is known, the share that runs, and what the unknown could make of it."""

from __future__ import annotations

import pytest

from analytics.estimate import Note
from tests.spec.tables import CLOSED, MOVED, NOT_FOUND, RUNNING, Found, StoreOf, Tables, ends, figure


@pytest.fixture
def some_of_each() -> Tables:
    """30 run, 20 closed, 10 moved, 5 never visited; 8 more are two months old and run."""
    return (
        Tables()
        .add(30, "UEP", RUNNING)
        .add(20, "UEP", CLOSED)
        .add(10, "UEP", MOVED)
        .add(5, "UEP")
        .add(8, "UEP", ("2025-06-01", "running"), disbursed_on="2025-04-30")
    )


class TestTheShare:
    def test_is_running_over_those_with_a_verdict(self, store_of: StoreOf, some_of_each: Tables) -> None:
        rate = figure(store_of(some_of_each), "persistence_rate")
        assert rate.value == pytest.approx(30 / 50)

    def test_has_the_verdicts_for_its_n(self, store_of: StoreOf, some_of_each: Tables) -> None:
        rate = figure(store_of(some_of_each), "persistence_rate")
        assert (rate.n, rate.unit_of_count) == (50, "families")

    def test_has_bounds_with_all_unknown_closed_and_all_running(self, store_of: StoreOf, some_of_each: Tables) -> None:
        rate = figure(store_of(some_of_each), "persistence_rate")
        # 30 + 20 + 10 + 5 = 65 are old enough; 15 of them are unknown.
        assert ends(rate, "last_sight") == pytest.approx((30 / 65, (30 + 15) / 65))

    def test_counts_what_it_leaves_out(self, store_of: StoreOf, some_of_each: Tables) -> None:
        rate = figure(store_of(some_of_each), "persistence_rate")
        assert (rate.counts["unknown"], rate.counts["too_young"], rate.unvisited) == (15, 8, 5)

    def test_is_of_groups_and_families_together_in_grants(self, store_of: StoreOf) -> None:
        tables = Tables().add(10, "KUBE", RUNNING).add(10, "UEP", RUNNING)
        assert figure(store_of(tables), "persistence_rate").unit_of_count == "grants"


VISITS: dict[str, tuple[str, tuple[Found, ...]]] = {
    "a closure ends it": ("closed", (("2024-09-01", "running"), CLOSED)),
    "a reopening counts": ("running", (("2024-09-01", "closed"), RUNNING)),
    "moving away is no verdict": ("running", (("2024-09-01", "running"), MOVED)),
    "not being found is no verdict": ("closed", (("2024-09-01", "closed"), NOT_FOUND)),
    "only moved": ("unknown", (MOVED,)),
    "only not found": ("unknown", (NOT_FOUND,)),
    "never visited": ("unknown", ()),
    "twice on one day is once": ("running", (RUNNING, RUNNING)),
    "what comes after the day is not known on it": ("running", (RUNNING, ("2025-07-01", "closed"))),
    "what comes on the day is": ("closed", (RUNNING, ("2025-06-30", "closed"))),
}


@pytest.mark.parametrize("case", VISITS)
def test_the_verdict_is_what_the_last_visit_that_told_said(store_of: StoreOf, case: str) -> None:
    tables = Tables()
    for name, (_, visits) in VISITS.items():
        tables.add(1, "UEP", *visits, district=name)
    counts = figure(store_of(tables), "persistence_rate", district=[case]).counts
    assert [state for state in ("running", "closed", "unknown") if counts[state]] == [VISITS[case][0]]


def test_reopenings_are_counted(store_of: StoreOf) -> None:
    tables = Tables().add(3, "UEP", ("2024-09-01", "closed"), RUNNING).add(4, "UEP", ("2024-09-01", "running"), RUNNING)
    assert figure(store_of(tables), "persistence_rate").counts["reopened"] == 3


class TestTooFewVerdicts:
    def test_nineteen_are_counts_only(self, store_of: StoreOf) -> None:
        rate = figure(store_of(Tables().add(12, "UEP", RUNNING).add(7, "UEP", CLOSED)), "persistence_rate")
        assert (rate.value, rate.withheld, rate.intervals) == (None, "too_few_verdicts", ())
        assert (rate.n, rate.counts["running"], rate.counts["closed"]) == (19, 12, 7)

    def test_twenty_are_a_share(self, store_of: StoreOf) -> None:
        rate = figure(store_of(Tables().add(12, "UEP", RUNNING).add(8, "UEP", CLOSED)), "persistence_rate")
        assert rate.value == pytest.approx(12 / 20)


class TestTheBoundsTakeTheHeadline:
    def test_not_at_forty_in_a_hundred_unknown(self, store_of: StoreOf) -> None:
        rate = figure(store_of(Tables().add(60, "UEP", RUNNING).add(40, "UEP")), "persistence_rate")
        assert rate.note("bounds_lead") is None

    def test_from_forty_one_on(self, store_of: StoreOf) -> None:
        rate = figure(store_of(Tables().add(59, "UEP", RUNNING).add(41, "UEP")), "persistence_rate")
        assert rate.note("bounds_lead")

    def test_and_the_value_stays(self, store_of: StoreOf) -> None:
        rate = figure(store_of(Tables().add(59, "UEP", RUNNING).add(41, "UEP")), "persistence_rate")
        assert rate.value == 1.0


class TestAHundredGrantsThatNobodyEverVisited:
    """60 run and 40 closed, all known; then 100 more of which nothing is known."""

    @pytest.fixture
    def known(self) -> Tables:
        return Tables().add(60, "UEP", RUNNING).add(40, "UEP", CLOSED)

    def test_leave_the_share_of_those_seen_as_it_was(self, store_of: StoreOf, known: Tables) -> None:
        before = figure(store_of(known), "persistence_rate")
        after = figure(store_of(known.add(100, "UEP")), "persistence_rate")
        assert (before.value, before.n) == (after.value, after.n) == (0.6, 100)

    def test_widen_the_bounds_from_nothing_to_half(self, store_of: StoreOf, known: Tables) -> None:
        before = figure(store_of(known), "persistence_rate")
        after = figure(store_of(known.add(100, "UEP")), "persistence_rate")
        assert ends(before, "last_sight") == pytest.approx((0.6, 0.6))
        assert ends(after, "last_sight") == pytest.approx((60 / 200, 160 / 200))

    def test_halve_the_share_visited(self, store_of: StoreOf, known: Tables) -> None:
        before = figure(store_of(known), "visited_rate")
        after = figure(store_of(known.add(100, "UEP")), "visited_rate")
        assert (before.value, after.value) == (1.0, 0.5)
        assert (before.unvisited, after.unvisited) == (0, 100)

    def test_hand_the_headline_to_the_bounds(self, store_of: StoreOf, known: Tables) -> None:
        before = figure(store_of(known), "persistence_rate")
        after = figure(store_of(known.add(100, "UEP")), "persistence_rate")
        assert (before.notes, after.notes) == ((), (Note("bounds_lead"),))

    def test_change_nothing_while_they_are_too_young(self, store_of: StoreOf, known: Tables) -> None:
        young = known.add(100, "UEP", disbursed_on="2025-06-01")
        rate = figure(store_of(young), "persistence_rate")
        assert ends(rate, "last_sight") == pytest.approx((0.6, 0.6))
        assert (rate.unvisited, rate.counts["too_young"]) == (0, 100)
