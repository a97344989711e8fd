"""Whom to visit next: who is in the frame, what is known now, what the visits asked for would tell."""

from __future__ import annotations

import pytest

from analytics.answers.visit_plan import audit_plan
from tests.spec.tables import BERAU, BONTANG, CLOSED, MOVED, ON, RUNNING, SAMARINDA, StoreOf, Tables

AUDIT = {"visit_reason": "audit"}


def test_the_frame_holds_who_is_old_enough_and_not_known_closed(store_of: StoreOf) -> None:
    tables = Tables().add(30, "UEP", RUNNING).add(10, "UEP", MOVED).add(5, "UEP").add(15, "UEP", CLOSED)
    plan = audit_plan(store_of(tables.add(7, "UEP", disbursed_on="2025-05-01")), as_of=ON, visits=20)
    assert (plan.frame, plan.known_closed, plan.visits) == (45, 15, 20)


def test_without_random_visits_all_of_the_frame_may_run_or_none(store_of: StoreOf) -> None:
    plan = audit_plan(store_of(Tables().add(45, "UEP", RUNNING).add(15, "UEP", CLOSED)), as_of=ON, visits=20)
    assert (plan.audited, plan.width_before) == (0, pytest.approx(0.75))


def test_with_random_visits_the_width_is_that_of_their_interval(store_of: StoreOf) -> None:
    """All 24 were audited, so nothing is left to chance."""
    plan = audit_plan(store_of(Tables().add(24, "UEP", RUNNING, recorded=AUDIT)), as_of=ON, visits=20)
    assert (plan.audited, plan.width_before) == (24, pytest.approx(0.0))


def test_who_the_audit_found_closed_stays_in_the_frame_of_its_draw(store_of: StoreOf) -> None:
    plan = audit_plan(store_of(Tables().add(24, "UEP", CLOSED, recorded=AUDIT)), as_of=ON, visits=20)
    assert (plan.frame, plan.known_closed) == (24, 0)


def test_the_draw_is_shared_out_by_regency(store_of: StoreOf) -> None:
    tables = Tables().add(60, "UEP", regencies=[BERAU, SAMARINDA]).add(30, "UEP", regencies=[BONTANG])
    drawn = audit_plan(store_of(tables), as_of=ON, visits=30).drawn
    assert drawn["regency_code"].value_counts().to_dict() == {BERAU: 10, SAMARINDA: 10, BONTANG: 10}


def test_a_width_is_asked_for_in_points(store_of: StoreOf) -> None:
    store = store_of(Tables().add(200, "UEP"))
    plan = audit_plan(store, as_of=ON, width_points=20.0)
    assert plan.width_after is not None
    assert plan.width_after <= 0.2 < (audit_plan(store, as_of=ON, visits=plan.visits - 1).width_after or 0.0)


def test_a_frame_under_twenty_is_visited_whole(store_of: StoreOf) -> None:
    plan = audit_plan(store_of(Tables().add(12, "UEP")), as_of=ON, width_points=20.0)
    assert (plan.visits, len(plan.drawn), plan.width_after) == (12, 12, None)


def test_either_visits_or_a_width_is_asked_for(store_of: StoreOf) -> None:
    with pytest.raises(ValueError, match="either"):
        audit_plan(store_of(Tables().add(1, "UEP")), as_of=ON)
