"""Persistence by place and business, age and chance allowed for."""

from __future__ import annotations

import pytest

from analytics.answers.variation import persistence_funnel, pooled_persistence
from tests.spec.tables import CLOSED, ON, RUNNING, SAMARINDA, TEN, StoreOf, Tables

AT_12_MONTHS = "2025-01-15"


class TestATrialOfTheFunnel:
    def test_is_every_visit_up_to_the_first_that_found_it_closed(self, store_of: StoreOf) -> None:
        before = (("2024-02-14", "running"), ("2024-03-01", "moved"), ("2024-03-15", "closed"))
        rows = store_of(Tables().add(1, "UEP", *before, ("2024-06-14", "running"))).query("funnel", as_of=ON, picked={})
        trials = list(zip(rows["from_months"], rows["to_months"], rows["has_survived"], strict=True))
        # 14 February is 30 of the 31 days from 15 January to 15 February; 15 March is the second month's end.
        assert trials == [(0, pytest.approx(30 / 31), True), (pytest.approx(30 / 31), 2, False)]

    def test_on_the_day_of_disbursement_lasts_half_a_day(self, store_of: StoreOf) -> None:
        rows = store_of(Tables().add(1, "UEP", ("2024-01-15", "closed"))).query("funnel", as_of=ON, picked={})
        assert rows["to_months"].tolist() == [pytest.approx(0.5 / 31)]


class TestTheFunnel:
    @pytest.fixture
    def samarinda_far_off(self) -> Tables:
        """Visited once at 12 months: in nine places 15 of 30 run, in Samarinda 2 of 30."""
        others = tuple(place for place in TEN if place != SAMARINDA)
        tables = Tables()
        for status in ("running", "closed"):
            tables.add(15 * 9, "UEP", (AT_12_MONTHS, status), regencies=others)
        return tables.add(2, "UEP", (AT_12_MONTHS, "running")).add(28, "UEP", (AT_12_MONTHS, "closed"))

    def test_flags_a_regency_far_from_what_is_expected(self, store_of: StoreOf, samarinda_far_off: Tables) -> None:
        points = persistence_funnel(store_of(samarinda_far_off), as_of=ON).points
        assert [point.regency_code for point in points if point.is_flagged] == [SAMARINDA]

    def test_expects_of_each_what_the_provinces_curve_says(self, store_of: StoreOf, samarinda_far_off: Tables) -> None:
        (samarinda,) = [
            point
            for point in persistence_funnel(store_of(samarinda_far_off), as_of=ON).points
            if point.regency_code == SAMARINDA
        ]
        # 137 of 300 run in the province.
        assert (samarinda.observed, samarinda.expected) == (2, pytest.approx(30 * 137 / 300, abs=0.05))

    def test_is_of_the_province_whatever_place_is_chosen(self, store_of: StoreOf, samarinda_far_off: Tables) -> None:
        store = store_of(samarinda_far_off)
        chosen = persistence_funnel(store, as_of=ON, where={"regency": [SAMARINDA]})
        assert chosen == persistence_funnel(store, as_of=ON)


def cells(places: tuple[str, ...]) -> Tables:
    """Nine of ten run in the first place, six of ten in each of the others."""
    tables = Tables()
    for place in places:
        running = 9 if place == places[0] else 6
        tables.add(running, "UEP", RUNNING, regencies=(place,)).add(10 - running, "UEP", CLOSED, regencies=(place,))
    return tables


class TestPooledCells:
    def test_are_drawn_towards_the_mean_of_all(self, store_of: StoreOf) -> None:
        pooled = pooled_persistence(store_of(cells(TEN)), as_of=ON)
        assert pooled is not None
        first = next(cell for cell in pooled.cells if cell.regency_code == TEN[0])
        assert (first.running, first.n, first.unknown) == (9, 10, 0)
        assert first.share == pytest.approx(pooled.mean * first.shrinkage + 0.9 * (1 - first.shrinkage))
        assert pooled.mean < first.share < 0.9

    def test_say_the_same_when_asked_again(self, store_of: StoreOf) -> None:
        store = store_of(cells(TEN))
        assert pooled_persistence(store, as_of=ON) == pooled_persistence(store, as_of=ON)

    def test_without_a_verdict_are_the_mean(self, store_of: StoreOf) -> None:
        store = store_of(cells(TEN).add(3, "UEP", regencies=(TEN[0],), business_type="bengkel motor"))
        pooled = pooled_persistence(store, as_of=ON)
        assert pooled is not None
        (empty,) = [cell for cell in pooled.cells if cell.n == 0]
        assert (empty.unknown, empty.shrinkage, empty.share) == (3, 1, pytest.approx(pooled.mean))

    def test_under_ten_are_not_pooled(self, store_of: StoreOf) -> None:
        assert pooled_persistence(store_of(cells(TEN[:9])), as_of=ON) is None

    def test_may_be_of_business_types_alone(self, store_of: StoreOf) -> None:
        names = (
            "kue",
            "gorengan",
            "minuman",
            "warung makan",
            "bengkel",
            "ternak ayam",
            "sapi",
            "ikan",
            "sayur",
            "toko",
        )
        tables = Tables()
        for name in names:
            tables.add(6, "UEP", RUNNING, regencies=TEN, business_type=name)
            tables.add(4, "UEP", CLOSED, regencies=TEN, business_type=name)
        pooled = pooled_persistence(store_of(tables), as_of=ON, by=("business_category",))
        assert pooled is not None
        assert [(cell.regency_code, cell.running, cell.n) for cell in pooled.cells] == [(None, 6, 10)] * 10
