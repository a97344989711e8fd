"""The data sets of the oracles, and small tables of grants by what is known of their closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analytics.methods.interval_counts import IntervalCounts

DATA = Path(__file__).parent / "data"
DAYS_A_MONTH = 30.4375


@pytest.fixture(scope="session")
def read() -> Callable[[str], pd.DataFrame]:
    return lambda name: pd.read_csv(DATA / f"{name}.csv")


@pytest.fixture(scope="session")
def made_up_grants(read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """One row per grant: regency_code, delivery, business_type, lower_days, upper_days (null: not seen closed)."""
    return read("made_up_grants")


@pytest.fixture(scope="session")
def made_up_in_days(made_up_grants: pd.DataFrame) -> IntervalCounts:
    """The same with days in place of months, for the oracles that are kept in days."""
    return IntervalCounts.from_frame(
        made_up_grants.rename(columns={"lower_days": "lower_months", "upper_days": "upper_months"}).assign(grants=1)
    )


@pytest.fixture(scope="session")
def made_up(made_up_grants: pd.DataFrame) -> IntervalCounts:
    return IntervalCounts.from_frame(
        made_up_grants.assign(
            lower_months=made_up_grants["lower_days"] / DAYS_A_MONTH,
            upper_months=made_up_grants["upper_days"] / DAYS_A_MONTH,
            grants=1,
        )
    )


@pytest.fixture(scope="session")
def counts() -> Callable[..., IntervalCounts]:
    """Counts from rows of (regency, L, R or None, grants)."""

    def build(*rows: tuple[str, float, float | None, int]) -> IntervalCounts:
        return IntervalCounts.from_frame(
            pd.DataFrame(rows, columns=["regency_code", "lower_months", "upper_months", "grants"]).astype(
                {"upper_months": float}
            )
        )

    return build
