"""A real Chromium against a real server on this machine, with nothing else reachable."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS

ROOT = Path(__file__).parents[2]
REMEMBERED = ROOT / ".venv" / "chromium-path"
START_SECONDS = 60
IDLE_MS = 60_000
FRAMEWORK_PROBE = re.compile(r"/[^/]+/_stcore/(health|host-config)")
"""On a page address the front end first asks /<page>/_stcore/... for its base path and gets 404: Streamlit's way."""

IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app || app.dataset.testScriptState !== 'notRunning') return false;
  if (document.querySelector('[data-stale=true]')) return false;
  const shown = e => e.offsetParent !== null;
  if ([...document.querySelectorAll('[data-testid=stSkeleton],[data-testid=stSpinner]')].some(shown)) return false;
  return [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(shown)
    .map(c => c.querySelector('.js-plotly-plot'))
    .every(p => p && p._fullLayout && p.querySelector('.main-svg'));
}"""


@dataclass
class Watched:
    """A page and what it did that it should not: asked outside, wrote errors to the console."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> Watched:
        self.page.goto(address)
        return self.idle()

    def idle(self) -> Watched:
        """Waits until the script has run and every chart is drawn, and stays so for a moment."""
        for _ in range(2):
            self.page.wait_for_function(IDLE, timeout=IDLE_MS)
            self.page.wait_for_timeout(600)
        self.page.wait_for_function(IDLE, timeout=IDLE_MS)
        return self

    def choose(self, label: str, option: str) -> Watched:
        """As a hand does: the field comes into view, its list is opened, which a scroll would close, and one picked."""
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.scroll_into_view_if_needed()
        self.idle()
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        return self.idle()

    @property
    def text(self) -> str:
        return self.page.locator("[data-testid=stMain]").inner_text()


def chromium_path() -> str:
    """Fails, never skips, where `make browser` has found none."""
    path = os.environ.get("CHROMIUM") or (REMEMBERED.read_text().strip() if REMEMBERED.exists() else "")
    assert path, "no Chromium known: run make test, or set CHROMIUM to an executable"
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=[*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield launched
        launched.close()


@contextmanager
def serving(store: Path, access: str = "", **environment: str) -> Iterator[str]:
    """A dashboard server of its own on a free port of this machine; its address, which takes the place of ADDRESS in
    `access`, the file of accounts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    if access:
        file = store.with_name("access.toml")
        file.write_text(access.replace("ADDRESS", address), encoding="utf-8")
        file.chmod(0o640)
        environment["DASHBOARD_ACCESS"] = str(file)
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_STORE": str(store), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended while starting"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def server(sample_folder: Path) -> Iterator[str]:
    """A server on the shipped sample."""
    with serving(sample_folder) as address:
        yield address


OpenTab = Callable[..., Watched]


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """`open_tab(address=None, **context options)`: a tab in a context of its own, watched."""
    contexts = []

    def opened(address: str | None = None, **options: Any) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("request", lambda request: _note_outside(watched, request.url))
        watched.page.on(
            "console",
            lambda message: (
                watched.errors.append(f"{message.text} {message.location}")
                if message.type == "error" and not FRAMEWORK_PROBE.search(str(message.location))
                else None
            ),
        )
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        return watched.open(address) if address else watched

    yield opened
    for context in contexts:
        context.close()


def _note_outside(watched: Watched, url: str) -> None:
    if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
        watched.outside.append(url)
