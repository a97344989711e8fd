"""Business types: how many equally common ones would be as spread."""

from __future__ import annotations

import pytest

from tests.spec.tables import StoreOf, Tables, figure

SIX_TYPES = {"kue": 25, "ternak ayam": 41, "minuman": 37, "warung makan": 56, "gorengan": 54, "bengkel": 10}
"""Grants of a made-up register; R gives exp(Shannon) = 5.389098203928 and HHI = 0.1976110519013 for these counts."""


def of(types: dict[str, int]) -> Tables:
    tables = Tables()
    for business_type, grants in types.items():
        tables.add(grants, "UEP", business_type=business_type)
    return tables


def test_as_many_as_there_are_where_all_are_equally_common(store_of: StoreOf) -> None:
    types = figure(store_of(of({"kue": 7, "ternak ayam": 7, "bengkel": 7})), "effective_business_types")
    assert (types.value, types.n) == (pytest.approx(3.0), 21)


def test_one_where_there_is_one(store_of: StoreOf) -> None:
    types = figure(store_of(of({"kue": 20})), "effective_business_types")
    assert (types.value, types.context["herfindahl"]) == (pytest.approx(1.0), 1.0)


def test_fewer_than_there_are_where_some_are_rare(store_of: StoreOf) -> None:
    types = figure(store_of(of(SIX_TYPES)), "effective_business_types")
    assert (types.value, types.counts["categories"]) == (pytest.approx(5.389098203928, abs=1e-9), 6)


def test_the_herfindahl_index_goes_along(store_of: StoreOf) -> None:
    types = figure(store_of(of(SIX_TYPES)), "effective_business_types")
    assert types.context["herfindahl"] == pytest.approx(0.1976110519013, abs=1e-9)


def test_words_for_one_thing_are_one_type(store_of: StoreOf) -> None:
    types = figure(store_of(of({"kue": 10, "Kue kue": 10})), "effective_business_types")
    assert types.value == pytest.approx(1.0)


def test_a_grant_without_a_business_is_left_out_and_counted(store_of: StoreOf) -> None:
    tables = of({"kue": 10, "bengkel": 10}).add(5, "UEP", business_type=None)
    types = figure(store_of(tables), "effective_business_types")
    assert (types.value, types.n, types.unvisited) == (pytest.approx(2.0), 20, 20)
    assert types.counts["business_missing"] == 5


@pytest.mark.parametrize(("grants", "reason"), [(19, "too_few_grants"), (20, None)])
def test_withheld_under_twenty_grants(store_of: StoreOf, grants: int, reason: str | None) -> None:
    assert figure(store_of(of({"kue": grants})), "effective_business_types").withheld == reason
