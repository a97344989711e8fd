"""Intervals of single shares, and the jackknife over regencies."""

import numpy as np
import pytest

from analytics.methods.intervals import jackknife_variance, leave_one_out, share_interval


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
