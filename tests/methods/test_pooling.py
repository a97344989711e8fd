"""Shares of small cells: the fit is R's, small cells lean on the mean, intervals admit that the fit has errors."""

import numpy as np
import pytest
from scipy import stats

from analytics.methods.pooling import fit_beta, pooled_shares
from tests.methods.tables import Cells, ReadTable, present


@pytest.fixture
def cells(read: ReadTable) -> Cells:
    table = read("cells")
    return table["running"].to_numpy(float), table["n"].to_numpy(float)


def test_alpha_beta_and_log_likelihood_of_the_57_cells(cells: Cells) -> None:
    found = fit_beta(*cells)
    assert (found.alpha, found.beta) == pytest.approx((7.516062, 11.542566), abs=1e-3)
    assert found.log_likelihood == pytest.approx(-75.533713954664, abs=1e-6)


def test_pooled_shares_of_the_first_five_cells(cells: Cells) -> None:
    """(7.516 + running) / (19.059 + n) for 0 of 1, 2 of 2, 1 of 3, 1 of 3, 1 of 1."""
    pooled = present(pooled_shares(*cells, np.random.default_rng(1)))
    assert pooled.share[:5] == pytest.approx(
        [0.3747047038048, 0.4518842481748, 0.3860649114762, 0.3860649114762, 0.4245585627808], abs=1e-5
    )


def test_intervals_are_wider_than_were_the_fit_exact(cells: Cells) -> None:
    """Taking alpha and beta as known the first cell would have 0.1824 to 0.5907."""
    pooled = present(pooled_shares(*cells, np.random.default_rng(1)))
    exact = stats.beta.ppf([[0.025], [0.975]], 7.516062 + cells[0], 11.542566 + cells[1] - cells[0])
    assert exact[:, 0] == pytest.approx([0.182412156856, 0.5906531687464], abs=1e-6)
    assert (pooled.upper - pooled.lower > exact[1] - exact[0]).mean() > 0.9
    assert ((pooled.lower <= pooled.share) & (pooled.share <= pooled.upper)).all()


def test_the_smaller_the_cell_the_more_it_leans_on_the_mean(cells: Cells) -> None:
    pooled = present(pooled_shares(*cells, np.random.default_rng(1)))
    assert (np.diff(pooled.shrinkage[np.argsort(cells[1])]) <= 0).all()
    assert pooled.shrinkage[0] == pytest.approx(19.0586 / 20.0586, abs=1e-4)


def test_an_empty_cell_gets_the_mean_of_all(cells: Cells) -> None:
    running, n = np.append(cells[0], 0.0), np.append(cells[1], 0.0)
    pooled = present(pooled_shares(running, n, np.random.default_rng(1)))
    assert pooled.share[-1] == pytest.approx(0.3943653377374, abs=1e-5)


def test_cells_that_differ_no_more_than_chance_are_told_alike() -> None:
    """Forty cells of 50, each with 20: alpha + beta runs to its limit and every cell shows the mean."""
    pooled = present(pooled_shares(np.full(40, 20.0), np.full(40, 50.0), np.random.default_rng(1)))
    assert pooled.distribution.alpha + pooled.distribution.beta == pytest.approx(1e4, rel=1e-6)
    assert pooled.share == pytest.approx(np.full(40, 0.4), abs=1e-4)


def test_fewer_than_ten_cells_are_not_pooled() -> None:
    assert pooled_shares(np.ones(9), np.full(9, 3.0), np.random.default_rng(1)) is None


def test_the_same_seed_gives_the_same_intervals(cells: Cells) -> None:
    first, second = (present(pooled_shares(*cells, np.random.default_rng(5))) for _ in range(2))
    assert first.lower.tolist() == second.lower.tolist()


def test_cells_of_one_trial_say_nothing_of_how_far_they_differ() -> None:
    """Twelve cells of one grant, eight running: the likelihood is the same whatever alpha + beta. Each cell shows the
    mean of all, and an interval that leaves open that cells differ a great deal."""
    running = np.repeat([1.0, 0.0], [8, 4])
    pooled = present(pooled_shares(running, np.ones(12), np.random.default_rng(1)))
    assert pooled.share == pytest.approx(np.full(12, 2 / 3), abs=1e-3)
    assert (pooled.upper - pooled.lower > 0.5).all()


@pytest.mark.parametrize("running", [0.0, 5.0])
def test_cells_that_all_run_or_all_closed_are_told_alike(running: float) -> None:
    pooled = present(pooled_shares(np.full(12, running), np.full(12, 5.0), np.random.default_rng(1)))
    assert pooled.share == pytest.approx(np.full(12, running / 5), abs=1e-3)
    assert ((pooled.lower >= 0) & (pooled.upper <= 1)).all()


def test_no_table_of_small_cells_breaks_the_fit() -> None:
    """Tables on some of which a search fails that stops where the likelihood is flat."""
    generator = np.random.default_rng(0)
    for _ in range(300):
        cells = generator.integers(10, 60)
        n = generator.integers(1, generator.choice([2, 3, 10]), cells).astype(float)
        running = generator.binomial(n.astype(int), generator.choice([0.02, 0.5, 0.95])).astype(float)
        found = fit_beta(running, n)
        assert found.alpha > 0 and found.beta > 0 and np.isfinite(found.log_likelihood)
