"""Header and parameters of every query in `analytics/sql/` say the same."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

SQL = Path(__file__).parents[2] / "analytics" / "sql"


@pytest.mark.parametrize("file", sorted(path.name for path in SQL.glob("*.sql")))
def test_the_header_names_exactly_the_parameters_that_are_bound(file: str) -> None:
    text = (SQL / file).read_text(encoding="utf-8")
    header = "\n".join(line for line in text.splitlines() if line.startswith("--"))
    parameters = header.split("Parameters:", 1)[1].split(".", 1)[0]
    said = set(re.findall(r"\$(\w+)", parameters))
    (statement,) = duckdb.extract_statements(text)
    assert said == set(statement.named_parameters)


@pytest.mark.parametrize("file", sorted(path.name for path in SQL.glob("*.sql")))
def test_states_are_asked_of_the_day_whose_states_are_kept(file: str) -> None:
    asked = re.findall(
        r"\b(?:grants_at|visit_gaps_at|grant_states_at)\(\s*([^,)]+)", (SQL / file).read_text(encoding="utf-8")
    )
    assert set(asked) <= {"$as_of::DATE"}
