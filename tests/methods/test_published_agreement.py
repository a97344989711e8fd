"""Four outcomes of agreement with a published figure."""

import pytest

from analytics.methods.published_agreement import agreement


@pytest.mark.parametrize(
    ("ends", "outcome"),
    [
        (None, "cannot_be_compared"),
        ((0.42, 0.50), "agree"),
        ((0.41, 0.51), "agree"),
        ((0.40, 0.50), "cannot_tell"),
        ((0.30, 0.45), "differ"),
        ((0.47, 0.70), "differ"),
        ((0.30, 0.70), "cannot_tell"),
        ((0.465, 0.50), "agree"),
    ],
)
def test_a_share_against_46_per_cent(ends: tuple[float, float] | None, outcome: str) -> None:
    """Within 41 to 51 it agrees, though 46 lie outside; else it differs where 46 lie outside the interval."""
    assert agreement(ends, 0.46) == outcome


def test_rounding_widens_what_agrees_and_narrows_what_differs() -> None:
    """46% published without decimals may be 45.5 to 46.5."""
    assert agreement((0.406, 0.514), 0.46, rounding=0.005) == "agree"
    assert agreement((0.464, 0.60), 0.46, rounding=0.005) == "cannot_tell"
    assert agreement((0.466, 0.60), 0.46, rounding=0.005) == "differ"
