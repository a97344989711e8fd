"""The notes on how to add a thing, followed to the letter on a copy of the tree."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.i18n import catalog, languages
from analytics.ingest.load import import_exports
from analytics.programmes import PROGRAMMES
from tests.conftest import LATEST, NOW, Row, write_export

ROOT = Path(__file__).parents[1]
LANGUAGES = languages()
GRANT: Row = {
    "grant_id": "CONTOH-1", "programme": "UEP", "regency": "Berau", "amount_idr": 5_000_000,
    "disbursed_on": "2024-06-10",
}  # fmt: skip

Run = Callable[..., dict[str, Any]]
OPENED = """
import os
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

made = PagesManager.__init__

def without_pages_folder(self, *args, **kwargs):
    made(self, *args, **kwargs)
    PagesManager.uses_pages_directory = False

PagesManager.__init__ = without_pages_folder

def opened(stem, **query):
    os.environ["DASHBOARD_STORE"] = str(store)
    page = AppTest.from_file("dashboard.py", default_timeout=60)
    page.query_params.update(query)
    page = page.run().switch_page(f"pages/{stem}.py").run()
    assert not page.exception and not page.error, (page.exception, page.error)
    return page
"""
"""A page of the copy as a reader meets it; AppTest forgets at every run that `st.navigation` is used."""


class Tree:
    """A copy of the product in which files are edited as a note says."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.edited: set[str] = set()
        for room in ("analytics", "pages", "data/reference", "data/sample", ".streamlit"):
            shutil.copytree(ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__"))
        for file in ("dashboard.py", "pyproject.toml"):
            shutil.copy(ROOT / file, root / file)

    def write(self, file: str, text: str) -> None:
        self.edited.add(file)
        (self.root / file).write_text(text, encoding="utf-8")

    def insert(self, file: str, after: str, text: str) -> None:
        """Puts a text behind the first place at which another ends."""
        before = (self.root / file).read_text(encoding="utf-8")
        assert after in before, (file, after)
        self.write(file, before.replace(after, after + text, 1))

    def append(self, file: str, text: str) -> None:
        self.write(file, (self.root / file).read_text(encoding="utf-8") + text)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "tree")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of one version, made before the change."""
    export = write_export(tmp_path / "before.csv", [GRANT, {**GRANT, "grant_id": "CONTOH-2"}])
    assert import_exports(tmp_path / "store", [export], as_of=LATEST, now=NOW).outcome == "accepted"
    return tmp_path / "store"


@pytest.fixture
def run(tree: Tree, store: Path, tmp_path: Path) -> Run:
    """`run(source, rows=[...])`: runs Python in the copy, where `report` is that of adding the rows to the store, and
    gives the values of the names that `source` puts into `found`."""

    def ran(source: str, rows: list[Row], **environment: str) -> dict[str, Any]:
        export = write_export(tmp_path / "after.csv", rows)
        script = f"""
import json
from datetime import datetime
from pathlib import Path
from analytics.ingest.load import import_exports
from analytics.store.database import Store
store = Path({str(store)!r})
now = datetime.fromisoformat({NOW.isoformat()!r})
report = import_exports(store, [Path({str(export)!r})], as_of=datetime({LATEST.year}, 12, 31).date(), now=now, add=True)
assert report.outcome == "accepted", (report.files, report.rejected)
found = {{}}
{source}
print("FOUND", json.dumps(found, default=str))
"""
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=tree.root, capture_output=True, text=True, check=False, timeout=300,
            env={**os.environ, "PYTHONPATH": str(tree.root), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        found: dict[str, Any] = json.loads(done.stdout.rpartition("FOUND ")[2])
        return found

    return ran


def catalogs(room: str) -> list[str]:
    return [f"analytics/i18n/{lang}/{room}.toml" for lang in LANGUAGES]


def test_a_column(tree: Tree, run: Run) -> None:
    tree.insert("analytics/contract.py", 'GRANTS = Table(\n    "grants",\n    (\n',
                '        Column("bank", "text", False, ("nama_bank",)),\n')  # fmt: skip
    for file in catalogs("contract"):
        tree.insert(file, "[column.grants]\n", 'bank = "Bank."\n')
    assert len(tree.edited) == 1 + len(LANGUAGES)
    found = run(
        """
from analytics.answers.figures import figures
for version in ("0001", None):
    opened = Store.open(store, version=version)
    grants = opened.query("table", table_name="data.grants").sort_values("grant_id")
    found[str(version)] = grants["bank"].fillna("").tolist()
found["grants"] = figures(opened, "grants")[0].value
found["changes"] = report.changes["grants"]
""",
        [{**GRANT, "grant_id": "CONTOH-3", "nama_bank": "Bankaltimtara"}],
    )
    assert found["0001"] == ["", ""]
    assert found["None"] == ["", "", "Bankaltimtara"]
    assert found["changes"] == {"added": 1, "changed": 0, "gone": 0}
    assert found["grants"] == 3


def test_a_programme(tree: Tree, run: Run) -> None:
    tree.insert("analytics/programmes.py", "    for programme in (\n",
                '        Programme("PKR", "group", "groups", 8, 2025, None, (5_000_000, 30_000_000)),\n')  # fmt: skip
    for file in catalogs("programme"):
        tree.append(file, '\n[PKR]\nshort = "PKR"\nname = "PKR (kelompok remaja)"\n')
    assert len(tree.edited) == 1 + len(LANGUAGES)
    found = run(
        OPENED
        + """
