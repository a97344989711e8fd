"""The survival curve: hand-worked values, its band, what is withheld, and what the records know at each age."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from analytics.methods.interval_counts import IntervalCounts, fixed_age_bounds, known_by_age
from analytics.methods.intervals import Floats
from analytics.methods.piecewise_exponential import Observations, fit
from analytics.methods.survival import (
    curve_withheld,
    cutoff_months,
    median_clusters,
    median_withheld,
    strata_to_standardise_over,
    survival_curve,
)
from analytics.methods.survival_at_age import survival_at_age
from tests.methods.tables import Counts, Row, present


def visited_once(closed: int, running: int, at_months: float, regencies: int = 10) -> IntervalCounts:
    """Every regency alike: `closed` of `closed + running` grants had closed at their one visit."""
    rows = [(f"R{i:02}", low, up, n) for i in range(regencies) for low, up, n in
            ((0.0, at_months, closed), (at_months, np.inf, running))]  # fmt: skip
    return IntervalCounts.from_frame(
        pd.DataFrame(rows, columns=["regency_code", "lower_months", "upper_months", "grants"])
    )


def test_survival_where_every_grant_was_visited_at_24_months() -> None:
    """40 of 100 closed in each of ten regencies: S(24) = 0.6.

    Regencies exactly alike leave the jackknife no spread, which is no certainty: the model's own variance speaks, here
    that of a share of 1,000, 0.4 / (1,000 x 0.6 x log(0.6)^2) on the log(-log) scale, with t(9); of places with z.
    """
    figure = survival_at_age(visited_once(40, 60, 24.0), 24)
    assert figure.survival == pytest.approx(0.6, abs=1e-4)
    assert figure.were_it_repeated == pytest.approx((0.5640, 0.6340), abs=1e-3)
    # sqrt(0.4 / 600) / 0.5108 = 0.05055 on the log(-log) scale, 1.96 of them 0.0991; 0.6^exp(-+0.0991).
    assert figure.in_places == pytest.approx((0.5688, 0.6295), abs=1e-3)


def test_the_jackknife_by_hand(counts: Counts) -> None:
    """Visits at 24 months in eight regencies of 50, closed 15 or 25: each replicate is a share, on log(-log) scale.

    S = 240/400 = 0.6; without a regency of 15 closed 205/350, without one of 25 closed 215/350.
    """
    rows = [
        row for i in range(8) for row in ((f"R{i}", 0, 24, 15 + 10 * (i % 2)), (f"R{i}", 24, None, 35 - 10 * (i % 2)))
    ]
    figure = survival_at_age(counts(*rows), 24)
    replicates = np.log(-np.log(np.repeat([205 / 350, 215 / 350], 4)))
    half = 2.364624 * np.sqrt(7 / 8 * ((replicates - replicates.mean()) ** 2).sum())
    ends = np.exp(-np.exp(np.log(-np.log(0.6)) + np.array([half, -half])))
    assert figure.were_it_repeated == pytest.approx(tuple(ends), abs=1e-4)


def test_grants_never_seen_change_the_unknown_and_not_the_curve(made_up: IntervalCounts) -> None:
    """A hundred grants more, never visited: the assumption is that they do like the others."""
    unseen = IntervalCounts(
        np.append(made_up.lower_months, 0.0), np.append(made_up.upper_months, np.inf), np.append(made_up.regency, 0),
        np.append(made_up.stratum, 0), np.append(made_up.grants, 100.0), np.append(made_up.unvisited, 100.0),
        made_up.regencies,
    )  # fmt: skip
    ages = np.array([12.0, 24, 36])
    assert survival_curve(unseen, ages).survival == pytest.approx(survival_curve(made_up, ages).survival)
    before, after = known_by_age(made_up, ages), known_by_age(unseen, ages)
    assert (after["unknown"] - before["unknown"]).tolist() == [100, 100, 100]
    assert after[["at_risk", "closed"]].equals(before[["at_risk", "closed"]])


def test_the_curve_starts_at_one_never_rises_and_stays_in_its_band(made_up: IntervalCounts) -> None:
    curve = survival_curve(made_up, np.arange(0.0, 60.5, 0.5))
    assert (curve.survival[0], curve.lower[0], curve.upper[0]) == (1, 1, 1)
    assert (np.diff(curve.survival) <= 0).all()
    assert ((curve.lower <= curve.survival) & (curve.survival <= curve.upper)).all()


def test_survival_lies_within_turnbull_by_a_few_points(made_up: IntervalCounts) -> None:
    """The non-parametric estimate of the same grants at 24 months is 0.4211."""
    assert survival_at_age(made_up, 24).survival == pytest.approx(0.4211, abs=0.03)


def test_median_is_where_the_curve_crosses_one_half(made_up: IntervalCounts) -> None:
    median = np.exp(median_clusters(made_up).centre())
    assert survival_curve(made_up, median).survival == pytest.approx([0.5])


def test_the_band_of_a_choice_of_places_is_the_models_own(made_up: IntervalCounts) -> None:
    """At each age that of the figure: 1.96 of its errors, where the province repeated has t(9) of the larger."""
    ages = np.array([12.0, 24.0])
    curve, whole = survival_curve(made_up, ages, is_of_places=True), survival_curve(made_up, ages)
    figures = [survival_at_age(made_up, age) for age in ages]
    assert (curve.method, whole.method) == ("model", "jackknife")
    assert list(zip(curve.lower, curve.upper, strict=True)) == [pytest.approx(figure.in_places) for figure in figures]
    assert list(zip(whole.lower, whole.upper, strict=True)) == [
        pytest.approx(figure.were_it_repeated) for figure in figures
    ]


def test_one_regency_gets_an_honest_width() -> None:
    """60 of 200 closed at 24 months: as wide as Wilson's interval of the share, 0.127."""
    one = visited_once(60, 140, 24.0, regencies=1)
    lower, upper = survival_at_age(one, 24).in_places
    assert upper - lower == pytest.approx(0.127, abs=0.002)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("R0", 24, None, 30), ("R0", 0, 24, 9)], "too_few_closures"),
        ([("R0", 24, None, 90), ("R0", 0, 24, 10)], "median_not_reached"),
    ],
)
def test_the_median_is_withheld(counts: Counts, rows: list[Row], reason: str | None) -> None:
    table = counts(*rows)
    assert median_withheld(table) == reason


