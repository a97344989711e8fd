"""Ratios of sums over regencies, for both targets."""

from collections.abc import Sequence

import numpy as np
import pytest

from analytics.methods.intervals import LOG
from analytics.methods.ratios import RatioSums, ratio_clusters
from analytics.methods.targets import ends_in_places, ends_were_it_repeated


def costs(running_by_regency: Sequence[float]) -> RatioSums:
    """Regencies of 100 grants of Rp 5 million, so many of them running."""
    running = np.array(running_by_regency, dtype=float)
    grants, amount = np.full(len(running), 100.0), 5e6
    return RatioSums(grants * amount, running, grants * amount**2, running * amount, running, grants)


def test_in_these_places_a_cost_is_as_sure_as_the_share_that_runs() -> None:
    """500 of 1,000 run: log 0.5 has the error sqrt(0.5 / 500) = 0.0316, 1.96 of them 6.4%."""
    ends = ends_in_places(ratio_clusters(costs([50] * 10), LOG), np.array([1e7]), LOG)
    assert ends[:, 0] == pytest.approx(1e7 * np.exp([-0.0620, 0.0620]), rel=1e-3)


def test_were_it_repeated_it_varies_with_the_regencies() -> None:
    """40 or 60 run: the mean of ten has the error 10.54 / sqrt(10) / 50 = 0.0667, and t(9) = 2.262."""
    ends = ends_were_it_repeated(ratio_clusters(costs([40, 60] * 5), LOG), np.array([1e7]), LOG)
    assert np.log(ends[1, 0] / 1e7) == pytest.approx(2.262 * 0.0667, rel=0.02)
