"""Header and parameters of every query in `analytics/sql/` say the same."""

from __future__ import annotations

import re

import duckdb
import pytest

from analytics.store.database import MACROS, REFERENCE_FILES, SQL


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
        r"\b(?:grants_at|lost_at|visit_gaps_at|grant_states_at)\(\s*([^,)]+)", (SQL / file).read_text(encoding="utf-8")
    )
    assert set(asked) <= {"$as_of::DATE"}


def test_macros_are_made_after_those_that_they_use() -> None:
    assert sorted(MACROS) == sorted(path.stem for path in (SQL / "macros").glob("*.sql"))
    for place, name in enumerate(MACROS):
        body = (SQL / "macros" / f"{name}.sql").read_text(encoding="utf-8")
        assert [later for later in MACROS[place + 1 :] if f"{later}(" in body] == []


def test_every_reference_table_has_a_file_that_makes_it() -> None:
    assert sorted(("programmes", *REFERENCE_FILES)) == sorted(path.stem for path in (SQL / "reference").glob("*.sql"))


def test_no_query_reckons_months_by_a_clock_of_its_own() -> None:
    """Not by days over a mean month, and not by `date_diff('month')`, which counts first days of a month."""
    clock = re.compile(r"30\.\d|365|date_diff\(\s*'month'")
    assert [path.name for path in SQL.rglob("*.sql") if clock.search(path.read_text(encoding="utf-8"))] == []
