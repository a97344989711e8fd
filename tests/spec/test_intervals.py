"""Intervals: what chance, and what regencies have in common, leave open."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from analytics.answers.figures import figures
from analytics.estimate import CompleteCount, Estimate
from analytics.store.database import Store
from tests.spec.tables import BERAU, BONTANG, CLOSED, RUNNING, SAMARINDA, TEN, StoreOf, Tables, ends, figure

T_7, T_9 = 2.364624, 2.262157
"""The 97.5% points of Student's t with 7 and 9 degrees of freedom, as printed in any table."""


def methods(estimate: Estimate) -> list[str]:
    return [interval.method for interval in estimate.intervals if not isinstance(interval, CompleteCount)]


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def share_at(t: float) -> float:
    return 1 / (1 + math.exp(-t))


def ten_regencies() -> Tables:
    """20 grants each: 10 run in five of the regencies, 14 in the other five."""
    tables = Tables()
    for regencies, running in ((TEN[:5], 10), (TEN[5:], 14)):
        tables.add(5 * running, "UEP", RUNNING, regencies=regencies)
        tables.add(5 * (20 - running), "UEP", CLOSED, regencies=regencies)
    return tables


class TestOfAShareOfIndependentGrants:
    @pytest.mark.parametrize(
        ("running", "n", "lower", "upper"),
        [(46, 100, 0.3656080830902, 0.5573513967663), (23, 50, 0.3296965219222, 0.5960112860084)],
    )
    def test_is_wilsons(self, store_of: StoreOf, running: int, n: int, lower: float, upper: float) -> None:
        """The ends are those of R's binom 1.1."""
        store = store_of(Tables().add(running, "UEP", RUNNING).add(n - running, "UEP", CLOSED))
        assert ends(figure(store, "persistence_rate"), "wilson") == pytest.approx((lower, upper), abs=1e-9)

    def test_is_jeffreys_where_none_runs(self, store_of: StoreOf) -> None:
        lower, upper = ends(figure(store_of(Tables().add(20, "UEP", CLOSED)), "persistence_rate"), "jeffreys")
        # The upper end is the 97.5% point of Beta(1/2, 20 1/2).
        assert (lower, upper) == (0.0, pytest.approx(0.1166, abs=1e-4))

    def test_is_jeffreys_where_all_run(self, store_of: StoreOf) -> None:
        lower, upper = ends(figure(store_of(Tables().add(20, "UEP", RUNNING)), "persistence_rate"), "jeffreys")
        assert (lower, upper) == (pytest.approx(1 - 0.1166, abs=1e-4), 1.0)


class TestOfRegenciesThatShareTheirFate:
    def test_leaves_out_one_regency_at_a_time(self, store_of: StoreOf) -> None:
        """Of 200 grants 120 run. Without a regency of the first kind 110 of 180, without one of the other 106."""
        first, other = logit(110.5 / 181), logit(106.5 / 181)
        mean = (first + other) / 2
        variance = 9 / 10 * (5 * (first - mean) ** 2 + 5 * (other - mean) ** 2)
        middle, half = logit(120.5 / 201), T_9 * math.sqrt(variance)
        rate = figure(store_of(ten_regencies()), "persistence_rate")
        assert ends(rate, "jackknife") == pytest.approx((share_at(middle - half), share_at(middle + half)), abs=1e-6)

    def test_the_wider_of_the_two_is_printed(self, store_of: StoreOf) -> None:
        rate = figure(store_of(ten_regencies()), "persistence_rate")
        printed = rate.sampling
        assert printed is not None
        assert printed.method == "jackknife"

    def test_is_wilsons_where_regencies_agree_too_well(self, store_of: StoreOf) -> None:
        tables = Tables().add(50, "UEP", RUNNING, regencies=TEN).add(50, "UEP", CLOSED, regencies=TEN)
        printed = figure(store_of(tables), "persistence_rate").sampling
        assert printed is not None
        assert printed.method == "wilson"

    @pytest.mark.parametrize(("regencies", "method"), [(8, "jackknife"), (7, "model")])
    def test_needs_eight_of_them(self, store_of: StoreOf, regencies: int, method: str) -> None:
        tables = Tables().add(4 * regencies, "UEP", RUNNING, regencies=TEN[:regencies])
        tables.add(4 * regencies, "UEP", CLOSED, regencies=TEN[:regencies])
        rate = figure(store_of(tables), "persistence_rate")
        assert methods(rate) == ["wilson", method, "last_sight"]

    @pytest.mark.parametrize(("verdicts", "method"), [(5, "jackknife"), (4, "model")])
    def test_needs_five_verdicts_in_each(self, store_of: StoreOf, verdicts: int, method: str) -> None:
        tables = Tables().add(8 * verdicts, "UEP", RUNNING, regencies=TEN[:8]).add(8, "UEP", regencies=TEN[:8])
        rate = figure(store_of(tables), "persistence_rate")
        assert methods(rate) == ["jeffreys", method, "last_sight"]


