"""Every line of docs/sql.md, run by a DuckDB that knows nothing of this program, gives the figures of the dashboard."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.answers.figures import figures
from analytics.answers.served import sample_store
from analytics.store.database import SQL, Store
from analytics.store.versions import database_file

ROOT = Path(__file__).parents[2]
ON = date(2026, 6, 30)
IN_A_BARE_DUCKDB = """
import json, sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
answers = []
for statement in json.load(sys.stdin):
    result = connection.execute(statement)
    columns = [column[0] for column in result.description or []]
    answers.append([dict(zip(columns, row)) for row in result.fetchall()])
print(json.dumps(answers, default=str))
"""
Rows = list[dict[str, object]]


def block(language: str) -> str:
    text = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="module")
def project(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's version and the questions where docs/sql.md says that they are, and no program."""
    folder = tmp_path_factory.mktemp("project")
    version = folder / "data" / "store" / "versions" / "0001"
    version.mkdir(parents=True)
    shutil.copy(database_file(sample_store(sample_folder), "0001"), version / "data.duckdb")
    shutil.copytree(SQL, folder / "analytics" / "sql")
    return folder


def bare(project: Path, code: str, *arguments: str, given: str = "") -> str:
    command = [sys.executable, "-I", "-c", code, *arguments]
    return subprocess.run(command, cwd=project, input=given, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def answers(project: Path) -> list[Rows]:
    statements = [statement.query for statement in duckdb.extract_statements(block("sql"))]
    said = bare(project, IN_A_BARE_DUCKDB, "data/store/versions/0001/data.duckdb", given=json.dumps(statements))
    answers: list[Rows] = json.loads(said)
    return answers


def test_it_takes_ten_lines() -> None:
    assert len(block("sql").splitlines()) == 10


def test_each_line_gives_what_the_dashboard_shows(answers: list[Rows], sample: Store) -> None:
    visits, grants, known, gaps, oldest, regencies, _, asked = answers
    assert visits == [{"visits": sample.manifest.rows["visits"]}]
    (all_grants,) = figures(sample, "grants", as_of=ON)
    assert len(grants) == all_grants.value
    shares = {one.by["programme"]: one for one in figures(sample, "persistence_rate", as_of=ON, by=["programme"])}
    assert {row["programme"]: row["known"] for row in known} == {name: one.n for name, one in shares.items()}
    for row in known:
        assert row["running"] / row["known"] == pytest.approx(shares[row["programme"]].value)  # type: ignore[operator,index]
    by_arm = sample.query("visit_gaps", as_of=ON, picked={}).set_index("delivery")["median_gap_months"]
    assert gaps == [{"median_gap_months": pytest.approx(by_arm["individual"])}]
    ages = sample.query("nowcast", as_of=ON, picked={}, by=[]).groupby("programme")["age_months"].max()
    assert {row["programme"]: row["oldest_months"] for row in oldest} == pytest.approx(ages.to_dict())
    named = sample.query("regencies")[["regency_code", "regency_name", "poor_people"]]
    assert regencies == named.to_dict("records")
    assert [row["running"] for row in asked] == running_by_regency(sample)


def test_a_question_is_asked_from_python(project: Path, sample: Store) -> None:
    said = bare(project, block("python") + "import json\nprint(json.dumps([row[3] for row in rows]))")
    assert json.loads(said) == running_by_regency(sample)


def running_by_regency(sample: Store) -> list[int]:
    return sample.query("persistence", as_of=ON, picked={}, by=["programme"])["running"].tolist()


@pytest.mark.parametrize("file", sorted(path.name for path in SQL.glob("*.sql")))
def test_every_question_can_be_asked_of_the_file_as_it_stands(file: str, project: Path, sample: Store) -> None:
    given = {"as_of": ON, "picked": None, "by": ["programme"], "most": 5, "table_name": "data.grants"}
    text = (SQL / file).read_text(encoding="utf-8")
    (statement,) = duckdb.extract_statements(text)
    bound = {name: given[name] for name in statement.named_parameters}
    version = project / "data" / "store" / "versions" / "0001" / "data.duckdb"
    with duckdb.connect(str(version), read_only=True) as connection:
        rows = connection.execute(text, bound).df()
    asked: dict[str, Any] = {**bound, **({"picked": {}} if "picked" in bound else {})}
    assert rows.equals(sample.query(Path(file).stem, **asked))