def test_the_curve_is_cut_where_ten_are_known_at_risk(counts: Counts) -> None:
    """6 seen at 40 months, 5 at 30: eleven at 30, six beyond."""
    table = counts(("R0", 40, None, 6), ("R0", 30, None, 5), ("R0", 0, 12, 10))
    assert cutoff_months(table) == 30
    assert curve_withheld(table) is None


def test_there_is_no_curve_without_ten_at_risk_or_ten_closures(counts: Counts) -> None:
    assert curve_withheld(counts(("R0", 40, None, 9), ("R0", 0, 12, 10))) == "too_few_at_risk"
    assert curve_withheld(counts(("R0", 40, None, 10), ("R0", 0, 12, 9))) == "too_few_closures"


def test_what_is_known_at_each_age_adds_up(counts: Counts) -> None:
    """20 seen running at 30 months, 10 closed between 6 and 18, 5 never seen."""
    table = counts(("R0", 30, None, 20), ("R0", 6, 18, 10), ("R0", 0, None, 5))
    assert known_by_age(table, np.array([0.0, 6, 12, 24, 36])).to_numpy().tolist() == [
        [0, 35, 0, 0],
        [6, 30, 0, 5],
        [12, 20, 0, 15],
        [24, 20, 10, 5],
        [36, 0, 10, 25],
    ]


def test_fixed_age_bounds_take_the_unknown_either_way(counts: Counts) -> None:
    """At 24 months 20 of 35 are known to run and 10 to have closed: between 20/35 and 25/35."""
    bounds = fixed_age_bounds(counts(("R0", 30, None, 20), ("R0", 6, 18, 10), ("R0", 0, None, 5)), 24.0)
    assert bounds.method == "fixed_age"
    assert (bounds.lower, bounds.upper) == pytest.approx((20 / 35, 25 / 35))


