"""What was disbursed, when and where: the published counts and amounts, and what had to be assumed.

Sources: `data/reference/published_figures.csv`; assumptions: `data/sample/README.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from analytics.methods.apportionment import apportion
from analytics.sample.places import regencies

Spread = Literal["uneven", "poverty", "equal"]


@dataclass(frozen=True)
class Disbursement:
    """Grants of one programme handed over between two days (both included).

    `spread` over the regencies: `equal` shares; by the number of poor people (`poverty`); or `uneven`, half
    equal and half by poverty with chance from year to year. `amount_idr` None: the price of the goods of
    each type decides (`grants.GOODS`).
    """

    programme: str
    first_day: date
    last_day: date
    grants: int
    amount_idr: int | None
    spread: Spread = "uneven"
    regency_codes: tuple[str, ...] = ()
    funding_source: str = "APBD"


def _years(
    programme: str, amount_idr: int, first_month: int, counts: dict[int, int], spread: Spread = "uneven"
) -> tuple[Disbursement, ...]:
    return tuple(
        Disbursement(programme, date(year, first_month, 1), date(year, 12, 20), count, amount_idr, spread)
        for year, count in counts.items()
    )


PLAN: tuple[Disbursement, ...] = (
    *_years("KUBE", 15_000_000, 4, {2016: 98, 2017: 102, 2018: 101, 2019: 97, 2020: 103, 2021: 100, 2022: 99}),
    Disbursement("KUBE", date(2023, 4, 1), date(2023, 12, 20), 40, 15_000_000, "equal", ("64.02", "64.07")),
    Disbursement(
        "KUBE", date(2024, 1, 15), date(2024, 6, 30), 80, 20_000_000, "equal",
        ("64.02", "64.07", "64.08", "64.71", "64.72"),
    ),
    *_years("WRSE", 3_000_000, 3, {2017: 58, 2018: 62, 2019: 60, 2020: 61, 2021: 59, 2022: 60}),
    Disbursement("WRSE", date(2023, 3, 1), date(2023, 12, 20), 50, 3_000_000, "equal", ("64.02", "64.72")),
    *_years("WRSE", 3_000_000, 3, {2024: 100}),
    *_years("UEP", 5_000_000, 3, {2024: 100}),
    Disbursement("UEP", date(2025, 6, 5), date(2025, 9, 30), 1_500, None, "poverty"),
    Disbursement("UEP", date(2025, 10, 1), date(2025, 12, 19), 180, None, "poverty", funding_source="APBD-P"),
)  # fmt: skip

TARGET_YEARS = (2024, 2025, 2026)
TARGET_A_REGENCY = {"KUBE": 20, "WRSE": 50}
TARGET_AMOUNT_IDR = {"KUBE": 20_000_000}
"""What one grant was planned to cost, where that was published for the target."""


def regency_counts(disbursement: Disbursement, grants: int, rng: np.random.Generator) -> dict[str, int]:
    """How many of these grants go to each regency (by code), adding up to `grants`."""
    table = regencies()
    if disbursement.regency_codes:
        table = table[table["regency_code"].isin(disbursement.regency_codes)]
    codes = table["regency_code"].tolist()
    poverty = table["poor_people"].to_numpy(dtype=float) / table["poor_people"].sum()
    weights = {
        "equal": np.ones(len(codes)),
        "poverty": poverty,
        "uneven": (poverty + 1 / len(codes)) * rng.lognormal(0, 0.25, len(codes)),
    }[disbursement.spread]
    return dict(zip(codes, apportion(grants, weights).tolist(), strict=True))


def targets() -> pd.DataFrame:
    """Targets of 2024-2026 in the columns of the contract, one row per year, regency and programme.

    KUBE and women as published (20 groups and 50 women a regency a year); UEP 2025: the 1,500 and the 180
    shared out as they were handed over, by poor people.
    """
    planned = [
        (year, code, programme, count)
        for year in TARGET_YEARS
        for programme, count in TARGET_A_REGENCY.items()
        for code in regencies()["regency_code"]
    ]
    planned += [(2025, code, "UEP", count) for code, count in _uep_target(PLAN).items()]
    frame = pd.DataFrame(planned, columns=["year", "regency_code", "programme", "target_grants"])
    price = frame["programme"].map(TARGET_AMOUNT_IDR).astype("Int64")
    frame["target_amount_idr"] = frame["target_grants"] * price
    frame["regency"] = frame["regency_code"].map(regencies().set_index("regency_code")["regency_name"])
    return frame.sort_values(["year", "programme", "regency_code"], ignore_index=True)


def _uep_target(plan: Sequence[Disbursement]) -> dict[str, int]:
    rng = np.random.default_rng(0)
    parts = [regency_counts(d, d.grants, rng) for d in plan if d.spread == "poverty"]
    return {code: sum(part[code] for part in parts) for code in parts[0]}
