"""The committed sample can be made again, and others of any size, seed and format."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from analytics.sample import write_sample

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
FILES = ("grants", "visits", "targets")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return folder


@pytest.mark.parametrize("name", FILES)
def test_the_committed_sample_is_what_the_code_makes(name: str, made: Path) -> None:
    assert (made / f"{name}.csv").read_bytes() == (SAMPLE / f"{name}.csv").read_bytes()


def test_another_seed_makes_another_sample(tmp_path: Path) -> None:
    write_sample(tmp_path, seed=1)
    assert (tmp_path / "grants.csv").read_bytes() != (SAMPLE / "grants.csv").read_bytes()


@pytest.mark.parametrize("grants", [1, 200, 9_000])
def test_any_number_of_grants_can_be_made(grants: int, tmp_path: Path) -> None:
    write_sample(tmp_path, grants=grants)
    assert len({row["grant_id"] for row in rows(tmp_path / "grants.csv")}) == grants


def test_parquet_holds_what_csv_holds(made: Path, tmp_path: Path) -> None:
    write_sample(tmp_path, format="parquet")
    visits = pd.read_parquet(tmp_path / "visits.parquet")
    as_csv = rows(SAMPLE / "visits.csv")
    assert visits["visit_id"].tolist() == [row["visit_id"] for row in as_csv]
    assert visits["status"].tolist() == [row["status"] for row in as_csv]
    assert [str(found) for found in visits["visited_on"]] == [row["visited_on"] for row in as_csv]
