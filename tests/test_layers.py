"""The house's table of layers, held by reading the imports (analytics/__init__.py has the picture)."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STANDARD = set(sys.stdlib_module_names)
FOUNDATIONS = {"analytics.contract", "analytics.programmes", "analytics.indicators", "analytics.estimate"}

MAY_IMPORT: dict[str, set[str]] = {
    "analytics/contract.py": FOUNDATIONS,
    "analytics/programmes.py": FOUNDATIONS,
    "analytics/indicators.py": FOUNDATIONS,
    "analytics/estimate.py": FOUNDATIONS,
    "analytics/ingest": {
        "analytics.contract", "analytics.programmes", "analytics.ingest", "duckdb", "pandas", "openpyxl",
    },
    "analytics/sample": {"analytics.contract", "analytics.programmes", "analytics.sample", "duckdb", "pandas", "numpy"},
    "analytics/versions.py": {"analytics.estimate", "filelock"},
    "analytics/store.py": {
        "analytics.contract", "analytics.programmes", "analytics.estimate", "analytics.versions", "duckdb", "pandas",
        "pyarrow",
    },
    "analytics/own_words.py": {"analytics.contract", "analytics.store", "analytics.versions", "analytics.ingest"},
    "analytics/importing.py": {
        "analytics.contract", "analytics.estimate", "analytics.store", "analytics.own_words", "analytics.versions",
        "analytics.ingest", "duckdb", "pandas",
    },
    "analytics/import_limits.py": {"analytics.versions", "analytics.ingest.exports", "analytics.ingest.report"},
    "analytics/import_apart.py": {"analytics.importing", "analytics.versions", "analytics.ingest.report"},
    "analytics/bench.py": {
        "analytics.contract", "analytics.importing", "analytics.sample", "analytics.store", "duckdb",
    },
    "analytics/import_words.py": {"analytics.ingest", "analytics.text"},
    "analytics/table_files.py": {"analytics.contract", "analytics.store", "duckdb"},
    "analytics/cli": {"analytics"},
    "analytics/serving.py": {"analytics.versions", "analytics.importing", "analytics.sample"},
    "analytics/estimators": FOUNDATIONS | {"analytics.estimators", "numpy", "scipy", "statsmodels", "pandas"},
    "analytics/simulation.py": {"analytics.estimators", "numpy", "scipy", "pandas"},
    "analytics/figures.py": FOUNDATIONS | {"analytics.store", "analytics.estimators", "pandas"},
    "analytics/curves.py": FOUNDATIONS | {
        "analytics.store", "analytics.estimators", "analytics.figures", "numpy", "pandas",
    },
    "analytics/spread.py": FOUNDATIONS | {"analytics.store", "analytics.estimators", "numpy"},
    "analytics/monitoring.py": FOUNDATIONS | {
        "analytics.store", "analytics.estimators", "analytics.figures", "numpy", "pandas",
    },
    "analytics/version_changes.py": FOUNDATIONS | {"analytics.store", "analytics.versions", "analytics.figures"},
    "analytics/planning.py": {"analytics.estimate", "analytics.store", "analytics.estimators"},
    "analytics/briefing.py": FOUNDATIONS | {
        "analytics.store", "analytics.estimators", "analytics.figures", "analytics.planning", "analytics.memo.contents",
    },
    "analytics/published.py": {"analytics.estimate", "analytics.figures", "analytics.store"},
    "analytics/charts": {"analytics.charts", "analytics.estimate", "plotly", "pandas"},
    "analytics/memo": {
        "analytics.memo", "analytics.estimate", "analytics.text", "analytics.wording", "analytics.versions",
        "analytics.charts.palette", "analytics.estimators.comparison", "analytics.estimators.grant_size", "pandas",
        "xlsxwriter", "typst",
    },
    "analytics/text": {"analytics.text", "babel"},
    "analytics/wording": FOUNDATIONS | {
        "analytics.wording", "analytics.text", "analytics.versions", "analytics.estimators.comparison",
        "analytics.estimators.grant_size",
    },
    "analytics/__main__.py": {"analytics"},
    "pages": {"analytics", "pages", "streamlit", "pandas", "plotly"},
    "dashboard.py": {"analytics", "pages", "streamlit"},
}  # fmt: skip


def python_files() -> list[str]:
    files = [*ROOT.glob("analytics/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "dashboard.py"]
    return sorted(
        file.relative_to(ROOT).as_posix() for file in files if file.name != "__init__.py" or file.stat().st_size
    )


def room(file: str) -> str | None:
    """The longest name in the table under which the file stands."""
    names = [name for name in MAY_IMPORT if file == name or file.startswith(f"{name}/")]
    return max(names, key=len, default=None)


def imported(file: str) -> set[str]:
    """Full names of modules that a file imports; relative imports are written out."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def is_allowed(name: str, allowed: set[str]) -> bool:
    return name.split(".", maxsplit=1)[0] in STANDARD or any(
        name == one or name.startswith(f"{one}.") for one in allowed
    )


@pytest.mark.parametrize("file", [file for file in python_files() if file != "analytics/__init__.py"])
def test_a_file_imports_only_what_its_layer_may(file: str) -> None:
    name = room(file)
    assert name is not None, f"{file} has no row in the table of layers"
    assert {one for one in imported(file) if not is_allowed(one, MAY_IMPORT[name])} == set()


@pytest.mark.parametrize("file", [file for file in python_files() if file.startswith(("pages/", "dashboard.py"))])
def test_pages_hold_no_sql(file: str) -> None:
    assert not any(name.startswith("duckdb") for name in imported(file))


@pytest.mark.parametrize(
    "file", sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("analytics/sql/**/*.sql"))
)
def test_a_query_says_its_question_grain_and_parameters(file: str) -> None:
    header = [line for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if line.startswith("--")]
    text = "\n".join(header)
    assert all(word in text for word in ("Question:", "Grain:", "Parameters")), f"{file}: {text}"
