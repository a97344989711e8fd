"""The grants table: one row per grant, with what the agency would have recorded of it."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.contract import SAMPLE_PREFIX
from analytics.methods.apportionment import apportion
from analytics.programmes import PROGRAMMES
from analytics.sample.places import DISTRICTS, regencies
from analytics.sample.plan import PLAN, Disbursement, regency_counts

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

BUSINESS_TYPES: dict[str, dict[str, float]] = {
    "KUBE": {"Sembako": 0.30, "Pertanian": 0.22, "Nelayan": 0.12, "Budidaya ikan": 0.16, "Peternakan": 0.20},
    "WRSE": {
        "Kue basah": 0.22, "Jualan gorengan": 0.20, "Warung sembako": 0.20, "Warung makan": 0.14, "Menjahit": 0.10,
        "Keripik singkong": 0.08, "Kerajinan manik": 0.06,
    },
    "UEP": {
        "Makanan": 0.27, "Minuman": 0.14, "Gorengan": 0.20, "Ternak ayam": 0.15, "Kue": 0.16, "Bengkel motor": 0.08,
    },
}  # fmt: skip
"""Published: the five of KUBE and the six of UEP. The types of WRSE and all shares are invented."""

GOODS: dict[str, tuple[str, int]] = {
    "Makanan": ("Kompor, panci, bahan baku", 4_750_000),
    "Minuman": ("Blender, kotak es, bahan baku", 4_500_000),
    "Gorengan": ("Gerobak, wajan, bahan baku", 4_600_000),
    "Ternak ayam": ("Kandang, bibit ayam, pakan", 5_000_000),
    "Kue": ("Oven, mixer, bahan baku", 4_800_000),
    "Bengkel motor": ("Kompresor, kunci, suku cadang", 5_000_000),
}
"""UEP of 2025: goods by type and their price (invented, within the published Rp 4.5-5 million)."""

MALE_FROM = 2025
"""Men became eligible in this year."""

REPEAT_RECIPIENTS = 0.012


def draw_grants(rng: np.random.Generator, total: int | None = None) -> pd.DataFrame:
    """Grants in the columns of the contract, by day of disbursement, numbered within programme and year.

    `total` scales the plan; None keeps it.
    """
    counts = [d.grants for d in PLAN] if total is None else apportion(total, [d.grants for d in PLAN]).tolist()
    parts = [_handed_over(d, n, rng) for d, n in zip(PLAN, counts, strict=True) if n]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.sort_values(["disbursed_on", "programme", "regency_code"], kind="stable", ignore_index=True)
    frame["budget_year"] = frame["disbursed_on"].dt.year
    number = frame.groupby(["programme", "budget_year"]).cumcount() + 1
    frame["grant_id"] = [
        f"{SAMPLE_PREFIX}{programme}-{year}-{n:04d}"
        for programme, year, n in zip(frame["programme"], frame["budget_year"], number, strict=True)
    ]
    _add_business(frame, rng)
    _add_place(frame, rng)
    _add_people(frame, rng)
    _add_preparation(frame, rng)
    return frame


def _handed_over(disbursement: Disbursement, grants: int, rng: np.random.Generator) -> pd.DataFrame:
    by_regency = regency_counts(disbursement, grants, rng)
    days = pd.bdate_range(disbursement.first_day, disbursement.last_day)
    return pd.DataFrame(
        {
            "programme": disbursement.programme,
            "regency_code": np.repeat(list(by_regency), list(by_regency.values())),
            "disbursed_on": days[rng.integers(0, len(days), grants)],
            "amount_idr": disbursement.amount_idr or 0,
            "funding_source": disbursement.funding_source,
        }
    )


def _add_business(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    frame["business_type"] = ""
    for programme, shares in BUSINESS_TYPES.items():
        of_programme = (frame["programme"] == programme).to_numpy()
        types = rng.choice(list(shares), of_programme.sum(), p=list(shares.values()))
        frame.loc[of_programme, "business_type"] = types
    priced = frame["amount_idr"] == 0
    goods = frame["business_type"].where(priced)
    frame.loc[priced, "amount_idr"] = goods[priced].map({name: price for name, (_, price) in GOODS.items()})
    frame["goods"] = goods.map({name: words for name, (words, _) in GOODS.items()})


def _add_place(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    frame["regency"] = frame["regency_code"].map(regencies().set_index("regency_code")["regency_name"])
    district = np.empty(len(frame), dtype=object)
    where = rng.random(len(frame))
    for code, names in DISTRICTS.items():
        here = (frame["regency_code"] == code).to_numpy()
        district[here] = np.array(names, dtype=object)[(where[here] * len(names)).astype(int)]
    frame["district"] = _some_missing(district, rng, 0.03)
    village = np.array([f"Desa {n}" for n in range(1, 13)], dtype=object)[rng.integers(0, 12, len(frame))]
    frame["village"] = _some_missing(village, rng, 0.12)


def _add_people(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    size = len(frame)
    programme = frame["programme"].to_numpy()
    group = programme == "KUBE"
    frame["members"] = frame["programme"].map({code: p.usual_members for code, p in PROGRAMMES.items()})
    frame["women_members"] = _counts(rng.binomial(5, 0.45, size), group & (rng.random(size) < 0.8))
    male = (programme == "UEP") & (frame["budget_year"].to_numpy() >= MALE_FROM) & (rng.random(size) < 0.37)
    frame["recipient_sex"] = _some_missing(np.where(male, "M", "F").astype(object), rng, 0.03)
    frame.loc[group, "recipient_sex"] = None
    person = np.arange(1, size + 1)
    again = rng.random(size) < REPEAT_RECIPIENTS
    person[again] = (rng.random(again.sum()) * np.flatnonzero(again)).astype(int) + 1
    frame["recipient_id"] = [f"{SAMPLE_PREFIX}P{n:06d}" for n in person]
    frame.loc[group, "recipient_id"] = None


def _add_preparation(frame: pd.DataFrame, rng: np.random.Generator) -> None:
    """What was recorded before the grant: little in the early years, most from 2023 on."""
    size = len(frame)
    year = frame["budget_year"].to_numpy()
    recent = year >= 2023
    group = (frame["programme"] == "KUBE").to_numpy()
    mentored = rng.random(size) < np.where(group, 0.55, 0.7)
    frame["mentored"] = pd.arrays.BooleanArray(mentored, rng.random(size) >= np.where(recent, 0.95, 0.8))
    turnover = 50_000 * np.round(rng.lognormal(np.where(group, 14.3, 13.7), 0.5) / 50_000)
    frame["baseline_turnover_idr"] = _counts(turnover, rng.random(size) < np.where(recent, 0.75, 0.2))
    assessed = rng.random(size) < np.where(recent, 0.9, 0.3)
    ahead = pd.to_timedelta(rng.integers(20, 120, size), unit="D")
    frame["assessed_on"] = (frame["disbursed_on"] - ahead).where(pd.Series(assessed))
    verified = rng.random(size) < 0.93
    frame["verified"] = pd.arrays.BooleanArray(verified, ~assessed)
    frame["poverty_register"] = _some_missing(_register(year, rng), rng, 0.05)
    frame.loc[~recent & (rng.random(size) < 0.06), "funding_source"] = None


def _register(year: Ints, rng: np.random.Generator) -> Texts:
    """DTKS, beside it P3KE from 2022, and DTSEN in the place of both from 2025; a few by PKH or by none."""
    draw = rng.random(len(year))
    usual = np.select([year >= 2025, (year >= 2022) & (draw < 0.25)], ["DTSEN", "P3KE"], "DTKS")
    register: Texts = np.select([draw > 0.99, draw > 0.93], ["none", "PKH"], usual).astype(object)
    return register


def _some_missing(values: Texts, rng: np.random.Generator, share: float) -> Texts:
    kept = values.copy()
    kept[rng.random(len(values)) < share] = None
    return kept


def _counts(values: npt.ArrayLike, recorded: Flags) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(np.asarray(values).astype(np.int64), ~recorded)


def day_numbers(days: pd.Series) -> Ints:
    """Days since 1970-01-01."""
    return days.to_numpy().astype("datetime64[D]").astype(np.int64)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days