from analytics.answers.figures import figures
found["families"] = {e.by["programme"]: e.value for e in figures(Store.open(store), "families", by=["programme"])}
found["page"] = [str(words.value) for words in opened("comparison", comparison_tab="arms").markdown]
found["filter"] = opened("definitions").multiselect(key="programme").options
""",
        [{**GRANT, "grant_id": "CONTOH-3", "programme": "PKR"}],
    )
    assert found["families"] == {"PKR": 8, "UEP": 2}
    assert f"**{catalog(LANGUAGES[0])('comparison.heading.alone', programme='PKR')}**" in found["page"]
    assert "PKR" in found["filter"]


def test_a_language(tree: Tree, run: Run) -> None:
    shutil.copytree(tree.root / "analytics/i18n/en", tree.root / "analytics/i18n/fr")
    tree.insert("analytics/i18n/fr/coverage.toml", 'title = "', "Couverture: ")
    found = run(
        OPENED
        + """
from datetime import date
from analytics.i18n import languages
from analytics.i18n.numbers import day, number
found["languages"] = languages()
found["number"] = number(0.5, "fr", 1)
found["day"] = day(date(2025, 6, 4), "fr")
found["title"] = opened("coverage").title[0].value
""",
        [GRANT],
        DASHBOARD_LANGUAGE="fr",
    )
    assert found["languages"] == [LANGUAGES[0], *sorted({*LANGUAGES[1:], "fr"})]
    assert (found["number"], found["day"], found["title"]) == (
        "0,5",
        "4 juin 2025",
        f"Couverture: {catalog('en')('coverage.title')}",
    )


def test_an_indicator(tree: Tree, run: Run) -> None:
    tree.insert(
        "analytics/indicators.py",
        "    for indicator in (\n",
        '        Indicator("verified_families", "families", "verified", "complete_count", ("families",)),\n',
    )
    tree.write(
        "analytics/sql/verified.sql",
        """-- Question: how many families were reached by grants whose assessment was verified?
-- Grain: one row per group of the chosen dimensions.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    grouping,
    list_sort(list(distinct programme)) as programmes,
    count(*) as grants,
    sum(family_count)::BIGINT as families,
    count(*) filter (where delivery = 'group' and members is null) as members_missing,
    count(*) filter (where visit_count = 0) as unvisited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
where verified
group by all
order by all
""",
    )
    words = {part: f"{part} of it" for part in ("name", "definition", "numerator", "denominator", "how", "limits")}
    for file in catalogs("indicators"):
        tree.append(file, "\n[verified_families]\n" + "".join(f'{key} = "{said}"\n' for key, said in words.items()))
    assert len(tree.edited) == 2 + len(LANGUAGES)
    found = run(
        OPENED
        + """
from analytics.answers.figures import figures
(estimate,) = figures(Store.open(store), "verified_families")
found["value"] = estimate.value
page = opened("definitions", indicator="verified_families")
found["page"] = [str(text.value) for kind in (page.subheader, page.markdown) for text in kind]
""",
        [{**GRANT, "grant_id": f"CONTOH-{number}", "verified": "ya" if number == 3 else "tidak"} for number in (3, 4)],
    )
    assert found["value"] == 1
    assert "definition of it" in str(found["page"])


def test_a_page(tree: Tree, run: Run) -> None:
    tree.insert("pages/__init__.py", "PAGES = (\n", '    PageEntry("amounts", "results", ":material/payments:"),\n')
    tree.write(
        "pages/amounts.py",
        """from pages.shared.frame import page_frame

frame = page_frame("amounts")
""",
    )
    for file in catalogs("amounts"):
        tree.write(file, 'title = "Amounts of it"\n')
    assert len(tree.edited) == 2 + len(LANGUAGES)
    found = run(OPENED + 'found["title"] = opened("amounts").title[0].value\n', [GRANT])
    assert found["title"] == "Amounts of it"


def constants(file: Path) -> list[tuple[ast.AST, set[object]]]:
    """Every collection and every lone constant of a module, with the constants in it."""
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    kinds = (ast.Constant, ast.Tuple, ast.List, ast.Set, ast.Dict)
    return [
        (node, {leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)})
        for node in nodes
        if isinstance(node, kinds)
    ]


def modules() -> list[Path]:
    return [ROOT / "dashboard.py", *(ROOT / "analytics").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]


def test_nothing_but_its_folder_names_a_language() -> None:
    """`id` is also a heading of exports."""
    named = {
        (file.relative_to(ROOT).as_posix(), str(node.value))
        for file in modules()
        for node, _ in constants(file)
        if isinstance(node, ast.Constant) and node.value in LANGUAGES
    }
    assert named == {("analytics/i18n/__init__.py", LANGUAGES[0]), ("analytics/contract.py", "id")}


def test_nothing_but_the_sample_lists_all_programmes_anew() -> None:
    """A colour is not required of a programme."""
    listed = {
        file.relative_to(ROOT).as_posix()
        for file in modules()
        for node, values in constants(file)
        if not isinstance(node, ast.Constant) and set(PROGRAMMES) <= values
    }
    assert {name for name in listed if not name.startswith("analytics/sample/")} == {
        "analytics/programmes.py", "analytics/charts/palette.py",
    }  # fmt: skip
