"""Intervals: what chance, and what regencies have in common, leave open."""

from __future__ import annotations

import math
from datetime import date

import pytest

from analytics.answers.figures import figures
from analytics.estimate import CompleteCount, Estimate
from analytics.store.database import Store
from tests.spec.tables import BERAU, BONTANG, CLOSED, ON, RUNNING, SAMARINDA, TEN, StoreOf, Tables, ends, figure

T_7, T_9 = 2.364624, 2.262157
"""The 97.5% points of Student's t with 7 and 9 degrees of freedom, as printed in any table."""


def methods(estimate: Estimate) -> list[str]:
    return [interval.method for interval in estimate.intervals if not isinstance(interval, CompleteCount)]


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def share_at(t: float) -> float:
    return 1 / (1 + math.exp(-t))


def ten_regencies() -> Tables:
    """20 grants each: 8 run in five of the regencies, 16 in the other five."""
    tables = Tables()
    for regencies, running in ((TEN[:5], 8), (TEN[5:], 16)):
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
        """Of 200 grants 120 run. Without a regency of the first kind 112 of 180, without one of the other 104."""
        first, other = logit(112.5 / 181), logit(104.5 / 181)
        mean = (first + other) / 2
        variance = 9 / 10 * (5 * (first - mean) ** 2 + 5 * (other - mean) ** 2)
        middle, half = logit(120.5 / 201), T_9 * math.sqrt(variance)
        rate = figure(store_of(ten_regencies()), "persistence_rate")
        assert ends(rate, "jackknife") == pytest.approx((share_at(middle - half), share_at(middle + half)), abs=1e-6)

    def test_is_printed_of_the_province_with_these_places_beside_it(self, store_of: StoreOf) -> None:
        """In these ten, alike in weight, 0.4 or 0.8 run: a share of 0.6 with the variance
        (5 x 0.4095 x 0.5905 + 5 x 0.7905 x 0.2095) / 100 / 20 = 0.0010185, that of 235.6 independent grants."""
        rate = figure(store_of(ten_regencies()), "persistence_rate")
        printed = rate.sampling
        assert printed is not None
        assert (printed.method, printed.target) == ("jackknife", "repeated")
        assert ends(rate, "wilson", "places") == pytest.approx((0.5363, 0.6605), abs=1e-4)

    def test_is_no_surer_than_the_grants_where_regencies_are_exactly_alike(self, store_of: StoreOf) -> None:
        tables = Tables().add(50, "UEP", RUNNING, regencies=TEN).add(50, "UEP", CLOSED, regencies=TEN)
        # 1 / (100 x 0.5 x 0.5) on the logit scale, with t(9).
        expected = share_at(-T_9 * 0.2), share_at(T_9 * 0.2)
        assert ends(figure(store_of(tables), "persistence_rate"), "jackknife") == pytest.approx(expected, abs=1e-6)

    @pytest.mark.parametrize(("regencies", "method"), [(8, "jackknife"), (7, "model")])
    def test_needs_eight_of_them(self, store_of: StoreOf, regencies: int, method: str) -> None:
        tables = Tables().add(4 * regencies, "UEP", RUNNING, regencies=TEN[:regencies])
        tables.add(4 * regencies, "UEP", CLOSED, regencies=TEN[:regencies])
        rate = figure(store_of(tables), "persistence_rate")
        assert methods(rate) == [method, "wilson", "last_sight"]

    @pytest.mark.parametrize(("verdicts", "method"), [(5, "jackknife"), (4, "model")])
    def test_needs_five_verdicts_in_each(self, store_of: StoreOf, verdicts: int, method: str) -> None:
        tables = Tables().add(8 * verdicts, "UEP", RUNNING, regencies=TEN[:8]).add(8, "UEP", regencies=TEN[:8])
        rate = figure(store_of(tables), "persistence_rate")
        assert methods(rate) == [method, "jeffreys", "last_sight"]


class TestOfAProvinceOfFewRegencies:
    def test_the_variance_of_the_grants_counts_twice(self, store_of: StoreOf) -> None:
        tables = Tables().add(30, "UEP", RUNNING).add(10, "UEP", CLOSED)
        p, q = 30.5 / 41, 10.5 / 41
        half = T_7 * math.sqrt(2 / (40 * p * q))
        rate = figure(store_of(tables), "persistence_rate")
        expected = share_at(logit(p) - half), share_at(logit(p) + half)
        assert ends(rate, "model", "repeated") == pytest.approx(expected, abs=1e-6)


class TestOfAChoiceOfPlaces:
    """Their own fate is part of what is asked: no jackknife over others, whatever the province is like."""

    def test_one_regency_has_wilsons_alone(self, store_of: StoreOf) -> None:
        rate = figure(store_of(ten_regencies()), "persistence_rate", regency=[SAMARINDA])
        assert methods(rate) == ["wilson", "last_sight"]
        # 16 of 20: (0.8 + 0.0960 +- 1.96 sqrt(0.16 / 20 + 0.0024)) / 1.1921.
        assert ends(rate, "wilson") == pytest.approx((0.5840, 0.9193), abs=1e-4)

    def test_a_row_by_regency_has_the_same(self, store_of: StoreOf) -> None:
        store = store_of(ten_regencies())
        rows = {one.by["regency"]: one for one in figures(store, "persistence_rate", as_of=ON, by=["regency"])}
        assert rows[SAMARINDA].intervals == figure(store, "persistence_rate", regency=[SAMARINDA]).intervals

    def test_of_several_each_weighs_as_its_grants_seen_or_not(self, store_of: StoreOf) -> None:
        """Berau 8 of 20 and 20 more unknown, Bontang 16 of 20: 2/3 x 0.4 + 1/3 x 0.8 = 0.5333, with the variance
        (4/9 x 0.4095 x 0.5905 + 1/9 x 0.7905 x 0.2095) / 20 = 0.006294, that of 39.54 independent grants."""
        store = store_of(ten_regencies().add(20, "UEP", regencies=[BERAU]))
        rate = figure(store, "persistence_rate", regency=[BERAU, BONTANG])
        assert rate.value == pytest.approx(24 / 40)
        assert ends(rate, "wilson") == pytest.approx((0.3819, 0.6789), abs=1e-4)

    def test_the_cities_are_one(self, store_of: StoreOf) -> None:
        rate = figure(store_of(ten_regencies()), "persistence_rate", regency_type=["kota"])
        assert methods(rate) == ["wilson", "last_sight"]

    def test_bounds_on_those_never_seen_cut_nothing_off(self, store_of: StoreOf) -> None:
        """All 20 are known, so last sight says 0.8 and nothing else; chance still leaves 0.58 to 0.92."""
        rate = figure(store_of(ten_regencies()), "persistence_rate", regency=[SAMARINDA])
        assert ends(rate, "last_sight") == (0.8, 0.8)
        assert ends(rate, "wilson") == pytest.approx((0.5840, 0.9193), abs=1e-4)


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
