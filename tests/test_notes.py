"""What the notes for contributors name exists: files, the functions in them, targets of make."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTES = ("docs/architecture.md", "docs/glossary.md", "docs/outputs.md", "CONTRIBUTING.md")


def quoted(note: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", (ROOT / note).read_text(encoding="utf-8"))


def defined(file: str) -> set[str]:
    nodes = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}


@pytest.mark.parametrize("note", NOTES)
def test_files_that_a_note_names_exist(note: str) -> None:
    named = [one.split(":")[0] for one in quoted(note) if "/" in one and not set(one) & set("<> ")]
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_functions_that_the_walks_name_stand_in_their_files() -> None:
    named = [one.split(":") for one in quoted("docs/architecture.md") if ".py:" in one]
    assert len(named) > 20
    assert [(file, name) for file, name in named if name not in defined(file)] == []


def test_commands_of_make_that_the_notes_name_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {line.split(":")[0] for line in makefile.splitlines() if re.match(r"[a-z-]+:", line)}
    notes = [(ROOT / note).read_text(encoding="utf-8") for note in ("README.md", "CONTRIBUTING.md")]
    named = {name for note in notes for name in re.findall(r"(?:`|^    )make ([a-z-]+)", note, flags=re.MULTILINE)}
    assert {"run", "test", "check", "quick"} <= named <= targets


def test_the_hook_before_a_commit_is_make_check() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"entry: (.*)", hooks) == ["make check"]
    assert re.findall(r"repo: (.*)", hooks) == ["local"]


def test_what_ci_runs_is_the_test_command_of_the_readme() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "make test"
    assert "    make test " in (ROOT / "README.md").read_text(encoding="utf-8")
