"""What a random audit of the grants not known closed says of the whole register."""

from collections.abc import Sequence

import numpy as np
import pytest

from analytics.methods.audit import Audit, persistence_audited
from tests.methods.tables import present


def audit(
    frame: Sequence[float],
    running: Sequence[float],
    closed: Sequence[float],
    not_found: Sequence[float] | None = None,
    known_closed: int = 0,
) -> Audit:
    not_found = not_found or [0.0] * len(frame)
    return Audit(
        np.array(frame, float),
        np.array(running, float),
        np.array(closed, float),
        np.array(not_found, float),
        known_closed,
    )


def test_the_known_closed_are_counted_and_the_others_sampled() -> None:
    """400 of 1,000 known closed; of the 600 others 60 drawn, 45 run: 0.6 x 0.75."""
    figure, _ = persistence_audited(audit([600], [45], [15], known_closed=400))
    assert figure.value == pytest.approx(0.45)


def test_wilson_with_the_finite_population_correction() -> None:
    """60 of 600 drawn say as much as 60 / (1 - 0.1) of a population without end; Wilson's ends by hand."""
    figure, _ = persistence_audited(audit([600], [45], [15], known_closed=400))
    n, p, z = 60 / 0.9, 0.75, 1.959963984540054
    centre, half = (
        (p + z**2 / (2 * n)) / (1 + z**2 / n),
        z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n),
    )
    interval = present(figure.interval)
    assert (interval.lower, interval.upper) == pytest.approx((0.6 * (centre - half), 0.6 * (centre + half)))


def test_sixty_visits_leave_an_interval_of_about_fourteen_points() -> None:
    """Of 3,000 grants 1,800 not known closed, 60 drawn, 36 run."""
    figure, _ = persistence_audited(audit([1800], [36], [24], known_closed=1200))
    assert present(figure.interval).width == pytest.approx(0.14, abs=0.01)


def test_regencies_weigh_as_their_frames() -> None:
    """Half of 100 against all of 300, thirty drawn in each: (100 x 0.5 + 300 x 1) / 400."""
    figure, _ = persistence_audited(audit([100, 300], [15, 30], [15, 0]))
    assert figure.value == pytest.approx(0.875)


def test_who_was_not_found_counts_either_way_in_the_bounds() -> None:
    """40 drawn of 400: 24 run, 6 closed, 10 not found: 0.8 of those found; 24/40 to 34/40 in the bounds."""
    figure, bounds = persistence_audited(audit([400], [24], [6], [10]))
    assert figure.value == pytest.approx(0.8)
    assert bounds is not None
    assert (bounds.lower, bounds.upper) == pytest.approx((0.6, 0.85))


def test_with_all_audited_nothing_is_left_to_chance() -> None:
    figure, _ = persistence_audited(audit([40], [30], [10]))
    interval = present(figure.interval)
    assert interval.lower == interval.upper == pytest.approx(0.75)


def test_fewer_than_twenty_audited_say_nothing() -> None:
    figure, bounds = persistence_audited(audit([400], [10], [9]))
    assert (figure.withheld, bounds) == ("too_few_audited", None)
