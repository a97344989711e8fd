"""Hazard ratios within a programme: by hand, and by another optimiser."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from analytics.methods.hazard_ratios import hazard_ratios
from analytics.methods.intervals import Floats
from analytics.methods.piecewise_exponential import RIDGE, exposure_months
from tests.methods.tables import Row, present

COLUMNS = ["regency_code", "type", "year", "lower_months", "upper_months", "grants"]


def table(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"upper_months": float})


def twice_as_fast(grants: int = 1_000) -> list[Row]:
    """In each of ten regencies 20% of snacks and 36% of repairs have closed at 6 months: log(0.64) / log(0.8) = 2."""
    return [
        (f"R{i:02}", name, 2024, *seen, round(grants * share))
        for i in range(10)
        for name, closed in (("snacks", 0.2), ("repairs", 0.36))
        for seen, share in (((0, 6), closed), ((6, None), 1 - closed))
    ]


def test_a_type_that_closes_half_as_fast() -> None:
    """Repairs have most closures and are the reference: snacks close at 1/2. A covariate of one level is left out."""
    repairs, snacks = hazard_ratios(table(*twice_as_fast()), ["type", "year"])
    assert (repairs.level, repairs.is_reference, repairs.ratio) == ("repairs", True, 1.0)
    assert snacks.ratio == pytest.approx(0.5, rel=1e-3)
    assert (snacks.grants, snacks.closures) == (10_000, 2_000)


def test_own_error_of_a_log_ratio() -> None:
    """200 and 360 of 1,000 closed: var log(-log p) = (1 - p) / (n p log(p)^2), summed over both."""
    _, snacks = hazard_ratios(table(*twice_as_fast(100)), ["type"])
    error = np.sqrt(sum((1 - p) / (1000 * p * np.log(p) ** 2) for p in (0.8, 0.64)))
    lower, upper = present(snacks.in_places)
    assert np.log(upper / lower) / 2 == pytest.approx(1.96 * error, rel=0.02)


def test_two_covariates_by_another_optimiser() -> None:
    generator = np.random.default_rng(4)
    size = 300
    rows = pd.DataFrame(
        {
            "regency_code": generator.choice([f"R{i}" for i in range(10)], size),
            "type": generator.choice(["a", "b"], size),
            "year": generator.choice([2023, 2024], size),
            "grants": 1,
        }
    )
    hazard = 0.03 * np.where(rows["type"] == "b", 1.8, 1.0) * np.where(rows["year"] == 2024, 0.7, 1.0)
    closed_at, visit = generator.exponential(1 / hazard), generator.uniform(6, 40, size)
    rows["lower_months"] = np.where(closed_at > visit, visit, 0.0)
    rows["upper_months"] = np.where(closed_at > visit, np.nan, visit)
    found = {(r.covariate, r.level): r for r in hazard_ratios(rows, ["type", "year"])}
    others = [key for key, r in found.items() if not r.is_reference]
    design = np.column_stack([(rows[name].astype(str) == level).to_numpy(float) for name, level in others])

    def negative(parameters: Floats) -> float:
        rise = np.exp(design @ parameters[6:]) * (exposure_months(visit) @ np.exp(parameters[:6]))
        inside = np.where(rows["upper_months"].notna(), -np.expm1(-rise), np.exp(-rise))
        penalty = RIDGE / 2 * ((np.diff(parameters[:6]) ** 2).sum() + (parameters[6:] ** 2).sum())
        return float(-np.log(inside).sum() + penalty)

    other = optimize.minimize(negative, np.r_[np.full(6, -3.0), np.zeros(len(others))], method="BFGS").x
    assert [found[key].ratio for key in others] == pytest.approx(np.exp(other[6:]), rel=1e-3)
    for ratio in (found[key] for key in others):
        for ends in (ratio.in_places, ratio.were_it_repeated):
            lower, upper = present(ends)
            assert lower < present(ratio.ratio) < upper


def test_a_level_with_few_closures_is_withheld() -> None:
    rows = [*twice_as_fast(), ("R00", "sewing", 2024, 0, 6, 9), ("R00", "sewing", 2024, 6, None, 90)]
    sewing = next(r for r in hazard_ratios(table(*rows), ["type"]) if r.level == "sewing")
    assert (sewing.ratio, sewing.withheld, sewing.grants) == (None, "too_few_closures", 99)


def test_nothing_without_ten_closures() -> None:
    assert hazard_ratios(table(("R0", "snacks", 2024, 0, 6, 9), ("R0", "repairs", 2024, 6, None, 90)), ["type"]) == ()


def test_no_covariate_that_differs_gives_no_ratio() -> None:
    assert hazard_ratios(table(*twice_as_fast()), ["year"]) == ()


def test_what_is_not_recorded_is_a_level() -> None:
    rows = table(*twice_as_fast())
    rows.loc[rows["type"] == "snacks", "type"] = None
    assert {r.level for r in hazard_ratios(rows, ["type"])} == {"missing", "repairs"}
