"""What the template is given to draw: the numbers that are written beside it, shapes that a grey print tells apart."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.answers.memo_contents import memo_contents
from analytics.documents.layout import memo_data
from analytics.i18n import catalog
from tests.spec.tables import CLOSED, ON, RUNNING, TEN, StoreOf, Tables


def drawn(store_of: StoreOf, tables: Tables) -> list[dict[str, Any]]:
    """The rows of the picture of persistence."""
    memo = memo_data(memo_contents(store_of(tables), as_of=ON), catalog("id"))
    blocks: Any = memo["blocks"]
    rows: list[dict[str, Any]] = next(block["rows"] for block in blocks if block["kind"] == "picture")
    return rows


def test_point_interval_and_bounds_stand_where_their_numbers_say(store_of: StoreOf) -> None:
    # 30 of 50 known run, alike in ten regencies, ten are unknown: logit(30.5 / 51) -+ 2.262 / sqrt(50 x 0.598 x 0.402).
    tables = Tables().add(30, "KUBE", RUNNING, regencies=TEN).add(20, "KUBE", CLOSED, regencies=TEN)
    (row,) = drawn(store_of, tables.add(10, "KUBE", regencies=TEN))
    assert row["value"] == 0.6
    assert row["sampling"] == pytest.approx([0.4366, 0.7407], abs=1e-4)
    assert row["bounds"] == pytest.approx([30 / 60, 40 / 60])


def test_what_is_withheld_has_no_point_and_no_interval(store_of: StoreOf) -> None:
    (row,) = drawn(store_of, Tables().add(13, "KUBE", RUNNING))
    assert (row["value"], row["sampling"], row["bounds"]) == (None, None, None)


def test_bounds_are_said_strongly_where_they_take_the_headline(store_of: StoreOf) -> None:
    known = Tables().add(30, "KUBE", RUNNING, regencies=TEN)
    (row,) = drawn(store_of, known.add(60, "KUBE", regencies=TEN))
    assert row["words"][row["lead"]] == "33,3–100,0%"


def test_programmes_have_shapes_of_their_own_in_the_order_of_the_house(store_of: StoreOf) -> None:
    tables = Tables().add(1, "UEP").add(1, "WRSE").add(1, "KUBE")
    rows = drawn(store_of, tables)
    shapes = [(row["label"], row["symbol"]) for row in rows]
    assert shapes == [("KUBE", "circle"), ("WRSE", "square"), ("UEP", "triangle-up")]


def test_too_young_is_drawn_unlike_withheld(store_of: StoreOf) -> None:
    old, young = drawn(store_of, Tables().add(1, "KUBE").add(1, "UEP", disbursed_on="2025-06-01"))
    assert (old["young"], young["young"]) == (False, True)
