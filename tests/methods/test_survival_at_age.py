"""S at one age: when it speaks, and how far it depends on what only old grants can tell."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import optimize, stats

from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import Floats
from analytics.methods.piecewise_exponential import RIDGE, exposure_months
from analytics.methods.survival_at_age import (
    avoided_visits,
    by_age_group,
    first_year_leads,
    is_wide,
    lost_as_closed,
    survival_at_age,
    survival_at_age_withheld,
    young_survival,
)
from analytics.methods.survival_model import survival_model
from tests.methods.tables import Counts, present


@pytest.fixture
def halved_yearly(counts: Counts) -> IntervalCounts:
    """Ten regencies of 200: half closed by 12 months of 100, three quarters by 24 of the others."""
    rows = [(0, 12, 50), (12, None, 50), (0, 24, 75), (24, None, 25)]
    return counts(*((f"R{i:02}", *row) for i in range(10) for row in rows))


@pytest.mark.parametrize(
    ("running", "closed", "never", "closed_young", "reason"),
    [
        (0, 10, 5, 0, None),
        (9, 0, 90, 20, "too_few_old_enough"),
        (5, 5, 0, 5, None),
        (50, 9, 0, 0, "too_few_closures"),
    ],
)
def test_ten_old_enough_with_a_verdict_of_either_kind(
    counts: Counts, running: int, closed: int, never: int, closed_young: int, reason: str | None
) -> None:
    table = counts(("R1", 30, None, running), ("R1", 6, 20, closed), ("R1", 0, None, never), ("R1", 0, 5, closed_young))
    old = table.grants * np.array([1, 1, 1, 0])
    assert survival_at_age_withheld(table, old) == reason


def test_a_quarter_survives_two_years(halved_yearly: IntervalCounts) -> None:
    """Ten alike: the model's own variance speaks in both, with 1.96 and with t(9) = 2.262 errors."""
    found = survival_at_age(halved_yearly, 24)
    assert found.survival == pytest.approx(0.25, abs=1e-3)
    widths = [ends[1] - ends[0] for ends in (found.in_places, found.were_it_repeated)]
    assert widths[1] / widths[0] == pytest.approx(2.262157 / 1.959964, abs=0.01)


def test_wide_is_said_and_not_withheld(counts: Counts) -> None:
    """12 of 24 closed by 24 months: some 30 to 70."""
    found = survival_at_age(counts(("R1", 0, 24, 12), ("R1", 24, None, 12)), 24)
    assert found.survival == pytest.approx(0.5, abs=0.01)
    assert is_wide(found.in_places)
    assert not is_wide((0.4, 0.7))


def test_the_first_year_leads_where_few_are_old(counts: Counts) -> None:
    """100 of 1,780 are two years old; 356 would be a fifth."""
    table = counts(("R1", 6, None, 1680), ("R1", 24, None, 100))
    assert first_year_leads(table, np.array([0.0, 100]))
    assert not first_year_leads(table, np.array([256.0, 100]))


def old_and_young(
    counts: Counts, hazard_young: float = 0.03, ratio: float = 0.6, grants: int = 10_000
) -> IntervalCounts:
    """Young seen at 12 months; old, closing `ratio` times as fast, at 12 and 24 in halves. Counts by their chance."""
    young_12, old_12, old_24 = (
        np.exp(-h) for h in (12 * hazard_young, 12 * hazard_young * ratio, 24 * hazard_young * ratio)
    )
    rows = []
    for i in range(10):
        name = f"R{i:02}"
        rows += [(name, 0, 12, round(grants * (1 - young_12))), (name, 12, None, round(grants * young_12))]
        rows += [(name, 0, 12, round(grants * (1 - old_12))), (name, 12, None, round(grants * old_12))]
        rows += [(name, 0, 24, round(grants * (1 - old_24))), (name, 24, None, round(grants * old_24))]
    table = counts(*rows)
    is_old = np.tile([0, 0, 1, 1, 1, 1], 10)
    return by_age_group(table, table.grants * is_old)


@pytest.mark.parametrize("ratio", [0.6, 1.0, 1.6])
def test_the_second_year_of_the_young_is_the_olds_over_their_ratio(counts: Counts, ratio: float) -> None:
    """0.03 a month for the young: S(24) = exp(-0.72) = 48.7%, whatever the old did."""
    young = present(young_survival(old_and_young(counts, ratio=ratio), 24))
    assert young.survival == pytest.approx(np.exp(-0.72), abs=0.005)


