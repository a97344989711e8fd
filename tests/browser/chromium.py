"""Finds a Chromium for the browser tests: Playwright's own, else the system's, else the distribution's package.

Run by `make test`: writes the executable's path to the file named as argument, or says in one sentence what
to install and fails. Browser tests are never skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
DOWNLOAD_SECONDS = 300
NOT_FOUND = (
    "No Chromium for the browser tests: install one (Debian and Ubuntu: apt-get install chromium; elsewhere: "
    "python -m playwright install chromium) and run make test again.\n"
)


def starts(executable: str) -> bool:
    """Whether this Chromium opens a page."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
            browser.new_page().set_content("<p>ok</p>")
            browser.close()
        return True
    except Error:
        return False


def candidates() -> Iterator[str]:
    """Executables in the order of preference; each further step is tried only when the one before did not start."""
    yield from _playwright_own()
    yield from _on_path()
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _quietly("apt-get", "update")
        _quietly("apt-get", "install", "-y", "chromium")
        yield from _on_path()


def _playwright_own() -> Iterator[str]:
    with sync_playwright() as playwright:
        executable = playwright.chromium.executable_path
    if not Path(executable).exists():
        _quietly(sys.executable, "-m", "playwright", "install", "chromium")
    if Path(executable).exists():
        yield executable


def _on_path() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))


def _quietly(*command: str) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=DOWNLOAD_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return


def main(remember: Path) -> int:
    """0 with the path written, 1 with a sentence on the error stream."""
    if remember.exists() and starts(remember.read_text().strip()):
        return 0
    for executable in candidates():
        if starts(executable):
            remember.write_text(executable + "\n")
            return 0
    sys.stderr.write(NOT_FOUND)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
