"""What the survival page draws of a curve, beyond its figures."""

from __future__ import annotations

from typing import Any

import numpy as np

from analytics.answers.survival import survival_curves
from tests.spec.tables import ON, SAMARINDA, StoreOf, Tables


def test_the_band_of_a_first_year_without_closures_falls_only_and_ends_where_its_figure_does(store_of: StoreOf) -> None:
    # All seen running at 12 months; at 24 months 12 have closed. Of the first months no closure is known.
    at_12, at_24 = ("2023-01-20", "running"), "2024-01-20"
    grants: dict[str, Any] = {"disbursed_on": "2022-01-15", "regencies": (SAMARINDA,)}
    tables = (
        Tables().add(28, "UEP", at_12, (at_24, "running"), **grants).add(12, "UEP", at_12, (at_24, "closed"), **grants)
    )
    (found,) = survival_curves(store_of(tables), as_of=ON)
    curve = found.curve
    assert curve is not None
    first_year = curve.ages_months <= 12
    at_a_year = found.figures["survival_12"].sampling
    assert at_a_year is not None
    assert at_a_year.lower is not None
    assert (np.diff(curve.lower[first_year]) <= 0).all()
    assert np.isclose(curve.lower[first_year][-1], at_a_year.lower)