def test_the_model_of_old_and_young_by_another_optimiser(counts: Counts) -> None:
    table = old_and_young(counts, ratio=1.6, grants=40)
    closed, is_old = table.closed, table.stratum == 1

    def negative(parameters: Floats) -> float:
        relative = np.exp(parameters[6] * is_old)

        def survival(ages: Floats) -> Floats:
            hazard: Floats = exposure_months(np.where(np.isfinite(ages), ages, 0)) @ np.exp(parameters[:6])
            survived: Floats = np.exp(-relative * hazard)
            return survived

        inside = survival(table.lower_months) - np.where(closed, survival(table.upper_months), 0)
        penalty = RIDGE / 2 * ((np.diff(parameters[:6]) ** 2).sum() + parameters[6] ** 2)
        return float(-table.grants @ np.log(inside) + penalty)

    other = optimize.minimize(negative, np.r_[np.full(6, -3.0), 0.0], method="BFGS").x
    expected = np.exp(-exposure_months(np.array([24.0])) @ np.exp(other[:6]))[0]
    assert present(young_survival(table, 24)).survival == pytest.approx(expected, abs=1e-4)


def test_without_a_closure_among_the_old_there_is_no_ratio(counts: Counts) -> None:
    table = counts(("R1", 0, 6, 20), ("R1", 24, None, 30))
    assert young_survival(by_age_group(table, np.array([0.0, 30])), 24) is None


def test_grants_of_a_row_may_be_old_and_young(counts: Counts) -> None:
    """30 of 50 last seen running at 6 months are two years old by now."""
    parted = by_age_group(counts(("R1", 6, None, 50), ("R1", 0, 6, 20)), np.array([30.0, 0]))
    assert parted.grants.tolist() == [20, 20, 30]
    assert parted.stratum.tolist() == [0, 0, 1]


def test_lost_ones_taken_as_closed(counts: Counts) -> None:
    """20 last seen running at 12 were not found at 24; one lost before its last running visit stays as it is."""
    table = counts(("R1", 12, None, 20), ("R1", 12, 20, 10), ("R1", 12, None, 5))
    closed = lost_as_closed(table, np.array([24.0, 30, 6]))
    assert closed.upper_months.tolist() == [24, 20, np.inf]
    assert closed.closures == 30


def test_avoided_visits_at_the_same_speed_change_nothing(halved_yearly: IntervalCounts) -> None:
    ages = np.full(len(halved_yearly.grants), 24.0)
    headline = survival_at_age(halved_yearly, 24).survival
    assert avoided_visits(halved_yearly, ages, 24, 1.0) == pytest.approx(headline, abs=1e-9)


def test_avoided_visits_touch_the_long_unseen_alone(halved_yearly: IntervalCounts) -> None:
    """The 50 of 200 seen at 12 months and never since, now 26: 1/2 of them at the average's pace, 1/4 at twice it:
    S(24) falls by 50 x 1/4 of 200. Of age 24 they would not be long unseen: nothing moves."""
    unseen = np.where((halved_yearly.lower_months == 12) & ~halved_yearly.closed, 26.0, 24.0)
    moved = avoided_visits(halved_yearly, unseen, 24, 2.0)
    headline = float(survival_model(halved_yearly).survival(np.ones(10), np.array([24.0]))[0])
    assert moved == pytest.approx(headline - 50 / 4 / 200, abs=1e-3)
    assert avoided_visits(halved_yearly, np.full(40, 24.0), 24, 2.0) == pytest.approx(headline, abs=1e-9)


def test_pooled_strata_are_the_headline(halved_yearly: IntervalCounts) -> None:
    parted = replace(halved_yearly, stratum=np.arange(40) % 2).pooled()
    assert survival_at_age(parted, 24).survival == survival_at_age(halved_yearly, 24).survival


def test_where_all_have_closed_chance_is_that_of_none_in_so_many(counts: Counts) -> None:
    """12 of 12 closed by 6 months: at most stats.beta.ppf(0.975, 0.5, 12.5) = 18.5% may be left."""
    found = survival_at_age(counts(("R1", 0, 6, 12)), 24)
    assert found.survival == pytest.approx(0, abs=1e-6)
    assert found.in_places == pytest.approx((0, stats.beta.ppf(0.975, 0.5, 12.5)))
    assert found.were_it_repeated == found.in_places
