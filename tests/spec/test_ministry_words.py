"""The Ministry's words: classes of KUBE, deciles of welfare, the minimum wage, and the source of funds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analytics.answers.figures import figures
from analytics.estimate import CompleteCount
from analytics.store.database import REFERENCE, Store
from tests.conftest import import_tables
from tests.spec.tables import BERAU, CLOSED, ON, RUNNING, SAMARINDA, TEN, StoreOf, Tables, figure

LATELY = "2025-03-01"
SAMARINDA_WAGE_IDR, BERAU_WAGE_IDR = 3_983_882, 4_391_338


def loaded(folder: Path, tables: Tables) -> Store:
    return Store.open(import_tables(folder, tables))


class TestAClassInTheStatusColumn:
    @pytest.mark.parametrize(
        ("typed", "kube_class"),
        [
            ("Tumbuh", "tumbuh"),
            ("BERKEMBANG", "berkembang"),
            ("Mandiri", "mandiri"),
            ("KUBE Mandiri", "mandiri"),
            ("Graduasi", None),
            ("Masih berjalan", None),
        ],
    )
    def test_means_running_and_the_class_is_kept(self, tmp_path: Path, typed: str, kube_class: str | None) -> None:
        store = loaded(tmp_path, Tables().add(1, "KUBE", (LATELY, typed)))
        visit = store.query("kube_classes", as_of=ON, picked={}, by=[])
        assert visit["population"].tolist() == [1]
        assert {name: int(visit[name].iloc[0]) for name in ("tumbuh", "berkembang", "mandiri")} == {
            name: int(name == kube_class) for name in ("tumbuh", "berkembang", "mandiri")
        }
        store.close()

    def test_a_column_of_its_own_goes_before_it(self, tmp_path: Path) -> None:
        tables = Tables().add(1, "KUBE", (LATELY, "tumbuh"), recorded={"klasifikasi_kube": "mandiri"})
        store = loaded(tmp_path, tables)
        assert store.query("kube_classes", as_of=ON, picked={}, by=[])["mandiri"].tolist() == [1]
        store.close()


class TestSharesByClass:
    @pytest.fixture
    def classed(self, store_of: StoreOf) -> Store:
        """Of 40 running groups 12 are tumbuh, 6 berkembang, 2 mandiri and 20 have no class; 5 have closed."""
        tables = Tables().add(20, "KUBE", RUNNING, regencies=TEN).add(5, "KUBE", CLOSED)
        for name, count in (("tumbuh", 12), ("berkembang", 6), ("mandiri", 2)):
            tables.add(count, "KUBE", RUNNING, regencies=TEN, recorded={"kube_class": name})
        return store_of(tables)

    @pytest.mark.parametrize(("name", "share"), [("tumbuh", 0.6), ("berkembang", 0.3), ("mandiri", 0.1)])
    def test_are_over_running_groups_with_a_class(self, classed: Store, name: str, share: float) -> None:
        found = figure(classed, f"kube_{name}_rate")
        assert (found.value, found.n, found.counts["not_recorded"]) == (pytest.approx(share), 20, 20)
        assert found.sampling is not None
        assert found.sampling.lower < share < found.sampling.upper

    def test_are_withheld_under_twenty(self, store_of: StoreOf) -> None:
        store = store_of(Tables().add(19, "KUBE", RUNNING, recorded={"kube_class": "mandiri"}))
        assert figure(store, "kube_mandiri_rate").withheld == "too_few_recorded"


class TestTurnoverAgainstTheMinimumWage:
    def test_is_that_of_the_own_regency(self, store_of: StoreOf) -> None:
        # Rp 4 million a month is above the wage of Samarinda and below that of Berau.
        tables = Tables()
        for place, count in ((SAMARINDA, 10), (BERAU, 15)):
            recorded = {"monthly_turnover_idr": 4_000_000}
            tables.add(count, "UEP", RUNNING, regencies=(place,), recorded=recorded)
        found = figure(store_of(tables.add(3, "UEP", RUNNING)), "turnover_at_minimum_wage_rate")
        assert (found.value, found.n, found.counts["not_recorded"]) == (10 / 25, 25, 3)
        assert found.context["minimum_wage_year"] == 2026

    def test_at_the_wage_counts(self, store_of: StoreOf) -> None:
        tables = Tables()
        for turnover, count in ((SAMARINDA_WAGE_IDR, 15), (SAMARINDA_WAGE_IDR - 1, 5)):
            tables.add(count, "UEP", RUNNING, recorded={"monthly_turnover_idr": turnover})
        assert figure(store_of(tables), "turnover_at_minimum_wage_rate").value == 0.75

    def test_is_withheld_without_turnover(self, store_of: StoreOf) -> None:
        found = figure(store_of(Tables().add(30, "UEP", RUNNING)), "turnover_at_minimum_wage_rate")
        assert (found.withheld, found.n) == ("too_few_recorded", 0)


class TestTheDecile:
    @pytest.mark.parametrize(
        ("typed", "decile"),
        [("DTSEN desil 2", 2), ("DTSEN (Desil 10)", 10), ("dtsen", None), ("DTKS", None)],
    )
    def test_in_the_register_column_is_kept_beside_the_register(
        self, tmp_path: Path, typed: str, decile: int | None
    ) -> None:
        store = loaded(tmp_path, Tables().add(1, "UEP", RUNNING, poverty_register=typed))
        row = store.query("welfare_deciles", as_of=ON, picked={}, by=[]).iloc[0]
        assert (row["recorded"], row["deciles_1_to_5"]) == (int(decile is not None), int(decile == 2))
        registers = store.query("equity", as_of=ON, picked={}).query("trait == 'poverty_register' and grants > 0")
        assert registers["value"].tolist() == [typed[:5].upper() if decile else typed.upper()]
        store.close()

    def test_share_is_a_count_of_those_recorded(self, store_of: StoreOf) -> None:
        tables = Tables().add(15, "UEP", welfare_decile=3).add(5, "UEP", welfare_decile=6).add(7, "UEP")
        found = figure(store_of(tables), "deciles_1_to_5_rate")
        assert (found.value, found.n, found.counts["not_recorded"]) == (0.75, 20, 7)
        assert found.intervals == (CompleteCount(),)


class TestTheSourceOfFunds:
    def test_is_a_dimension_and_a_filter(self, store_of: StoreOf) -> None:
        tables = Tables().add(15, "UEP", funding_source="APBD").add(2, "UEP", funding_source="APBD-P").add(1, "UEP")
        store = store_of(tables)
        found = {
            one.by["funding_source"]: one.value for one in figures(store, "grants", as_of=ON, by=["funding_source"])
        }
        assert found == {"APBD": 15, "APBD-P": 2, None: 1}
        assert figure(store, "grants", funding_source=["APBD-P"]).value == 2
        assert figure(store, "target_realisation", funding_source=["APBD-P"]).withheld == "not_by_this_dimension"
        assert figure(store, "grants_per_1000_poor", funding_source=["APBD-P"]).value == pytest.approx(2 / 230.27)
        of_poor = figures(store, "grants_per_1000_poor", as_of=ON, by=["funding_source"])
        assert {one.by["funding_source"]: one.n for one in of_poor} == found


def test_every_regency_has_one_minimum_wage_a_year_with_a_source() -> None:
    with (REFERENCE / "minimum_wage.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["regency_code"] for row in rows if row["year"] == "2026") == sorted(TEN)
    assert all(row["source"] for row in rows)
    assert [row["regency_code"] for row in rows if row["kind"] == "UMP"] == ["64.11"]
