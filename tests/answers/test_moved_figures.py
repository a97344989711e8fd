"""Figures that moved from one version to the next, worked by hand on small tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.answers.moved_figures import MovedFigure, figures_moved, made_from
from analytics.store.database import Store
from analytics.store.versions import StoreError, restore, versions
from tests.conftest import import_tables
from tests.spec.tables import CLOSED, RUNNING, Tables

Load = Callable[..., Path]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """`load(tables)`: the next version of `tmp_path / "store"`, made of these rows alone."""

    def loaded(tables: Tables, allow_drop: int | None = None) -> Path:
        return import_tables(tmp_path, tables, allow_drop=allow_drop)

    return loaded


def written(moved: list[MovedFigure]) -> dict[tuple[str, str], tuple[object, object]]:
    """Values before and after, shares to three places."""

    def value(one: object) -> object:
        found = getattr(one, "value", None)
        return round(found, 3) if isinstance(found, float) else found

    return {(one.indicator, one.programme): (value(one.before), value(one.after)) for one in moved}


def test_what_moved_is_told_by_programme_before_and_after(load: Load) -> None:
    load(Tables().add(15, "KUBE", RUNNING).add(5, "KUBE", CLOSED).add(20, "UEP", RUNNING))
    store = load(
        Tables().add(15, "KUBE", RUNNING).add(5, "KUBE", CLOSED).add(20, "UEP", RUNNING).add(5, "KUBE", CLOSED)
    )
    keys = ("grants", "families", "amount_idr", "visited_rate", "persistence_rate")
    assert written(figures_moved(store, "0001", "0002", keys)) == {
        ("grants", "KUBE"): (20, 25),
        ("families", "KUBE"): (100, 125),
        ("amount_idr", "KUBE"): (400_000_000, 500_000_000),
        ("persistence_rate", "KUBE"): (0.75, 0.6),
    }


def test_a_programme_that_is_new_has_no_figure_before(load: Load) -> None:
    load(Tables().add(2, "KUBE", RUNNING))
    store = load(Tables().add(2, "KUBE", RUNNING).add(3, "WRSE", RUNNING))
    moved = written(figures_moved(store, "0001", "0002", ("grants",)))
    assert moved == {("grants", "WRSE"): (None, 3)}


def test_a_figure_that_is_withheld_now_has_moved(load: Load) -> None:
    load(Tables().add(20, "KUBE", RUNNING))
    store = load(Tables().add(19, "KUBE", RUNNING), allow_drop=2)  # a grant and its visit
    moved = written(figures_moved(store, "0001", "0002", ("persistence_rate",)))
    assert moved == {("persistence_rate", "KUBE"): (1.0, None)}


def test_each_figure_stands_at_the_date_of_its_own_version(load: Load) -> None:
    load(Tables().add(20, "KUBE", RUNNING))
    store = load(Tables().add(20, "KUBE", RUNNING).add(1, "KUBE", ("2025-06-30", "closed")))
    (moved,) = figures_moved(store, "0001", "0002", ("persistence_rate",))
    assert moved.before is not None
    assert moved.after is not None
    assert [str(one.as_of) for one in (moved.before, moved.after)] == ["2025-03-01", "2025-06-30"]
    assert [one.n for one in (moved.before, moved.after)] == [20, 21]


def test_the_same_rows_in_another_order_move_nothing(load: Load) -> None:
    tables = Tables().add(30, "KUBE", RUNNING).add(30, "UEP", CLOSED)
    store = load(tables)
    tables.grants.reverse()
    tables.grants[0]["district"] = "Palaran"
    load(tables)
    assert figures_moved(store, "0001", "0002") == []


def test_a_version_is_told_against_the_one_it_was_made_from(load: Load) -> None:
    load(Tables().add(2, "KUBE", RUNNING))
    store = load(Tables().add(3, "KUBE", RUNNING))
    restore(store, "0001")
    load(Tables().add(4, "KUBE", RUNNING))
    known = versions(store)
    assert {one.version: made_from(one, known) for one in known} == {"0001": None, "0002": "0001", "0003": "0001"}
    assert written(figures_moved(store, "0001", "0003", ("grants",))) == {("grants", "KUBE"): (2, 4)}


def test_a_version_that_is_not_there_is_said(load: Load) -> None:
    store = load(Tables().add(2, "KUBE", RUNNING))
    with pytest.raises(StoreError):
        figures_moved(store, "0007", "0001")


def test_a_version_can_be_opened_that_is_not_the_current_one(load: Load) -> None:
    load(Tables().add(2, "KUBE", RUNNING))
    store = load(Tables().add(3, "KUBE", RUNNING))
    opened = Store.open(store, version="0001")
    assert opened.manifest.version == "0001"
    opened.close()
