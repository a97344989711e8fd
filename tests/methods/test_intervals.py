"""The one way to an interval: by hand where regencies are many, and by rule where they are few."""

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import stats

from analytics.methods.intervals import (
    IDENTITY,
    LOG_MINUS_LOG,
    LOGIT,
    Clusters,
    Floats,
    clustered_band,
    clustered_interval,
    jackknife_variance,
    leave_one_out,
    share_interval,
)
from tests.methods.tables import no_province, present


@pytest.mark.parametrize(
    ("successes", "n", "method", "lower", "upper"),
    [
        (46, 100, "wilson", 0.3656080830902, 0.5573513967663),
        (23, 50, "wilson", 0.3296965219222, 0.5960112860084),
        (92, 200, "wilson", 0.3923305179997, 0.5291771081105),
        (88, 223, "wilson", 0.3327735367073, 0.4600332974387),
        (0, 5, "jeffreys", 0.0, 0.379377142299),
        (5, 5, "jeffreys", 0.620622857701, 1.0),
    ],
)
def test_intervals_of_shares_are_those_of_r(successes: int, n: int, method: str, lower: float, upper: float) -> None:
    interval = share_interval(successes, n)
    assert interval.method == method
    assert (interval.lower, interval.upper) == pytest.approx((lower, upper), abs=1e-9)


def test_a_share_of_nothing_has_no_interval() -> None:
    with pytest.raises(ValueError, match="nothing"):
        share_interval(0, 0)


def test_each_regency_is_left_out_once() -> None:
    assert leave_one_out(np.array([[1.0, 10], [2, 20], [4, 40]])).tolist() == [[6, 60], [5, 50], [3, 30]]


def test_jackknife_of_a_mean_is_the_variance_of_the_mean() -> None:
    """Replicates without 1, 2, 3, 6: 11/3, 10/3, 9/3, 6/3; their variance is that of the values over n."""
    values = np.array([1.0, 2, 3, 6])
    replicates = (values.sum() - values) / 3
    assert jackknife_variance(replicates) == pytest.approx(values.var(ddof=1) / 4)


def means(values: Sequence[float] | Floats, own_variance: float = 0.0, verdicts: int = 10) -> Clusters:
    """Clusters of one value each whose figure is the mean."""
    totals = np.column_stack([values, np.ones(len(values))])
    return Clusters(
        totals, np.full(len(values), float(verdicts)), lambda s: float(s[0] / s[1]), lambda s: own_variance / s[1]
    )


def test_eight_regencies_give_the_t_interval_of_their_mean() -> None:
    values = np.array([3.0, 5, 4, 6, 2, 7, 5, 4])
    interval = present(clustered_band(means(values), np.array([4.5]), IDENTITY, no_province).interval(0))
    half = stats.t.ppf(0.975, 7) * values.std(ddof=1) / np.sqrt(8)
    assert interval.method == "jackknife"
    assert (interval.lower, interval.upper) == pytest.approx((4.5 - half, 4.5 + half))


def test_seven_regencies_take_the_models_variance_times_the_provinces_design_effect() -> None:
    """Own variance 2 / 7; in the province of 8 the jackknife gives var / 8 where the model says 2 / 8."""
    province = np.array([1.0, 9, 1, 9, 1, 9, 1, 9])
    band = clustered_band(means(np.full(7, 5.0), 2.0), np.array([5.0]), IDENTITY, lambda: means(province, 2.0))
    half = stats.t.ppf(0.975, 7) * np.sqrt(2 / 7 * province.var(ddof=1) / 2)
    assert band.method == "model"
    assert (band.lower[0], band.upper[0]) == pytest.approx((5 - half, 5 + half))


def test_it_is_never_narrower_than_the_models_own() -> None:
    """In a province of regencies all alike the design effect would be 0: it counts as 1."""
    band = clustered_band(means(np.full(7, 5.0), 2.0), np.array([5.0]), IDENTITY, lambda: means(np.full(8, 5.0), 2.0))
    assert band.upper[0] - 5 == pytest.approx(stats.t.ppf(0.975, 7) * np.sqrt(2 / 7))


def test_where_the_province_cannot_say_the_design_effect_is_two() -> None:
    few = means(np.full(3, 5.0), 2.0)
    band = clustered_band(few, np.array([5.0]), IDENTITY, lambda: few)
    assert band.upper[0] - 5 == pytest.approx(stats.t.ppf(0.975, 7) * np.sqrt(2 / 3 * 2))


def test_regencies_with_four_verdicts_do_not_count_as_enough() -> None:
    scarce = means(np.arange(10.0), 2.0, verdicts=4)
    assert clustered_band(scarce, np.array([4.5]), IDENTITY, lambda: scarce).method == "model"


def test_figures_of_a_band_stand_each_for_itself() -> None:
    """Two ages at once: the band of each is what it would be alone."""
    values = np.array([[3.0, 30], [5, 10], [4, 20], [6, 60], [2, 20], [7, 10], [5, 50], [4, 10]])
    totals = np.column_stack([values, np.ones(8)])
    both = Clusters(totals, np.full(8, 10.0), lambda s: s[:2] / s[2], lambda s: np.zeros(2))
    band = clustered_band(both, totals[:, :2].mean(axis=0), IDENTITY, no_province)
    for figure in range(2):
        alone = clustered_band(means(values[:, figure]), values[:, [figure]].mean(axis=0), IDENTITY, no_province)
        assert (band.lower[figure], band.upper[figure]) == pytest.approx((alone.lower[0], alone.upper[0]))


def test_the_log_minus_log_scale_keeps_survival_between_nought_and_one() -> None:
    hazards = np.log(-np.log(np.array([0.9, 0.99, 0.8, 0.99, 0.95, 0.9, 0.99, 0.6])))
    band = clustered_band(
        means(hazards), LOG_MINUS_LOG.backward(hazards.mean(keepdims=True)), LOG_MINUS_LOG, no_province
    )
    assert 0 < band.lower[0] < band.upper[0] < 1


def test_a_figure_that_cannot_be_had_without_a_regency_has_no_interval() -> None:
    totals = np.eye(8)
    never = clustered_interval(
        totals, np.full(8, 10.0), 0.5, lambda s: 0.0 if s.all() else float("nan"), lambda s: 1.0, LOGIT, no_province
    )
    assert never is None


def test_an_interval_is_widened_to_hold_its_value() -> None:
    band = clustered_band(means(np.full(8, 5.0)), np.array([5.5]), IDENTITY, no_province)
    assert (band.lower[0], band.upper[0]) == pytest.approx((5.0, 5.5))
