"""Estimators against made-up grants whose truth is known: a short run, and the table of the full one."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.methods.funnel import funnel
from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.naive_curves import closed_when_seen, kaplan_meier
from analytics.methods.survival_model import SurvivalModel
from analytics.trials.simulation import (
    EARLY,
    REGENCIES,
    SCENARIOS,
    WEIBULL,
    demand,
    run,
    seen,
    simulate,
    true_survival,
)

pytestmark = pytest.mark.slow

TABLE = Path(__file__).parents[2] / "data" / "reference" / "simulation.csv"
SHORT = 25


@pytest.fixture(scope="module")
def short() -> pd.DataFrame:
    return pd.concat([run(scenario, SHORT) for scenario in SCENARIOS.values()])


def rates(table: pd.DataFrame, scenario: str, method: str) -> tuple[float, float]:
    """Bias in points and coverage in percent of a method at 24 months, or at the age where it stands alone."""
    rows = table[(table["scenario"] == scenario) & (table["method"] == method)]
    (row,) = (rows if len(rows) == 1 else rows[rows["age_months"] == 24.0]).to_dict("records")
    return row["bias_points"], row["coverage_percent"]


def test_the_full_run_met_every_demand() -> None:
    table = pd.read_csv(TABLE)
    asked = table[table["is_met"].notna()]
    assert set(asked["scenario"]) == set(SCENARIOS)
    assert (asked["data_sets"] == 400).all()
    assert asked.loc[asked["is_met"] != True, ["scenario", "method", "age_months"]].to_numpy().tolist() == []  # noqa: E712


@pytest.mark.parametrize("scenario", ["half_yearly_visits", "irregular_visits", "early_closures"])
def test_pwe_is_right_where_visits_tell_nothing(short: pd.DataFrame, scenario: str) -> None:
    """25 data sets: a bias of 1 point may look like 2.5, a coverage of 95% like 80%."""
    bias_points, coverage_percent = rates(short, scenario, "pwe")
    assert abs(bias_points) < 2.5
    assert coverage_percent >= 80


def test_pwe_covers_where_regencies_share_fate(short: pd.DataFrame) -> None:
    _, coverage_percent = rates(short, "regencies_share_fate", "pwe")
    assert coverage_percent >= 80


def test_standardising_repairs_what_remoteness_distorts(short: pd.DataFrame) -> None:
    bias_points, coverage_percent = rates(short, "remote_seen_less", "pwe_standardised")
    assert abs(bias_points) < 3
    assert coverage_percent >= 80


def test_closures_dated_at_the_visit_overstate_survival(short: pd.DataFrame) -> None:
    bias_points, _ = rates(short, "irregular_visits", "kaplan_meier_closed_when_seen")
    assert bias_points > 12


def test_no_model_repairs_avoided_visits_and_the_audit_does(short: pd.DataFrame) -> None:
    model_bias_points, _ = rates(short, "closed_avoided", "pwe")
    audit_bias_points, _ = rates(short, "closed_avoided", "audit")
    assert model_bias_points > 8
    assert abs(audit_bias_points) < 2.5


def test_fixed_age_bounds_hold_the_registers_own_share_always(short: pd.DataFrame) -> None:
    assert (short.loc[short["method"] == "fixed_age_bounds", "coverage_percent"] == 100).all()


def test_the_same_seed_gives_the_same_table() -> None:
    scenario = SCENARIOS["early_closures"]
    pd.testing.assert_frame_equal(run(scenario, 2), run(scenario, 2))


def test_true_survival_by_hand() -> None:
    """Weibull: exp(-(0.028 x 24)^0.8). Steps at 24 months: 6 x .015 + 6 x .055 + 12 x .022 = 0.684, gamma frailty of
    variance one half: (1 + 0.5 x 0.684)^-2."""
    ages = np.array([24.0])
    assert true_survival(SCENARIOS["irregular_visits"], ages) == pytest.approx(np.exp(-(0.672**0.8)))
    assert true_survival(SCENARIOS["early_closures"], ages) == pytest.approx(1.342**-2)


@pytest.mark.parametrize("key", list(SCENARIOS))
def test_made_up_grants_close_as_the_truth_says(key: str) -> None:
    data = simulate(SCENARIOS[key], np.random.default_rng(5), grants=40_000)
    survived = (data.closed_at_months > 24).mean()
    within = 0.12 if key == "regencies_share_fate" else 0.012
    assert survived == pytest.approx(true_survival(SCENARIOS[key], np.array([24.0]))[0], abs=within)


def test_what_is_seen_of_a_closing() -> None:
    """Visits at 5, 11 and 20 months; closed at 12: seen running at 11, closed at 20; not yet at 15 months of age."""
    visits, closed_at = np.array([[5.0, 11, 20]]), np.array([12.0])
    assert [v.tolist() for v in seen(visits, closed_at, np.array([30.0]))] == [[11], [20]]
    assert [v.tolist() for v in seen(visits, closed_at, np.array([15.0]))] == [[11], [np.inf]]


def test_visits_to_the_closed_come_sooner_or_later() -> None:
    """8 months from closing to the next visit: 4 at twice the rate, 16 at half of it."""
    visits, closed_at, ages = np.array([[20.0]]), np.array([12.0]), np.array([100.0])
    assert seen(visits, closed_at, ages, 2.0)[1].tolist() == [16]
    assert seen(visits, closed_at, ages, 0.5)[1].tolist() == [28]


def test_there_is_no_demand_where_visits_follow_closing() -> None:
    assert demand("closed_avoided", "pwe", 24.0) is None


def test_dropping_every_second_visit_hardly_moves_the_curve() -> None:
    """Mean of 60 data sets whose visits go on after closing: thinned, S(24) moves by under half a point, where the
    curve of closures dated at the visit moves by more than two."""
    scenario = SCENARIOS["half_yearly_visits"]
    shifts = []
    for seed in range(60):
        generator = np.random.default_rng([7, seed])
        ages = generator.uniform(6, 114, 400)
        closed_at = EARLY.inverse(generator.exponential(1.0, 400))
        visits = np.cumsum(
            generator.gamma(scenario.gap_shape, scenario.gap_months / scenario.gap_shape, (400, 60)), axis=1
        )
        regency = generator.integers(0, REGENCIES, 400)
        found = []
        for kept in (visits, visits[:, 1::2]):
            lower, upper = seen(kept, closed_at, ages)
            counts = IntervalCounts(
                lower, upper, regency, np.zeros(400, dtype=int), np.ones(400), np.zeros(400), REGENCIES
            )
            model = SurvivalModel(counts)
            naive = kaplan_meier(closed_when_seen(counts)).at(np.array([24.0]))[0]
            found.append([model.survival(model.everywhere, np.array([24.0]))[0], naive[0]])
        shifts.append(np.subtract(found[1], found[0]))
    model_shift, naive_shift = np.mean(shifts, axis=0)
    assert abs(model_shift) < 0.005
    assert naive_shift > 0.02


def trials_and_counts(seed: int, outlier: float = 1.0) -> tuple[pd.DataFrame, IntervalCounts]:
    """Ten regencies of 60 grants that differ in age only, but that the first closes `outlier` times as fast."""
    generator = np.random.default_rng([13, seed])
    regency = np.repeat(np.arange(REGENCIES), 60)
    grants = len(regency)
    oldest = np.linspace(24, 114, REGENCIES)[generator.permutation(REGENCIES)]
    ages = generator.uniform(6, oldest[regency])
    hazard = np.where(regency == 0, outlier, 1.0)
    closed_at = WEIBULL.inverse(generator.exponential(1.0, grants) / hazard)
    visits = np.cumsum(generator.gamma(2, 9, (grants, 60)), axis=1)
    lower, upper = seen(visits, closed_at, ages)
    counts = IntervalCounts(
        lower, upper, regency, np.zeros(grants, dtype=int), np.ones(grants), np.zeros(grants), REGENCIES
    )
    trials = [
        ("UEP", regency[i], before, at, at < closed_at[i], 1)
        for i in range(grants)
        for before, at in zip([0.0, *visits[i]], visits[i], strict=False)
        if at <= ages[i] and before < closed_at[i]
    ]
    columns = ["programme", "regency_code", "from_months", "to_months", "has_survived", "trials"]
    return pd.DataFrame(trials, columns=columns), counts


def flagged(seed: int, outlier: float = 1.0) -> set[str]:
    trials, counts = trials_and_counts(seed, outlier)
    return {point.regency_code for point in funnel(trials, {"UEP": counts}).points if point.is_flagged}


def test_regencies_that_differ_only_in_age_are_not_flagged() -> None:
    assert sum(flagged(seed) == set() for seed in range(100)) >= 90


def test_a_regency_that_closes_two_and_a_half_times_as_fast_is_often_flagged() -> None:
    assert sum("0" in flagged(seed, 2.5) for seed in range(100)) >= 25
