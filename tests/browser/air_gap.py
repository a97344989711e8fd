"""Every page in a real browser on a machine that reaches no other and whose questions for names are never answered.

Run within a network of its own (test_air_gap.py); prints what asked outside, and how long the server was silent.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import sync_playwright
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from pages import PAGES
from tests.browser.chromium import FLAGS
from tests.browser.conftest import IDLE, IDLE_MS, chromium_path, serving

ASK_EVERY_SECONDS = 0.1


class Pulse:
    """Asks the server whether it is well, again and again; `longest_seconds` is the longest that an answer took."""

    def __init__(self, address: str) -> None:
        self.address, self.longest_seconds, self.is_over = address, 0.0, threading.Event()
        self.thread = threading.Thread(target=self._ask)
        self.thread.start()

    def _ask(self) -> None:
        while not self.is_over.wait(ASK_EVERY_SECONDS):
            asked_at = time.monotonic()
            urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=60).close()
            self.longest_seconds = max(self.longest_seconds, time.monotonic() - asked_at)

    def stop(self) -> float:
        self.is_over.set()
        self.thread.join()
        return self.longest_seconds


def main(store: Path) -> None:
    """Opens every page, then a WebSocket from a foreign page, which Streamlit alone would ask the internet about."""
    outside: list[str] = []
    with serving(store) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_page()
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(("data:", "blob:", address)) else outside.append(asked.url),
        )
        pulse = Pulse(address)
        for entry in PAGES:
            page.goto(f"{address}/{entry.stem}")
            page.wait_for_function(IDLE, timeout=IDLE_MS)
        with suppress(WebSocketException), connect(
            f"{address.replace('http', 'ws')}/_stcore/stream", additional_headers={"Origin": "http://evil.example"}
        ):  # fmt: skip
            outside.append("a foreign page opened a WebSocket")
        print(json.dumps({"pages": len(PAGES), "outside": outside, "longest_silence_seconds": pulse.stop()}))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
