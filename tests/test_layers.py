"""The house's table of layers, held by reading the imports (analytics/__init__.py has the picture)."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STANDARD = set(sys.stdlib_module_names)
VOCABULARY = {"analytics.contract", "analytics.programmes", "analytics.indicators", "analytics.estimate"}

MAY_IMPORT: dict[str, set[str]] = {
    "analytics": VOCABULARY,
    "analytics/__main__.py": {"analytics"},
    "analytics/ingest": VOCABULARY | {
        "analytics.ingest", "analytics.store", "duckdb", "pandas", "pyarrow", "psutil", "python_calamine",
    },
    "analytics/sample": VOCABULARY | {
        "analytics.sample", "analytics.methods.apportionment", "duckdb", "pandas", "numpy",
    },
    "analytics/store": VOCABULARY | {
        "analytics.store", "duckdb", "pandas", "pyarrow", "filelock", "pyspark", "sqlglot",
    },
    "analytics/methods": {
        "analytics.methods", "analytics.estimate", "numpy", "pandas", "scipy", "statsmodels",
    },
    "analytics/estimators": VOCABULARY | {"analytics.estimators", "analytics.methods", "numpy", "pandas"},
    "analytics/answers": VOCABULARY | {
        "analytics.answers", "analytics.store", "analytics.estimators", "analytics.methods", "analytics.ingest",
        "analytics.sample", "numpy", "pandas",
    },
    "analytics/trials": VOCABULARY | {
        "analytics.trials", "analytics.methods", "analytics.ingest", "analytics.sample", "analytics.store", "duckdb",
        "numpy", "pandas", "scipy", "psutil",
    },
    "analytics/charts": VOCABULARY | {"analytics.charts", "analytics.i18n.numbers", "plotly", "pandas"},
    "analytics/door": {"analytics.door", "brotli", "starlette"},
    "analytics/i18n": {"analytics.i18n", "babel"},
    "analytics/wording": VOCABULARY | {
        "analytics.wording", "analytics.i18n", "analytics.answers", "analytics.store", "analytics.ingest",
        "analytics.methods",
    },
    "analytics/documents": VOCABULARY | {
        "analytics.documents", "analytics.answers", "analytics.i18n", "analytics.wording", "analytics.store",
        "analytics.charts.palette", "analytics.methods", "duckdb", "pandas", "xlsxwriter", "typst",
    },
    "analytics/cli": {"analytics"},
    "pages": {"analytics", "pages", "streamlit", "pandas", "plotly"},
    "serve.py": {"analytics", "pages", "starlette", "streamlit"},
    "dashboard.py": {"analytics", "pages", "streamlit"},
}  # fmt: skip


def python_files() -> list[str]:
    files = [*ROOT.glob("analytics/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "dashboard.py", ROOT / "serve.py"]
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
