"""The ten regencies as the sample needs them: districts, and how well each is reached by visitors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

REFERENCE = Path(__file__).parents[2] / "data" / "reference" / "regencies.csv"


@dataclass(frozen=True)
class Reach:
    """How visits reach a regency (invented): share of grants never visited, factor on the gap between visits,
    share of visits that do not find the business."""

    never_visited: float
    gap_factor: float
    not_found: float


CITY = Reach(0.03, 0.85, 0.02)
ORDINARY = Reach(0.17, 1.0, 0.04)
REMOTE = Reach(0.30, 1.4, 0.07)

REACH: dict[str, Reach] = {
    "64.01": ORDINARY, "64.02": ORDINARY, "64.03": ORDINARY, "64.07": REMOTE, "64.08": REMOTE,
    "64.09": ORDINARY, "64.11": REMOTE, "64.71": CITY, "64.72": CITY, "64.74": CITY,
}  # fmt: skip

DISTRICTS: dict[str, tuple[str, ...]] = {
    "64.01": ("Tanah Grogot", "Kuaro", "Long Ikis", "Long Kali", "Batu Sopang", "Muara Komam", "Batu Engau"),
    "64.02": (
        "Tenggarong", "Tenggarong Seberang", "Loa Kulu", "Loa Janan", "Samboja", "Muara Jawa", "Anggana",
        "Muara Badak", "Sebulu", "Kota Bangun", "Muara Kaman", "Kembang Janggut",
    ),
    "64.03": ("Tanjung Redeb", "Gunung Tabur", "Sambaliung", "Teluk Bayur", "Talisayan", "Segah", "Kelay", "Tabalar"),
    "64.07": ("Barong Tongkok", "Melak", "Sekolaq Darat", "Linggang Bigung", "Damai", "Long Iram", "Jempang", "Bongan"),
    "64.08": (
        "Sangatta Utara", "Sangatta Selatan", "Bengalon", "Teluk Pandan", "Rantau Pulung", "Muara Wahau",
        "Kaliorang", "Sangkulirang", "Muara Bengkal",
    ),
    "64.09": ("Penajam", "Waru", "Babulu", "Sepaku"),
    "64.11": ("Long Bagun", "Long Hubung", "Laham", "Long Pahangai", "Long Apari"),
    "64.71": (
        "Balikpapan Kota", "Balikpapan Barat", "Balikpapan Timur", "Balikpapan Utara", "Balikpapan Tengah",
        "Balikpapan Selatan",
    ),
    "64.72": (
        "Samarinda Ulu", "Samarinda Ilir", "Samarinda Utara", "Samarinda Seberang", "Samarinda Kota",
        "Sungai Kunjang", "Sungai Pinang", "Palaran", "Loa Janan Ilir", "Sambutan",
    ),
    "64.74": ("Bontang Utara", "Bontang Selatan", "Bontang Barat"),
}  # fmt: skip


def regencies() -> pd.DataFrame:
    """One row per regency, by code: `regency_code`, `regency_name`, `poor_people` of the shipped reference table."""
    columns = ["regency_code", "regency_name", "poor_people"]
    table = pd.read_csv(REFERENCE, dtype={"regency_code": str}, usecols=columns)
    return table.sort_values("regency_code", ignore_index=True)[columns]
