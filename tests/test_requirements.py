"""What is installed is what pyproject.toml asks for, each package pinned and with its hashes."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPTIONAL = PROJECT["optional-dependencies"]
FILES = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": OPTIONAL["dev"],
    "requirements-spark.txt": OPTIONAL["spark"],
}


def blocks(file: str) -> list[str]:
    """One text per package: its pin and the hashes under it."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    stated = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return [block.strip() for block in re.split(r"\n(?=\S)", stated)]


def pins(file: str) -> set[str]:
    return {block.split()[0].lower() for block in blocks(file)}


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_with_hashes(file: str) -> None:
    pattern = re.compile(r"[\w.-]+(\[\w+\])?==[\w.]+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")
    assert [block for block in blocks(file) if not pattern.fullmatch(block)] == []


@pytest.mark.parametrize("file", FILES)
def test_what_the_project_asks_for_is_there(file: str) -> None:
    assert {asked.lower() for asked in FILES[file]} <= pins(file), "run make requirements"


def test_both_files_name_one_version() -> None:
    named = [pin.split("==")[0] for pin in pins("requirements.txt") | pins("requirements-dev.txt")]
    assert len(named) == len(set(named))


def test_nothing_of_the_tests_is_installed_to_run() -> None:
    asked = {one.split("==")[0].lower() for one in FILES["requirements-dev.txt"]}
    assert asked.isdisjoint(pin.split("==")[0] for pin in pins("requirements.txt"))


def test_the_licences_name_each_package_that_the_agency_runs() -> None:
    rows = re.findall(
        r"^\| ([^ ]+) \| ([^ ]+) \|", (ROOT / "docs" / "licences.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {f"{name}=={version}" for name, version in rows[1:]} == pins("requirements.txt"), "run make sbom"


def test_the_bill_of_materials_names_each_package_that_the_agency_runs() -> None:
    bill = json.loads((ROOT / "deploy" / "sbom.cdx.json").read_text(encoding="utf-8"))
    named = {f"{one['name']}=={one['version']}" for one in bill["components"]}
    assert (bill["bomFormat"], named) == ("CycloneDX", pins("requirements.txt")), "run make sbom"
