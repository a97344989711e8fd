"""The tree says what the product does: few names at the top, pages that compose, no circle, a true table of rooms."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.test_layers import ROOT, VOCABULARY, imported

ANALYTICS = ROOT / "analytics"
MAX_LINES_OF_A_PAGE = 80
ROOMS = (
    "serve.py", "dashboard.py", "pages", "pages/shared", "pages/sections", "analytics/door", "analytics/contract.py",
    "analytics/programmes.py", "analytics/indicators.py", "analytics/estimate.py", "analytics/ingest",
    "analytics/store", "analytics/sql",
    "analytics/methods", "analytics/estimators", "analytics/answers", "analytics/charts", "analytics/i18n",
    "analytics/wording", "analytics/documents", "analytics/cli", "analytics/sample", "analytics/trials",
)  # fmt: skip
"""As data flows."""


def folders(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir() if path.is_dir() and path.name != "__pycache__")


def test_only_the_vocabulary_stands_at_the_top_of_analytics() -> None:
    modules = {f"analytics.{path.stem}" for path in ANALYTICS.glob("*.py")}
    assert modules == VOCABULARY | {"analytics.__init__", "analytics.__main__"}


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_a_page_composes(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES_OF_A_PAGE
    defined = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert not defined, f"{page.name} defines {defined[0].name}: it belongs to pages/sections/{page.stem}/"


def test_sections_stand_in_a_folder_a_page() -> None:
    pages = {path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__"}
    assert set(folders(ROOT / "pages" / "sections")) == pages


def test_a_section_serves_its_own_page_only() -> None:
    """What two pages use stands in pages/shared."""
    for file in (ROOT / "pages" / "sections").rglob("*.py"):
        own = f"pages.sections.{file.parent.name}"
        sections = [name for name in imported(str(file.relative_to(ROOT))) if name.startswith("pages.sections.")]
        assert [name for name in sections if not name.startswith(f"{own}.")] == [], file


def test_pages_remember_in_one_place() -> None:
    """Caches of their own would be keyed each in its own way, and one would be forgotten when a version changes."""
    caches = {"cache", "cache_data", "cache_resource", "lru_cache"}
    remembering = [
        file.relative_to(ROOT).as_posix()
        for file in [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in caches)
        or (isinstance(node, ast.Name) and node.id in caches)
    ]
    assert set(remembering) == {"pages/shared/memory.py"}


def test_folders_of_analytics_import_one_another_in_one_direction() -> None:
    """Raises CycleError with the circle where there is one."""
    graph: dict[str, set[str]] = {}
    for folder in folders(ANALYTICS):
        for file in (ANALYTICS / folder).rglob("*.py"):
            names = {
                name.split(".")[1] for name in imported(str(file.relative_to(ROOT))) if name.startswith("analytics.")
            }
            graph.setdefault(folder, set()).update(names & set(folders(ANALYTICS)) - {folder})
    assert set(TopologicalSorter(graph).static_order()) >= set(graph)


def first_paragraph(room: str) -> str:
    """What a room says that it holds: first paragraph of its docstring, or of its README.md where it has no code."""
    path = ROOT / room
    module = path / "__init__.py" if path.is_dir() else path
    if module.exists():
        text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    else:
        text = (path / "README.md").read_text(encoding="utf-8").split("\n\n", 1)[1]
    return " ".join(text.split("\n\n")[0].split())


def table_of_rooms() -> str:
    """The README's table, made from what the rooms say of themselves."""
    lines = [f"| `{room}{'' if room.endswith('.py') else '/'}` | {first_paragraph(room)} |" for room in ROOMS]
    return "\n".join(["| room | what it holds |", "|---|---|", *lines])


def test_every_room_of_analytics_has_a_row() -> None:
    rooms = {name.replace(".", "/") + ".py" for name in VOCABULARY} | {
        f"analytics/{name}" for name in folders(ANALYTICS)
    }
    assert {room for room in ROOMS if room.startswith("analytics/")} == rooms


def test_the_readme_says_of_each_room_what_the_room_says() -> None:
    assert table_of_rooms() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_of_analytics_names_every_room() -> None:
    picture = ast.get_docstring(ast.parse((ANALYTICS / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert [name for name in folders(ANALYTICS) if name not in picture] == []