class TestOfFewRegencies:
    def test_takes_the_design_effect_of_the_province(self, store_of: StoreOf) -> None:
        """Samarinda: 14 of 20. The province, 120 of 200, varies more than its grants alone would make it."""
        first, other = logit(110.5 / 181), logit(106.5 / 181)
        jackknife = 9 / 10 * 10 * ((first - other) / 2) ** 2
        p, q = 120.5 / 201, 80.5 / 201
        effect = max(jackknife / (1 / (200 * p * q)), 1)
        p, q = 14.5 / 21, 6.5 / 21
        half = T_9 * math.sqrt(effect / (20 * p * q))
        rate = figure(store_of(ten_regencies()), "persistence_rate", regency=[SAMARINDA])
        assert ends(rate, "model") == pytest.approx((share_at(logit(p) - half), share_at(logit(p) + half)), abs=1e-6)

    def test_is_two_where_the_province_has_few_itself(self, store_of: StoreOf) -> None:
        tables = Tables().add(30, "UEP", RUNNING).add(10, "UEP", CLOSED)
        p, q = 30.5 / 41, 10.5 / 41
        half = T_7 * math.sqrt(2 / (40 * p * q))
        rate = figure(store_of(tables), "persistence_rate")
        assert ends(rate, "model") == pytest.approx((share_at(logit(p) - half), share_at(logit(p) + half)), abs=1e-6)

    def test_is_never_narrower_than_grants_alone_make_it(self, store_of: StoreOf) -> None:
        """All regencies alike: the jackknife of the province is zero, its design effect still 1."""
        tables = Tables().add(100, "UEP", RUNNING, regencies=TEN).add(100, "UEP", CLOSED, regencies=TEN)
        lower, upper = ends(figure(store_of(tables), "persistence_rate", regency=[BERAU]), "model")
        alone = 1.96 / math.sqrt(20 * 0.5 * 0.5)
        assert upper - lower >= share_at(alone) - share_at(-alone)

    @pytest.mark.parametrize(
        "where", [{"regency": [BERAU, BONTANG]}, {"regency_type": ["kota"]}], ids=["two of them", "the cities"]
    )
    def test_holds_for_a_choice_of_some(self, store_of: StoreOf, where: dict[str, Any]) -> None:
        rate = figure(store_of(ten_regencies()), "persistence_rate", **where)
        assert "model" in methods(rate)


@pytest.mark.parametrize(
    "key",
    [
        "persistence_rate", "member_persistence", "member_persistence_running", "nearly_alone_rate",
        "cost_per_surviving_business_idr", "cost_per_active_member_idr",
    ],
)  # fmt: skip
def test_no_figure_of_one_regency_is_certain(sample: Store, key: str) -> None:
    shown = [one for one in figures(sample, key, as_of=date(2025, 6, 4), by=["regency"]) if one.value is not None]
    assert shown
    for one in shown:
        printed = one.sampling
        assert printed is not None
        assert (printed.upper or 0) - (printed.lower or 0) > 0.05 * (one.value or 0)
