"""Which software made a file: its name, version and commit."""

from __future__ import annotations

import subprocess
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[2]
COMMIT = ("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
"""Of a working copy with changes it ends in `-dirty`."""


@dataclass(frozen=True)
class Software:
    """`commit` is empty where the program runs from no working copy of its repository."""

    name: str
    version: str
    commit: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}{f' ({self.commit})' if self.commit else ''}"


@cache
def software(folder: Path = PROJECT) -> Software:
    """The software in `folder`, the running one where none is named."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Software(project["name"], project["version"], _commit(folder))


def _commit(folder: Path) -> str:
    if not (folder / ".git").exists():
        return ""
    try:
        asked = subprocess.run(COMMIT, cwd=folder, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()
