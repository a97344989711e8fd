"""What the agency runs, package by package with its licence: docs/licences.md, and deploy/sbom.cdx.json (CycloneDX).

`make sbom` writes both from requirements.txt and what the installed packages say of themselves.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
REQUIREMENTS, LICENCES, SBOM = (
    ROOT / "requirements.txt", ROOT / "docs" / "licences.md", ROOT / "deploy" / "sbom.cdx.json"
)  # fmt: skip
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)
MAX_LICENCE_LENGTH = 60
ONLY_ELSEWHERE = "only on another operating system"


def pinned() -> list[tuple[str, str]]:
    """Name and version of every package that requirements.txt pins."""
    return PINNED.findall(REQUIREMENTS.read_text(encoding="utf-8"))


def licence(name: str) -> str:
    """As the package says: an SPDX expression, else its classifiers, else the first line of its words."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ONLY_ELSEWHERE
    classified = [
        one.rsplit(" :: ", 1)[-1] for one in said.get_all("Classifier") or [] if one.startswith("License :: ")
    ]
    written = (said.get("License") or "").strip().split("\n")[0]
    return said.get("License-Expression") or ", ".join(classified) or written[:MAX_LICENCE_LENGTH] or "not said"


def licences() -> str:
    """The table of docs/licences.md."""
    rows = [f"| {name} | {version} | {licence(name)} |" for name, version in pinned()]
    head = "# Licences\n\nOf what the agency runs, as each package says itself. Made by `make sbom`.\n"
    return "\n".join([head, "| package | version | licence |", "|---|---|---|", *rows, ""])


def sbom() -> str:
    """The bill of materials as CycloneDX 1.6."""
    components = [
        {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "licenses": [{"license": {"name": licence(name)}}],
        }
        for name, version in pinned()
    ]
    said = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}
    return json.dumps(said, indent=1) + "\n"


if __name__ == "__main__":
    LICENCES.write_text(licences(), encoding="utf-8")
    SBOM.write_text(sbom(), encoding="utf-8")
