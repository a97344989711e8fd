"""Memory is collected in the quiet, once for all the pages that were made before it."""

from __future__ import annotations

import threading
from typing import ClassVar

import pytest

from pages.shared.quiet import QuietCollector


class TimerByHand(threading.Timer):
    """A timer whose time is over when a test says so."""

    started: ClassVar[list[TimerByHand]] = []

    def start(self) -> None:
        self.started.append(self)

    def ring(self) -> None:
        if not self.finished.is_set():
            self.function()


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> list[TimerByHand]:
    started: list[TimerByHand] = []
    monkeypatch.setattr(TimerByHand, "started", started)
    return started


def test_after_the_last_of_several_pages_memory_is_collected_once(timers: list[TimerByHand]) -> None:
    collected: list[str] = []
    collector = QuietCollector(lambda: collected.append("once"), TimerByHand)
    for _ in range(3):
        collector.page_made()
    for timer in timers:
        timer.ring()
    assert collected == ["once"]


def test_each_quiet_is_collected_in(timers: list[TimerByHand]) -> None:
    collected: list[str] = []
    collector = QuietCollector(lambda: collected.append("again"), TimerByHand)
    for _ in range(2):
        collector.page_made()
        timers[-1].ring()
    assert collected == ["again", "again"]
