"""Why a state is unknown, and how many members are left: the counts beside persistence."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.spec.tables import CLOSED, MOVED, NOT_FOUND, ON, RUNNING, StoreOf, Tables, running_with

REASONS = ["never_visited", "moved", "not_found", "lost_since"]


def reasons(store_of: StoreOf, tables: Tables) -> dict[str, int]:
    (row,) = store_of(tables).query("unknown_status", as_of=ON, picked={}, by=["programme"])[REASONS].to_dict("records")
    return {str(reason): count for reason, count in row.items()}


def members_left(store_of: StoreOf, tables: Tables) -> dict[object, int]:
    rows = store_of(tables).query("members_left", as_of=ON, picked={})
    members = ["not recorded" if pd.isna(left) else int(left) for left in rows["members_left"]]
    return dict(zip(members, rows["running_groups"], strict=True))


class TestAnUnknownState:
    @pytest.mark.parametrize(
        ("found", "reason"),
        [
            ((), "never_visited"),
            ((MOVED,), "moved"),
            ((NOT_FOUND,), "not_found"),
            ((RUNNING, ("2025-04-01", "moved")), "lost_since"),
        ],
    )
    def test_has_one_reason(self, store_of: StoreOf, found: tuple[tuple[str, str], ...], reason: str) -> None:
        assert reasons(store_of, Tables().add(1, "UEP", *found)) == dict.fromkeys(REASONS, 0) | {reason: 1}

    def test_is_named_by_the_last_visit(self, store_of: StoreOf) -> None:
        tables = Tables().add(1, "UEP", ("2024-09-01", "moved"), NOT_FOUND)
        assert reasons(store_of, tables)["not_found"] == 1

    def test_does_not_know_what_comes_after_the_day(self, store_of: StoreOf) -> None:
        tables = Tables().add(1, "UEP", ("2025-07-01", "moved"))
        assert reasons(store_of, tables)["never_visited"] == 1

    def test_is_not_asked_of_grants_under_six_months(self, store_of: StoreOf) -> None:
        tables = Tables().add(1, "UEP").add(4, "UEP", disbursed_on="2025-04-30")
        assert reasons(store_of, tables)["never_visited"] == 1

    def test_is_none_where_the_last_visit_told(self, store_of: StoreOf) -> None:
        assert reasons(store_of, Tables().add(1, "UEP", CLOSED)) == dict.fromkeys(REASONS, 0)


class TestMembersLeft:
    def test_are_counted_in_running_groups_by_number(self, store_of: StoreOf) -> None:
        tables = Tables().add(3, "KUBE", running_with(1)).add(2, "KUBE", running_with(4)).add(5, "KUBE", CLOSED)
        assert members_left(store_of, tables) == {1: 3, 4: 2}

    def test_of_five_and_more_stand_together(self, store_of: StoreOf) -> None:
        tables = Tables().add(1, "KUBE", running_with(5)).add(1, "KUBE", running_with(8), members=8)
        assert members_left(store_of, tables) == {5: 2}

    def test_that_were_not_recorded_are_not_five(self, store_of: StoreOf) -> None:
        assert members_left(store_of, Tables().add(4, "KUBE", running_with(None))) == {"not recorded": 4}

    def test_are_not_asked_of_individuals(self, store_of: StoreOf) -> None:
        assert members_left(store_of, Tables().add(4, "UEP", RUNNING)) == {}
