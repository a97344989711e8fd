"""The two targets, the share today, members, rates and flags compared with a known truth: a short run, and the
table."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.trials.targets import AGE, EXPERIMENTS, STEPS, made_up, run

TABLE = Path(__file__).parents[2] / "data" / "reference" / "simulation_targets.csv"
NOT_MET = {
    ("one_regency_25", "survival_24", "places"),
    ("one_regency_25", "persistence_nowcast_model", "register"),
    ("one_regency_25", "persistence_rate", "places"),
    ("regency_by_rate_25", "survival_24_by_rate", "places"),
    ("three_regencies", "persistence_nowcast", "register"),
    ("like_uep_0.6", "persistence_nowcast_model", "register"),
    ("like_uep_1.6", "persistence_nowcast_model", "register"),
}
"""Of 25 grants only those tables speak that hold ten closures or twenty verdicts, which draws S(24) down by 6 points;
by its rate a regency speaks in all of them, 1.04 points low. Three regencies: 99.75% of the shares today held by the
design effect of 2, where 99.5 was asked. Old grants that close at another rate: the model's own interval of the share
today holds 88%, the jackknife, which the province prints, 94%."""
SHORT = 12


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_csv(TABLE)


def test_the_full_run_holds_every_experiment_and_says_what_is_not_met(table: pd.DataFrame) -> None:
    """What misses its demand is named here and in the table; nothing else may."""
    asked = table[table["is_met"].notna()]
    missed = asked.loc[asked["is_met"] != True, ["scenario", "method", "target"]]  # noqa: E712
    assert set(table["scenario"]) == set(EXPERIMENTS)
    assert set(missed.itertuples(index=False, name=None)) == NOT_MET


def test_every_demand_was_put(table: pd.DataFrame) -> None:
    demanded = {(key, *of) for key, experiment in EXPERIMENTS.items() for of in experiment.demands}
    put = table.loc[table["is_met"].notna(), ["scenario", "method", "target"]]
    assert set(put.itertuples(index=False, name=None)) == demanded


def test_what_no_method_repairs_is_shown(table: pd.DataFrame) -> None:
    """Blank because few are left: filled too high by some five points, held by the bounds always. Closed ones avoided:
    the curve is too high, and the long unseen closing two to three times as fast bracket the truth."""
    bias = table.set_index(["scenario", "method", "target"])["bias_points"]
    assert bias["blank_because_few", "member_persistence", "places"] > 3
    assert bias["closed_avoided", "survival_24_long_unseen_1", "repeated"] > 6
    assert bias["closed_avoided", "survival_24_long_unseen_3", "repeated"] < 0


@pytest.mark.parametrize("key", ["one_regency_100", "like_uep_1.0", "blank_at_random", "closing_rate_2.5"])
def test_a_short_run_covers(key: str) -> None:
    """Of 12 intervals that hold the truth in 95 of 100, fewer than 9 do so once in 500."""
    found = run(EXPERIMENTS[key], SHORT)
    assert (found["coverage_percent"].dropna() >= 75).all()


def test_the_same_seed_gives_the_same_table() -> None:
    pd.testing.assert_frame_equal(run(EXPERIMENTS["one_regency_50"], 2), run(EXPERIMENTS["one_regency_50"], 2))


def test_made_up_grants_close_as_the_steps_say() -> None:
    """6 x .015 + 6 x .055 + 12 x .022 = 0.684 by 24 months; twice as fast 1.368."""
    generator = np.random.default_rng(3)
    regency = (np.arange(40_000) % 2).astype(np.intp)
    made = made_up(regency, np.where(regency == 1, 2.0, 1.0), np.full(40_000, 90.0), generator)
    assert STEPS.cumulative(np.array([AGE])) == pytest.approx(0.684)
    for fate in (1, 2):
        share = (made.closed_at_months > AGE)[regency == fate - 1].mean()
        assert share == pytest.approx(np.exp(-0.684 * fate), abs=0.01)


def test_trials_are_the_visits_up_to_the_first_that_found_it_closed() -> None:
    made = made_up(np.zeros(50, dtype=np.intp), np.ones(50), np.full(50, 90.0), np.random.default_rng(3))
    trials = made.trials(np.arange(50))
    closings = trials.groupby("cell")["has_survived"].apply(lambda survived: (~survived).sum())
    assert closings.max() == 1
    assert set(closings.index[closings == 1]) == set(np.flatnonzero(np.isfinite(made.upper_months)))
    running = trials[trials["has_survived"]].groupby("cell")["to_months"].max()
    assert running.to_numpy() == pytest.approx(made.lower_months[running.index])
