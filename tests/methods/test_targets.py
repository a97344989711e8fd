"""Two targets: these places, and the province were it repeated; and the register's own share."""

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import stats

from analytics.methods.intervals import IDENTITY, LOGIT, Clusters, Floats
from analytics.methods.targets import (
    ends_in_places,
    ends_were_it_repeated,
    jackknife_speaks,
    register_ends,
    share_ends_in_places,
    share_ends_were_it_repeated,
)


def counted(*counts: Sequence[float]) -> list[Floats]:
    return [np.array(column, dtype=float) for column in zip(*counts, strict=True)]


def test_one_regency_has_wilsons_interval() -> None:
    """46 of 100: 0.365608 to 0.557351 (R)."""
    ends = share_ends_in_places(*counted((46, 100, 250)))
    assert ends == pytest.approx((0.365608083090, 0.557351396767), abs=1e-9)


def test_all_running_has_jeffreys_end() -> None:
    lower, upper = share_ends_in_places(*counted((10, 10, 30)))
    assert upper == 1
    assert lower == pytest.approx(stats.beta.ppf(0.025, 10.5, 0.5))


def test_alike_regencies_are_as_sure_as_one_of_their_size() -> None:
    """Three of 100, each with 46 and as many grants: nearly Wilson's of 138 of 300."""
    of_three = share_ends_in_places(*counted((46, 100, 250), (46, 100, 250), (46, 100, 250)))
    of_one = share_ends_in_places(*counted((138, 300, 750)))
    assert of_three == pytest.approx(of_one, abs=1e-3)


def test_unlike_regencies_are_surer_than_their_sum() -> None:
    """20 and 80 of 100: half of the variance of 100 of 200 lies between them, and their fates are not drawn again.
    sqrt((.16 / 100 + .16 / 100) / 4) = .0283."""
    lower, upper = share_ends_in_places(*counted((20, 100, 100), (80, 100, 100)))
    assert (upper - lower) / 2 == pytest.approx(1.96 * 0.0283, abs=0.003)


def test_a_regency_seen_less_counts_for_its_grants() -> None:
    """90 of 100 run where 200 live, 1 of 10 where 200 live: half of the weight on each, 0.5 in the middle; the share of
    all, 91 of 110, is held as well."""
    lower, upper = share_ends_in_places(*counted((90, 100, 200), (1, 10, 200)))
    assert lower < 0.5
    assert upper == pytest.approx(91 / 110)


def test_the_registers_own_share_has_no_width_where_all_were_seen() -> None:
    assert register_ends(30, 40, 40) == (0.75, 0.75)


def test_half_of_the_register_seen_counts_twice() -> None:
    """46 of 100 of a register of 200: Wilson's at 92 of 200."""
    assert register_ends(46, 100, 200) == pytest.approx(share_ends_in_places(*counted((92, 200, 1))))


def mean_of(values: Sequence[float] | Floats, grants: int) -> Clusters:
    """A mean over regencies as Clusters, its own variance 0.04 / n."""
    totals = np.column_stack([np.array(values) * grants, np.full(len(values), grants)])
    return Clusters(totals, totals[:, 1], lambda sums: sums[0] / sums[1], lambda sums: 0.04 / sums[1])


def test_in_these_places_the_models_own_variance_speaks() -> None:
    """Mean 0.5 of 400, variance 0.0001: +- 0.0196."""
    ends = ends_in_places(mean_of([0.4, 0.6], 200), np.array([0.5]), IDENTITY)
    assert ends[:, 0] == pytest.approx([0.4804, 0.5196], abs=1e-6)


def test_were_it_repeated_regencies_differ() -> None:
    """Ten regencies, five at 0.4, five at 0.6: the variance of a mean is 0.01 x 10 / 9 / 10 = 0.00111, t(9) = 2.262."""
    clusters = mean_of([0.4, 0.6] * 5, 200)
    ends = ends_were_it_repeated(clusters, np.array([0.5]), IDENTITY)
    assert jackknife_speaks(clusters)
    assert ends[1, 0] - 0.5 == pytest.approx(2.262157 * np.sqrt(0.01 / 9), abs=1e-6)


def test_likeness_of_regencies_is_no_certainty() -> None:
    """Ten of 200 at 0.5: the jackknife says zero, the model's own sqrt(0.04 / 2000) speaks."""
    ends = ends_were_it_repeated(mean_of([0.5] * 10, 200), np.array([0.5]), IDENTITY)
    assert ends[1, 0] - 0.5 == pytest.approx(2.262157 * np.sqrt(0.04 / 2000), abs=1e-6)


def test_the_jackknife_alone_where_it_is_asked_for() -> None:
    """Ten alike but one: 0.5 nine times and 0.51; the model's own root 0.00447 is left aside."""
    clusters = mean_of([0.5] * 9 + [0.51], 200)
    alone, larger = (
        ends_were_it_repeated(clusters, np.array([0.501]), IDENTITY, at_least_own=own)[1, 0] - 0.501
        for own in (False, True)
    )
    assert alone == pytest.approx(2.262157 * 0.001, rel=1e-3)
    assert larger == pytest.approx(2.262157 * np.sqrt(0.04 / 2000), rel=1e-3)


def test_a_province_of_few_regencies_takes_a_design_effect_of_two() -> None:
    clusters = mean_of([0.4, 0.6, 0.5], 200)
    ends = ends_were_it_repeated(clusters, np.array([0.5]), IDENTITY)
    assert not jackknife_speaks(clusters)
    assert ends[1, 0] - 0.5 == pytest.approx(stats.t.ppf(0.975, 7) * np.sqrt(2 * 0.04 / 600), abs=1e-6)


def test_regencies_with_four_verdicts_do_not_count_as_enough() -> None:
    assert not jackknife_speaks(mean_of([0.5] * 10, 4))
    assert jackknife_speaks(mean_of([0.5] * 10, 5))


def test_an_interval_is_widened_to_hold_its_value() -> None:
    ends = ends_in_places(mean_of([0.4, 0.6], 200), np.array([0.9]), IDENTITY)
    assert ends[:, 0] == pytest.approx([0.4804, 0.9], abs=1e-6)


def test_what_nothing_bounds_has_no_ends() -> None:
    nothing = Clusters(np.ones((2, 1)), np.ones(2), lambda _: np.inf, lambda _: 1.0)
    assert np.isnan(ends_in_places(nothing, np.array([1.0]), LOGIT)).all()


def test_a_share_of_the_province_were_it_repeated() -> None:
    """Five of 20 in 100, five of 40: 30%; leaving one out moves the logit by about 0.1 / 9 / .21, all ten times: the
    error is sqrt(0.9 x 10) x 0.0529 = 0.159, and t(9) = 2.262 of them are 7.5 points."""
    lower, upper = share_ends_were_it_repeated(np.array([20.0, 40] * 5), np.full(10, 100.0))
    assert (upper - lower) / 2 == pytest.approx(0.075, abs=0.002)