@pytest.fixture
def near_and_remote() -> IntervalCounts:
    """Near: 100 grants per regency, all seen at 24 months, 30 closed. Remote: 100, 40 seen, 24 of them closed."""
    rows = [
        row
        for i in range(10)
        for row in (
            (f"R{i}", "near", 0, 24, 30, 0), (f"R{i}", "near", 24, None, 70, 0),
            (f"R{i}", "remote", 0, 24, 24, 0), (f"R{i}", "remote", 24, None, 16, 0),
            (f"R{i}", "remote", 0, None, 60, 60),
        )
    ]  # fmt: skip
    columns = ["regency_code", "stratum", "lower_months", "upper_months", "grants", "unvisited"]
    return IntervalCounts.from_frame(pd.DataFrame(rows, columns=columns).astype({"upper_months": float}))


def test_standardised_over_strata_the_unseen_weigh_as_they_are_many(near_and_remote: IntervalCounts) -> None:
    """Half of the grants are remote: (0.70 + 0.40) / 2 = 0.55; pooled, the seen alone: 860 of 1,400 = 0.614."""
    assert survival_at_age(near_and_remote, 24).survival == pytest.approx(0.55, abs=1e-3)
    assert survival_at_age(near_and_remote.pooled(), 24).survival == pytest.approx(86 / 140, abs=1e-3)


def test_strata_are_asked_for_where_never_visited_differs(near_and_remote: IntervalCounts) -> None:
    assert strata_to_standardise_over(near_and_remote) is not None
    seen_alike = replace(near_and_remote, unvisited=np.zeros_like(near_and_remote.unvisited))
    assert strata_to_standardise_over(seen_alike) is None


def test_a_stratum_with_few_closures_is_joined_to_another(near_and_remote: IntervalCounts) -> None:
    """A third stratum with 3 closures and no other small one: joined to remote, which has fewer closures than near."""
    small = pd.DataFrame(
        {
            "regency_code": "R0",
            "stratum": "third",
            "lower_months": 0.0,
            "upper_months": 9.0,
            "grants": [3],
            "unvisited": 0,
        }
    )
    names = np.array(["near", "remote"])
    rows = pd.DataFrame(
        {
            "regency_code": [f"R{i}" for i in near_and_remote.regency],
            "stratum": names[near_and_remote.stratum],
            "lower_months": near_and_remote.lower_months,
            "upper_months": near_and_remote.upper_months,
            "grants": near_and_remote.grants,
            "unvisited": near_and_remote.unvisited,
        }
    )
    joined = present(strata_to_standardise_over(IntervalCounts.from_frame(pd.concat([rows, small]))))
    assert np.bincount(joined.stratum, joined.grants).tolist() == [1000, 1003]


def test_weibull_agrees_with_r_and_so_does_our_reading_of_the_intervals(made_up_in_days: IntervalCounts) -> None:
    """survreg on the same (L, R]: log-likelihood -264.424406053164, S(24 months) = 0.454408630116."""
    table = made_up_in_days
    closed, known = table.closed, table.has_verdict

    def negative(parameters: Floats) -> float:
        scale, shape = np.exp(parameters)

        def survival(ages: Floats) -> Floats:
            survived: Floats = np.exp(-((ages / scale) ** shape))
            return survived

        running = np.log(survival(table.lower_months[known & ~closed])).sum()
        ended = np.log(survival(table.lower_months[closed]) - survival(table.upper_months[closed])).sum()
        return float(-running - ended)

    best = optimize.minimize(negative, [6.5, 0.0], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12})
    scale, shape = np.exp(best.x)
    assert -best.fun == pytest.approx(-264.424406053164, abs=1e-6)
    assert np.exp(-((730.5 / scale) ** shape)) == pytest.approx(0.4544086301156, abs=1e-6)


def test_the_fit_is_of_counts_not_of_rows(made_up: IntervalCounts) -> None:
    doubled = fit(Observations.of(made_up.lower_months, made_up.upper_months), 2 * made_up.grants)
    repeated = fit(
        Observations.of(np.tile(made_up.lower_months, 2), np.tile(made_up.upper_months, 2)), np.tile(made_up.grants, 2)
    )
    assert doubled.log_hazards == pytest.approx(repeated.log_hazards, abs=1e-6)
